"""Whose prices are drawn over time: picked here, named by a link, or those that moved most."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.changes_parts.link_reading import forget_ignored, read_choices, say_what_is_ignored
from pages.changes_parts.over_time_link import MODELS_IN_LINK, put_asked_model_in_link
from venice_data.history.chosen_entries import Choice, chosen_entries

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.entries import Entry
    from venice_data.history.price_history import PriceHistory

MOST_MODELS: Final = 6
_SUGGESTED: Final = 3
_LATELY: Final = timedelta(days=90)


def choose_models(view: View, history: PriceHistory) -> list[str]:
    """Ask for models among all that were ever listed; return their ids.

    While none is picked, those that moved most stand in. They are no default of the control:
    the address would leave them out, and mean others on another day.
    """
    seen = history.listings["began_at"] <= view.now
    options = sorted(set(history.listings.loc[seen, "model_id"]))
    put_asked_model_in_link()
    read_choices(MODELS_IN_LINK, options, MOST_MODELS)
    say_what_is_ignored(MODELS_IN_LINK)
    picked: list[str] = st.multiselect(
        "Models",
        options,
        max_selections=MOST_MODELS,
        key=MODELS_IN_LINK,
        bind="query-params",
        placeholder="One to six, by id",
        on_change=forget_ignored,
        help="By their ids, among all that were ever listed. The filters of the sidebar do not "
        "narrow this list.",
    )
    if picked:
        return picked
    standing_in = most_moved(view, history)
    if standing_in:
        st.caption("None is picked. Until then: those whose prices moved most of late.")
    return standing_in


def most_moved(view: View, history: PriceHistory) -> list[str]:
    """Return models of one type whose prices moved most often of late, and farthest."""
    choice = Choice(view.applied, ("price up", "price down"), until=view.now.date())
    entries = chosen_entries(history, choice)
    if not entries:
        return []
    lately = entries[0].observed_at - _LATELY
    moves: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.observed_at >= lately and entry.model_id in view.in_scope.index:
            moves[entry.model_id].append(entry)
    ranked = sorted(moves, key=lambda model_id: _liveliness(moves[model_id]), reverse=True)
    types = {model_id: moves[model_id][0].model_type for model_id in ranked}
    return [model_id for model_id in ranked if types[model_id] == types[ranked[0]]][:_SUGGESTED]


def _liveliness(entries: list[Entry]) -> tuple[int, float]:
    shares = [move.share("usd") or 0.0 for entry in entries for move in entry.moves]
    return len(entries), max(map(abs, shares))
