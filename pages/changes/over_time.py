"""Prices over time: all prices of one model, or one price of several, as steps.

Whose they are is picked here by name, named by a link, or they are those that moved most.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.finding import MOST_ROWS, PageFinding, value_in
from pages.shared.freshness import last_look, unseen_since
from pages.shared.link_state import gone_names, in_link, pick_models
from pages.shared.plain_text import plain
from pages.shared.price_moves import moves_in_words, price_moves
from pages.shared.prices_over_time import list_moves, per, show_all_prices, show_price_steps
from pages.shared.view import events_of
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.names import distinct_names, short_names
from venice_data.catalog.price_components import reading_order
from venice_data.days import day_text
from venice_data.history.event_selection import EventFilter
from venice_data.history.price_history import models_ever_listed, models_listed_by, price_intervals
from venice_data.link_values import Choices, read_values

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.finding import Link
    from pages.shared.view import View
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.price_history import PriceHistory

TAB: Final = "Over time"
COMPONENT_IN_LINK: Final = "changes_component"
_TAB_IN_LINK: Final = "changes_tab"
_MODELS_IN_LINK: Final = "changes_models"
READ_OF_LINK: Final = (_TAB_IN_LINK, _MODELS_IN_LINK, COMPONENT_IN_LINK)
_MOST_MODELS: Final = 6
_SUGGESTED: Final = 3
_RECENTLY: Final = timedelta(days=90)


def show(view: View, history: PriceHistory) -> None:
    """Draw the prices of the models that are picked, headed by what became of them."""
    answer = st.container()  # above the choice: the answer comes first
    picked = _choose_models(view)
    if not picked:
        st.info("Pick one to six models above.", icon=":material/show_chart:")
        return
    picked = _recorded_of(picked, view, history)
    intervals = price_intervals(history, picked, last_look(view), view.currency)
    names = _names(picked, history)
    _say_what_has_no_price(history, picked, intervals, names)
    if intervals.empty:
        return
    if len(picked) == 1:
        name = str(names[picked[0]])
        show_all_prices(view, history, intervals, name)
    else:
        with answer:
            heading = st.empty()
        _show_one_price(view, history, intervals, names, heading)


def find(view: View, link: Link) -> PageFinding | None:
    """Say what the tab says first where a link opens it; None where it finds nothing."""
    history = view.snapshot.history
    if history is None or value_in(link, _TAB_IN_LINK, Choices((TAB,))) is None:
        return None
    known = Choices(sorted(models_listed_by(history, view.now).index), most=_MOST_MODELS)
    named = link.get(_MODELS_IN_LINK, ())
    picked = read_values(named, known).usable
    unrecorded = read_values(named, Choices(sorted(view.in_scope.index), most=_MOST_MODELS)).usable
    if unrecorded and not picked:
        return PageFinding(_not_recorded(view, unrecorded))
    picked = picked or _most_moved(view)
    intervals = price_intervals(history, picked, last_look(view), view.currency)
    if intervals.empty:
        return None
    names = _names(picked, history)
    if len(picked) == 1:
        shown = intervals[intervals["unit"] == intervals["unit"].iloc[0]]
        series, whose = shown.assign(series=shown["label"]), str(names[picked[0]])
    else:
        titled = _titled(intervals)
        options = _components(titled)
        component = value_in(link, COMPONENT_IN_LINK, Choices(options)) or options[0]
        series, whose = _of_component(titled, component, names), ""
    unit = per(str(series["unit"].iloc[0]))
    moves = price_moves(series, view.currency, unseen_since(view))
    return PageFinding(
        f"{moves_in_words(moves, unit, whose)}.",
        f"Prices {unit} over time",
        ("Price of", "First seen on (UTC)", "Then", "Last", "Change"),
        tuple(
            (move.name, day_text(move.began_at), move.first_text, move.last_text, move.change)
            for move in moves[:MOST_ROWS]
        ),
    )


def _choose_models(view: View) -> list[str]:
    """Ask for models among all that were ever listed; return their ids.

    While none is picked, those that moved most stand in. They are no default of the control:
    the address would leave them out, and mean others on another day.
    """
    picked = pick_models(
        _MODELS_IN_LINK,
        "Models, retired ones too",
        pd.concat([view.names, gone_names(view)]),
        most=_MOST_MODELS,
        otherwise="no model that was ever listed",
        placeholder="One to six, by name or id",
    )
    if picked:
        return picked
    standing_in = _most_moved(view)
    if standing_in:
        st.caption("No model is picked. Shown: models with the most price changes recently.")
    return standing_in


def _most_moved(view: View) -> list[str]:
    """Return models of one type whose prices changed most often recently, and by the most."""
    choice = EventFilter(view.applied, ("price up", "price down"), until=view.now.date())
    events = events_of(view, choice)
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


def _recorded_of(picked: list[str], view: View, history: PriceHistory) -> list[str]:
    """Leave the models that were recorded, and name the others: new ones of a list too short."""
    recorded = models_ever_listed(history).index
    others = [model_id for model_id in picked if model_id not in recorded]
    if others:
        st.caption(plain(_not_recorded(view, others)))
    return [model_id for model_id in picked if model_id in recorded]


def _not_recorded(view: View, model_ids: list[str]) -> str:
    return f"Not recorded yet: {', '.join(view.names[model_ids])}."


def _names(picked: list[str], history: PriceHistory) -> pd.Series[str]:
    return short_names(distinct_names(models_ever_listed(history))[picked])


def _say_what_has_no_price(
    history: PriceHistory, picked: list[str], intervals: pd.DataFrame, names: pd.Series[str]
) -> None:
    without = models_ever_listed(history).loc[picked].drop(intervals["model_id"].unique())
    are_quoted = priced_by_quote(without, history.prices)
    for reason, ids in (
        ("Priced by quote only", without.index[are_quoted]),
        ("No price was ever recorded", without.index[~are_quoted]),
    ):
        if not ids.empty:
            st.caption(f"{reason}: {plain(', '.join(names[ids]))}.")


def _show_one_price(
    view: View,
    history: PriceHistory,
    intervals: pd.DataFrame,
    names: pd.Series[str],
    heading: DeltaGenerator,
) -> None:
    titled = _titled(intervals)
    component = _choose_component(_components(titled))
    series = _of_component(titled, component, names)
    lacking = sorted(set(titled["model_id"]) - set(series["model_id"]))
    if lacking:
        st.caption(f"Models without this price: {plain(', '.join(names[lacking]))}.")
    moves = price_moves(series, view.currency, unseen_since(view))
    finding = moves_in_words(moves, per(str(series["unit"].iloc[0])))
    heading.header(plain(finding), anchor=False)
    show_price_steps(view, history, series, finding)
    list_moves(moves)


def _titled(intervals: pd.DataFrame) -> pd.DataFrame:
    return intervals.assign(title=intervals["label"] + intervals["unit"].map(_of_unit))


def _of_component(titled: pd.DataFrame, component: str, names: pd.Series[str]) -> pd.DataFrame:
    """Return one price of each model, as a series by its name."""
    own = titled[titled["title"] == component]
    return own.assign(series=own["model_id"].map(names))


def _components(titled: pd.DataFrame) -> list[str]:
    """Return the prices; those that most models have, and that moved most, come first."""
    of_title = titled.groupby("title")["model_id"]
    models, steps = of_title.nunique(), of_title.size()
    places = titled["component"].map(reading_order).groupby(titled["title"]).min()
    return sorted(
        map(str, models.index),
        key=lambda title: (
            -models[title],
            -steps[title],
            places[title],
            title,
        ),
    )


def _choose_component(options: list[str]) -> str:
    """Ask which price to compare."""
    accepted = Choices(options, most=1, otherwise="no price of these models")
    component: str = st.selectbox(
        "Price",
        options,
        help="One price at a time, so that all lines are in one unit.",
        **in_link(COMPONENT_IN_LINK, accepted, default=options[0]),
    )
    return component


def _of_unit(unit: str) -> str:
    return f" {per(unit)}"
