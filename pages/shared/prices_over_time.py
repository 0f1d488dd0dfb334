"""Prices over time as steps, with what happened to their models: for every page that shows them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.freshness import last_look, unseen_since
from pages.shared.plain_text import plain
from pages.shared.price_moves import MOST_TOLD, PriceMove, moves_in_words, price_moves
from pages.shared.price_step_chart import price_steps
from venice_data.catalog.money import price_text
from venice_data.catalog.price_components import UNKNOWN_UNIT
from venice_data.days import INSTANT_FORMAT, day_text, instant_text
from venice_data.history.change_text import event_text
from venice_data.history.event_selection import EventFilter, selected_events
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pages.shared.view import View
    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import EventKind
    from venice_data.history.price_history import PriceHistory

_MARKED: Final[tuple[EventKind, ...]] = ("new", "back", "retired", "retiring", "details")


def show_all_prices(
    view: View,
    history: PriceHistory,
    intervals: pd.DataFrame,
    name: str = "",
) -> None:
    """Draw each unit's prices of one model in a chart of its own, headed by what became of them.

    `name` names the model where the page is not headed by it.
    """
    for unit, of_unit in intervals.groupby("unit", sort=False):
        series = of_unit.assign(series=of_unit["label"])
        moves = price_moves(series, view.currency, unseen_since(view))
        finding = moves_in_words(moves, per(str(unit)), name)
        st.header(plain(finding), anchor=False)
        show_price_steps(view, history, series, finding)
        list_moves(moves)


def list_moves(moves: Sequence[PriceMove]) -> None:
    """List what became of each price, where the heading does not say all of it."""
    if moves[0].has_moved:
        told = moves if len(moves[0].between) > 1 else moves[1:]
    else:
        told = moves if len(moves) > MOST_TOLD else ()
    if told:
        st.markdown("\n".join(f"- {plain(move.in_short())}" for move in told))


def show_price_steps(
    view: View,
    history: PriceHistory,
    intervals: pd.DataFrame,
    takeaway: str,
    *,
    currency: Currency | None = None,
    also_from: str = "",
) -> None:
    """Draw prices of one unit, each row of `price_intervals` with its `series`.

    `takeaway` says what they show, for those who cannot see them.
    `currency` is given where it is not the view's own, `also_from` where some are from elsewhere.
    """
    currency = currency or view.currency
    unit = str(intervals["unit"].iloc[0])
    ids = set(intervals["model_id"])
    money = f"Price {per(unit)}"
    st.caption(
        "A line steps where the price changed and has a gap where the model was not listed. "
        "Click a legend entry to highlight it; point at a line for its price."
    )
    show_figure(
        view,
        price_steps(
            _steps(intervals, currency),
            _events(history, ids, view),
            currency,
            per(unit),
        ),
        partial(_table, intervals, models_ever_listed(history)["name"], money),
        name=f"{view.page.address}_prices_{unit.lower().replace(' ', '_')}",
        takeaway=takeaway,
        holds={money: "price"},
        source=f"{_source_text(history, last_look(view))} {also_from}".strip(),
        currency=currency,
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
    until = last_look(view)
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
            "From (UTC)": intervals["began_at"].dt.strftime(INSTANT_FORMAT),
            "Until (UTC)": intervals["ended_at"]
            .dt.strftime(INSTANT_FORMAT)
            .mask(intervals["is_open"], "still valid"),
        }
    )


def _source_text(history: PriceHistory, until: datetime) -> str:
    return (
        f"Source: Venice's model list, as recorded from {day_text(history.oldest)} "
        f"to {day_text(until)}."
    )


def per(unit: str) -> str:
    """Write a unit as it follows a price."""
    return "in an unknown unit" if unit == UNKNOWN_UNIT else f"per {unit}"
