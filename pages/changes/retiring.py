"""What retires soon, what replaces it at which price, and what retired recently."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from pages.changes.charts import replacement_bars
from pages.shared.figure import show_figure
from pages.shared.last_look import last_look
from pages.shared.paper_table import MODEL_IDS
from pages.shared.plain_text import model_link, plain
from pages.shared.retirement_table import (
    AFTER,
    BEFORE,
    CHANGE,
    none_retires,
    retirement_table,
    retiring,
)
from pages.shared.site_address import whole_address
from pages.shared.table import show_table
from pages.shared.view import events_of
from venice_data.catalog.filters import matching
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names, short_name
from venice_data.days import day_text
from venice_data.history.change_text import percent_text
from venice_data.history.event_selection import EventFilter
from venice_data.history.retirements import (
    NOT_RECORDED,
    NOTHING_NAMED,
    removed_as_announced,
    retired_models,
)
from venice_data.served.asking import with_parameters
from venice_data.served.retirement_calendar import CALENDAR_ADDRESS

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.price_history import PriceHistory

_RECENT_DAYS: Final = 90
_LAST_PRICE: Final = "Last price"
_MOST_LINKED: Final = 12
# Said once of all where it would stand in every row.
_NO_SUCCESSORS: Final = {
    NOT_RECORDED: "Which models replaced them was not recorded.",
    NOTHING_NAMED: "Venice names none that replaces them.",
}


def show(view: View, history: PriceHistory) -> None:
    """Show the matching models that will be removed, then those that are gone."""
    leaving = retiring(view)
    if leaving.empty:
        st.markdown(f"## {none_retires(view)}.")
    else:
        st.markdown(f"## {_next_text(leaving)}")
        _show_leaving(view, leaving)
        _show_change(view, leaving[leaving["change"].notna()])
    _show_way_to_calendar(view)
    _show_gone_since_this_list(view)
    _show_gone(view, history)


def _show_way_to_calendar(view: View) -> None:
    address = with_parameters(CALENDAR_ADDRESS, view.applied.texts())
    st.link_button(
        "Follow in a calendar (iCalendar)",
        whole_address(address, st.context.url),
        icon=":material/event_busy:",
        type="tertiary",
        help="A calendar of the retirements selected here. Give its address to a phone or a "
        "calendar program to subscribe to, and it stays up to date.",
    )


def _next_text(leaving: pd.DataFrame) -> str:
    """Say what goes next, when, and what the replacement means for the price, in Markdown."""
    first = leaving.iloc[0]
    count = f"{len(leaving)} model{'s retire' if len(leaving) > 1 else ' retires'} soon."
    days = f"{first['days_left']} day{'' if first['days_left'] == 1 else 's'}"
    name = model_link(str(first.name), short_name(first["name"]))
    head = f"{count} Next: {name}, on {day_text(first['removes_at'])}, in {days}"
    if pd.isna(first["replacement_id"]):
        return f"{head}. No replacement is named."
    return f"{head}. Replaced by {_replacement(first)}{plain(_verdict(first['change']))}."


def _replacement(model: pd.Series[Any]) -> str:
    """Name a replacement, with its page where it is listed itself, in Markdown."""
    if pd.isna(model["replacement_name"]):
        return plain(model["replacement_id"])
    return model_link(model["replacement_id"], short_name(model["replacement_name"]))


def _verdict(change: float) -> str:
    if pd.isna(change):
        return ""
    if not change:
        return " at the same price"
    return f", {percent_text(abs(change))[1:]} {'more expensive' if change > 0 else 'cheaper'}"


def _show_leaving(view: View, leaving: pd.DataFrame) -> None:
    show_table(
        view,
        retirement_table(leaving),
        holds={BEFORE: "price", AFTER: "price", CHANGE: "change"},
        alt="Models with a removal date, their replacements and prices",
        name="changes_retiring",
        missing="–",
    )
    st.caption(
        "Above zero the replacement is more expensive, below zero cheaper. Prices are in "
        "the unit named in the row. “Calls are remapped” says whether Venice sends calls of the "
        "old model to the replacement by itself."
    )


def _show_change(view: View, priced: pd.DataFrame) -> None:
    if priced.empty:
        return
    st.subheader("Price change with each replacement", anchor=False)
    drawn = pd.DataFrame(
        {
            "model_id": priced.index,
            "label": distinct_names(priced),
            "change": priced["change"],
            "change_text": priced["change"].map(_change_text),
            "replacement": priced["replacement_name"],
            "before_text": priced["before"].map(partial(price_text, currency=view.currency)),
            "after_text": priced["after"].map(partial(price_text, currency=view.currency)),
            "unit": priced["unit"],
            "direction": priced["change"].map(_direction),
        }
    )
    show_figure(
        view,
        replacement_bars(drawn),
        partial(retirement_table, priced),
        name="changes_replacements",
        takeaway="How much more expensive or cheaper each replacement is",
        holds={BEFORE: "price", AFTER: "price", CHANGE: "change"},
    )


def _change_text(change: float) -> str:
    return percent_text(change) if change else "same price"


def _direction(change: float) -> str:
    if not change:
        return "same"
    return "more expensive" if change > 0 else "cheaper"


def _show_gone_since_this_list(view: View) -> None:
    """List the models that an old list still holds though their announced removal has passed."""
    models = view.catalog.models
    gone = matching(models[models["removes_at"] <= pd.Timestamp(view.now)], view.applied)
    if gone.empty:
        return
    st.subheader(f"Retired since this list was fetched: {len(gone)}", anchor=False)
    st.caption("They are left out elsewhere. The removal dates are as they were announced.")
    _show_retired(
        view,
        removed_as_announced(gone, view.catalog, view.currency),
        removed="Retired (UTC)",
        alt="Models whose announced removal has passed since the list was fetched",
        name="changes_retired_since",
    )


def _show_gone(view: View, history: PriceHistory) -> None:
    """List the models that were removed recently, up to the last list, and have not come back."""
    last = last_look(view).date()
    is_now = view.day is None and last == view.now.date()
    when = f"last {_RECENT_DAYS} days" if is_now else f"{_RECENT_DAYS} days to {day_text(last)}"
    st.subheader(f"Retired in the {when}", anchor=False)
    since = last - timedelta(days=_RECENT_DAYS)
    choice = EventFilter(view.applied, ("retired",), since, last)
    events = [
        event
        for event in events_of(view, choice)
        if event.model_id not in view.catalog.models.index
    ]
    if not events:
        st.markdown(
            f"No matching model was removed from the list from {day_text(since)} to "
            f"{day_text(last)}."
        )
        return
    gone = retired_models(history, events, view.currency)
    _show_retired(
        view,
        gone,
        removed="Retired (UTC)",
        alt="Models removed recently",
        name="changes_retired",
    )


def _show_retired(view: View, gone: pd.DataFrame, *, removed: str, alt: str, name: str) -> None:
    names = distinct_names(gone)
    table = pd.DataFrame(
        {
            "Model": names,
            removed: gone["removed_at"].dt.strftime("%Y-%m-%d"),
            "Successor": gone["successor"],
            _LAST_PRICE: gone["price"],
            "Unit": gone["unit"].fillna(""),
            "Type": gone["type"].map(lambda name: model_type(name).label),
            MODEL_IDS: gone.index,  # none of them can be compared
        }
    )
    without = _NO_SUCCESSORS.get("".join(set(gone["successor"])), "")
    if without:
        table = table.drop(columns="Successor")
    pages = "the page of each, found by its name under Model."
    if len(names) <= _MOST_LINKED:
        links = (model_link(str(model_id), name) for model_id, name in names.items())
        pages = f"the page of each: {', '.join(links)}."
    st.caption(f"{without} What comes nearest now stands on {pages}".strip())
    show_table(view, table, holds={_LAST_PRICE: "price"}, alt=alt, name=name)
