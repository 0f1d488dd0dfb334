"""Whose prices are drawn over time: picked here, named by a link, or those that moved most."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import in_link
from venice_data.history.event_selection import EventFilter, selected_events
from venice_data.link_values import Choices

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.price_history import PriceHistory

TAB_IN_LINK: Final = "changes_tab"
MODELS_IN_LINK: Final = "changes_models"
OVER_TIME: Final = "Over time"
_ASKED: Final = "changes_asked_models"
_MOST_MODELS: Final = 6
_SUGGESTED: Final = 3
_RECENTLY: Final = timedelta(days=90)


def show_way_to_prices(event: ChangeEvent) -> None:
    """Offer the prices of an event's model over time.

    A button, since a link to the page on which it stands would leave the address as it is.
    """
    st.button(
        "Over time",
        icon=":material/show_chart:",
        type="tertiary",
        key=f"changes_way_{event.event_id}",
        on_click=_open_over_time,
        args=(event.model_id,),
        help="This model's prices as steps",
    )


def put_asked_model_in_link() -> None:
    """Put the model of a pressed button into the address; call it before the control is drawn.

    What is set for a control that was never drawn does not get there by itself.
    """
    asked = st.session_state.pop(_ASKED, None)
    if asked is not None:
        st.query_params[MODELS_IN_LINK] = asked
        st.rerun()


def _open_over_time(model_id: str) -> None:
    was_drawn = MODELS_IN_LINK in st.session_state
    st.session_state[MODELS_IN_LINK if was_drawn else _ASKED] = [model_id]
    st.session_state[TAB_IN_LINK] = OVER_TIME


def choose_models(view: View, history: PriceHistory) -> list[str]:
    """Ask for models among all that were ever listed; return their ids.

    While none is picked, those that moved most stand in. They are no default of the control:
    the address would leave them out, and mean others on another day.
    """
    seen = history.listings["began_at"] <= view.now
    options = sorted(set(history.listings.loc[seen, "model_id"]))
    put_asked_model_in_link()
    accepted = Choices(options, most=_MOST_MODELS, otherwise="no model that was ever listed")
    picked: list[str] = st.multiselect(
        "Models",
        options,
        max_selections=_MOST_MODELS,
        placeholder="One to six, by id",
        help="By id, among all models ever listed. The sidebar's filters do not narrow this list.",
        **in_link(MODELS_IN_LINK, accepted),
    )
    if picked:
        return picked
    standing_in = most_moved(view, history)
    if standing_in:
        st.caption("No model is picked. Shown: models with the most price changes recently.")
    return standing_in


def most_moved(view: View, history: PriceHistory) -> list[str]:
    """Return models of one type whose prices changed most often recently, and by the most."""
    choice = EventFilter(view.applied, ("price up", "price down"), until=view.now.date())
    events = selected_events(history, choice)
    if not events:
        return []
    since = events[0].observed_at - _RECENTLY
    moves: defaultdict[str, list[ChangeEvent]] = defaultdict(list)
    for event in events:
        if event.observed_at >= since and event.model_id in view.in_scope.index:
            moves[event.model_id].append(event)
    ranked = sorted(moves, key=lambda model_id: _liveliness(moves[model_id]), reverse=True)
    types = {model_id: moves[model_id][0].model_type for model_id in ranked}
    return [model_id for model_id in ranked if types[model_id] == types[ranked[0]]][:_SUGGESTED]


def _liveliness(events: list[ChangeEvent]) -> tuple[int, float]:
    shares = [move.share("usd") or 0.0 for event in events for move in event.moves]
    return len(events), max(map(abs, shares))
