"""Prices over time: all prices of one model, or one price of several, as steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.changes.models_over_time import choose_models
from pages.changes.opening_history import last_look
from pages.changes.price_step_chart import price_steps
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names, short_name
from venice_data.catalog.price_components import UNKNOWN_UNIT, reading_order
from venice_data.days import day_text, instant_text
from venice_data.history.change_text import event_text
from venice_data.history.event_selection import EventFilter, selected_events
from venice_data.history.price_history import models_ever_listed, price_intervals
from venice_data.link_values import Choices

if TYPE_CHECKING:
    from datetime import datetime

    from pages.shared.view import View
    from venice_data.catalog.frames import Currency
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
        _show_all_prices(view, history, intervals, str(names[picked[0]]))
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


def _show_all_prices(view: View, history: PriceHistory, intervals: pd.DataFrame, name: str) -> None:
    """Draw each unit's prices of one model in a chart of its own."""
    for unit, of_unit in intervals.groupby("unit", sort=False):
        st.subheader(f"{plain(name)} {_per(str(unit))}", anchor=False)
        _show_steps(view, history, of_unit.assign(series=of_unit["label"]), f"Prices of {name}")


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
    _show_steps(view, history, of_component.assign(series=series), component)


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


def _show_steps(view: View, history: PriceHistory, intervals: pd.DataFrame, title: str) -> None:
    unit = str(intervals["unit"].iloc[0])
    ids = set(intervals["model_id"])
    money = f"Price {_per(unit)}"
    st.caption(
        "A line steps where the price changed and has a gap where the model was not listed. "
        "Click a legend entry to highlight it; point at a line for its price."
    )
    show_figure(
        view,
        price_steps(
            _steps(intervals, view.currency),
            _events(history, ids, view),
            view.currency,
            _per(unit),
        ),
        partial(_table, intervals, models_ever_listed(history)["name"], money),
        name=f"changes_prices_{unit.lower().replace(' ', '_')}",
        takeaway=f"{title} {_per(unit)} over time",
        holds={money: "price"},
        source=_source_text(history, last_look(view, history)),
    )


def _steps(intervals: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Return two rows per interval, its beginning and its end, with what a chart writes out."""
    texts = intervals["price"].map(lambda price: price_text(price, currency))
    described = intervals.assign(
        price_text=texts,
        since_text=intervals["began_at"].map(instant_text),
        until_text=intervals["ended_at"]
        .map(instant_text)
        .mask(intervals["is_open"], "still valid"),
        end_text=(intervals["series"] + " " + texts).where(
            ~intervals.duplicated("series", keep="last"), ""
        ),
    )
    begins = described.assign(at=described["began_at"], end_text="")
    ends = described.assign(at=described["ended_at"])
    columns = [
        "series",
        "stretch",
        "at",
        "price",
        "price_text",
        "since_text",
        "until_text",
        "end_text",
    ]
    return pd.concat([begins, ends]).sort_index(kind="stable")[columns]


def _events(history: PriceHistory, ids: set[str], view: View) -> pd.DataFrame:
    """Return when the models were added, removed or changed; those of an instant together."""
    until = last_look(view, history)
    marked = [
        (event.observed_at, event.kind, f"{event.name}: {event_text(event, view.currency)}")
        for event in selected_events(history, EventFilter(kinds=_MARKED))
        if event.model_id in ids and event.observed_at <= until
    ]
    texts: dict[tuple[datetime, str], list[str]] = {}
    for at, kind, text in marked:
        texts.setdefault((at, kind), []).append(text)
    rows = [(at, instant_text(at), kind, "; ".join(parts)) for (at, kind), parts in texts.items()]
    return pd.DataFrame(rows, columns=["at", "at_text", "kind", "text"])


def _table(intervals: pd.DataFrame, names: pd.Series[str], price_title: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Model": intervals["model_id"].map(names),
            "Id": intervals["model_id"],
            "Price of": intervals["label"],
            price_title: intervals["price"],
            "From (UTC)": intervals["began_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "Until (UTC)": intervals["ended_at"]
            .dt.strftime("%Y-%m-%d %H:%M")
            .mask(intervals["is_open"], "still valid"),
        }
    )


def _source_text(history: PriceHistory, until: datetime) -> str:
    return (
        f"Source: Venice's model list, as recorded from {day_text(history.oldest)} "
        f"to {day_text(until)}."
    )


def _per(unit: str) -> str:
    return "in an unknown unit" if unit == UNKNOWN_UNIT else f"per {unit}"


def _of_unit(unit: str) -> str:
    return f" {_per(unit)}"
