"""Prices over time: all prices of one model, or one price of several, as steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.changes.models_over_time import choose_models
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.prices_over_time import last_look, per, show_all_prices, show_price_steps
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.names import distinct_names, short_name
from venice_data.catalog.price_components import reading_order
from venice_data.history.price_history import models_ever_listed, price_intervals
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View
    from venice_data.history.change_events import EventKind
    from venice_data.history.price_history import PriceHistory

COMPONENT_IN_LINK: Final = "changes_component"
_MARKED: Final[tuple[EventKind, ...]] = ("new", "back", "retired", "retiring", "details")


def show(view: View, history: PriceHistory) -> None:
    """Draw the prices of the models that are picked."""
    picked = choose_models(view, history)
    if not picked:
        st.info("Pick one to six models above.", icon=":material/show_chart:")
        return
    intervals = price_intervals(history, picked, last_look(view, history), view.currency)
    names = _names(picked, history)
    _say_what_has_no_price(history, picked, intervals, names)
    if intervals.empty:
        return
    if len(picked) == 1:
        show_all_prices(view, history, intervals, str(names[picked[0]]))
    else:
        _show_one_price(view, history, intervals, names)


def _names(picked: list[str], history: PriceHistory) -> pd.Series[str]:
    """Return a short name for each model; where two are alike then, their ids."""
    names = distinct_names(models_ever_listed(history))[picked].map(short_name)
    return names.mask(names.duplicated(keep=False), names.index.to_series())


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
    view: View, history: PriceHistory, intervals: pd.DataFrame, names: pd.Series[str]
) -> None:
    titled = intervals.assign(title=intervals["label"] + intervals["unit"].map(_of_unit))
    component = _choose_component(titled)
    of_component = titled[titled["title"] == component]
    lacking = sorted(set(titled["model_id"]) - set(of_component["model_id"]))
    if lacking:
        st.caption(f"Models without this price: {plain(', '.join(names[lacking]))}.")
    series = of_component["model_id"].map(names)
    show_price_steps(view, history, of_component.assign(series=series), component)


def _choose_component(titled: pd.DataFrame) -> str:
    """Ask which price to compare; those that most models have, and that moved most, come first."""
    of_title = titled.groupby("title")["model_id"]
    models, steps = of_title.nunique(), of_title.size()
    places = titled["component"].map(reading_order).groupby(titled["title"]).min()
    options = sorted(
        map(str, models.index),
        key=lambda title: (
            -models[title],
            -steps[title],
            places[title],
            title,
        ),
    )
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
