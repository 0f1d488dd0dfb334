"""Which models are switched off, when, and what to use instead of each."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from pages.changes.charts import replacement_bars
from pages.changes.departures import USE_INSTEAD, departures, show_departures
from pages.changes.retirement_chart import retirement_days
from pages.shared.figure import show_figure
from pages.shared.freshness import last_look, unseen_since
from pages.shared.plain_text import model_link, plain
from pages.shared.retirement_table import (
    AFTER,
    BEFORE,
    CHANGE,
    none_retires,
    retirement_table,
    retiring,
)
from pages.shared.site_links import whole_address
from pages.shared.view import View, events_of, once_per_view
from venice_data.catalog.filters import Filters, matching
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names, short_name
from venice_data.catalog.wording import counted
from venice_data.costs.alternatives import change_in_words
from venice_data.days import day_text
from venice_data.history.change_text import percent_text
from venice_data.history.event_selection import EventFilter
from venice_data.history.price_history import models_ever_listed
from venice_data.history.retirements import removed_as_announced, retired_models
from venice_data.served.asking import with_parameters
from venice_data.served.retirement_calendar import CALENDAR_ADDRESS

if TYPE_CHECKING:
    from datetime import date

    from venice_data.history.price_history import PriceHistory

_RECENT_DAYS: Final = 90
_MOST_DRAWN: Final = 15
_DAY: Final = "Retired"
_NONE: Final = "none"
_NOTHING_TO_USE: Final = "nothing to use instead"
_BEHIND_ARROWS: Final = (
    "Behind each arrow: what Venice names to use instead, else the model that lacks least by the "
    "list. Whether it does the work as well is for you to try."
)


def show(view: View, history: PriceHistory) -> None:
    """Head with what goes and is gone; draw it, list it with what to use instead."""
    listed = view.catalog.models
    leaving, gone = _leaving(view), _gone_since_this_list(view)
    st.header(plain(_heading(view, leaving, gone)), anchor=False)
    if unseen_since(view):
        st.caption(f"What Venice has announced since {unseen_since(view)} is not known here.")
    recent, ever_listed = _gone_by_then(view, history), models_ever_listed(history)
    if len(leaving) + len(gone):
        _draw_days(view, _of_this_list(view), listed)
    else:
        _draw_days(view, recent, ever_listed)
    if not leaving.empty:
        _show_leaving(view, leaving)
    _show_way_to_calendar(view)
    if not gone.empty:
        st.subheader(f"Retired since this list was fetched: {len(gone)}", anchor=False)
        st.caption("They are left out elsewhere. The removal dates are as they were announced.")
        show_departures(view, gone, listed, day=_DAY, name="changes_retired_since")
    _show_gone(view, recent, ever_listed)


def _heading(view: View, leaving: pd.DataFrame, gone: pd.DataFrame) -> str:
    """Say how many go by when, and how many are gone since the list was fetched."""
    went = _count(len(gone), "d")
    since = f"{went} since {day_text(view.catalog.fetched_at)}"
    if not leaving.empty:
        goes = f"{_count(len(leaving), '' if len(leaving) > 1 else 's')} by "
        goes += day_text(leaving["at"].max())
        return f"{goes}; {since}" if len(gone) else goes
    if gone.empty:
        return none_retires(view).partition(";")[0]
    of_those = "" if view.applied == Filters() else " of a matching model"
    return f"{since}; no later retirement{of_those} is known"


def _count(models: int, ending: str) -> str:
    return f"{counted(models, 'models')} retire{ending}"


@once_per_view
def _leaving(view: View) -> pd.DataFrame:
    """Return the matching models that will be removed, the next first, for `departures`."""
    leaving = retiring(view)
    rows = leaving.assign(at=leaving["removes_at"], price=leaving["before"])
    return _named(rows[["type", "at", "price", "unit"]], view.catalog.models)


@once_per_view
def _gone_since_this_list(view: View) -> pd.DataFrame:
    """Return what an old list still holds though its announced removal has passed."""
    models = view.catalog.models
    gone = matching(models[models["removes_at"] <= pd.Timestamp(view.now)], view.applied)
    rows = removed_as_announced(gone, view.catalog, view.currency)
    return _named(rows.rename(columns={"removed_at": "at"}), models)


@once_per_view
def _of_this_list(view: View) -> pd.DataFrame:
    return pd.concat([_leaving(view), _gone_since_this_list(view)])


@once_per_view
def _gone_by_then(view: View, history: PriceHistory) -> pd.DataFrame:
    """Return the models that were removed recently, up to the last list, and have not come back."""
    last = last_look(view).date()
    choice = EventFilter(view.applied, ("retired",), last - timedelta(days=_RECENT_DAYS), last)
    events = [
        event
        for event in events_of(view, choice)
        if event.model_id not in view.catalog.models.index
    ]
    rows = retired_models(history, events, view.currency).rename(columns={"removed_at": "at"})
    return _named(rows, models_ever_listed(history))


def _named(rows: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Add a name that no two share, of those too that are not drawn or listed at first."""
    return rows.assign(name=distinct_names(facts.loc[rows.index]))


def _draw_days(view: View, rows: pd.DataFrame, facts: pd.DataFrame) -> None:
    """Draw when each model goes or went, and what to use instead."""
    if rows.empty:
        return
    drawn = departures(view, _nearest_days(view, rows, view.now.date()), facts)
    of_all = f" Drawn: {len(drawn)} of {len(rows)}." if len(drawn) < len(rows) else ""
    days, instead = drawn["at"].map(day_text), _instead_in_words(drawn)
    drawn = pd.DataFrame(
        {
            "model_id": drawn.index,
            "label": drawn["name"],
            "at": drawn["at"],
            "day_text": days,
            "instead": instead,
            "told": days + ", " + ("use " + instead).where(instead != _NONE, _NOTHING_TO_USE),
        }
    )
    show_figure(
        view,
        retirement_days(drawn, view.now, day_text(view.day) if view.day else "today"),
        partial(_days_table, drawn),
        name="changes_retirement_days",
        takeaway="When each model retires, and what to use instead",
        source=f"Source: Venice's model list. {_BEHIND_ARROWS}{of_all}",
    )


@once_per_view
def _nearest_days(_view: View, rows: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the models that go or went nearest to a day, the last first."""
    distances = (rows["at"] - pd.Timestamp(today, tz="UTC")).abs()
    nearest = distances.sort_values(kind="stable").index[:_MOST_DRAWN]
    return rows.loc[nearest].sort_values("at", ascending=False, kind="stable")


def _instead_in_words(drawn: pd.DataFrame) -> pd.Series[str]:
    """Name what to use instead, and say of which that nothing but its price speaks for it."""
    by_price = "by price: " + drawn["instead_name"]  # a phone has no room for more
    named = drawn["instead_name"].where(drawn["is_measured"], by_price)
    return named.where(drawn["instead_name"] != "", _NONE)


def _days_table(drawn: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {"Model": drawn["label"], "Retires": drawn["day_text"], USE_INSTEAD: drawn["instead"]}
    )


def _show_leaving(view: View, leaving: pd.DataFrame) -> None:
    announced = retiring(view)
    st.markdown(_next_text(announced))
    show_departures(view, leaving, view.catalog.models, day="Retires", name="changes_retiring")
    _show_change(view, announced[announced["change"].notna()])


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
    days = counted(first["days_left"], "days")
    name = model_link(str(first.name), short_name(first["name"]))
    head = f"Next: {name}, on {day_text(first['removes_at'])}, in {days}"
    if pd.isna(first["replacement_id"]):
        return f"{head}. No replacement is named."
    return f"{head}. Replaced by {_replacement(first)}{_verdict(first['change'])}."


def _replacement(model: pd.Series[Any]) -> str:
    """Name a replacement, with its page where it is listed itself, in Markdown."""
    if pd.isna(model["replacement_name"]):
        return plain(model["replacement_id"])
    return model_link(model["replacement_id"], short_name(model["replacement_name"]))


def _verdict(change: float) -> str:
    said = change_in_words(change)
    if not said:
        return ""
    return f", {said}" if change else f" at the {said}"


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
            "aside": "→ " + priced["replacement_name"],
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


def _show_gone(view: View, gone: pd.DataFrame, ever_listed: pd.DataFrame) -> None:
    """List the models that were removed recently; say so where none was."""
    seen_until, last = unseen_since(view), last_look(view).date()
    is_now = view.day is None and not seen_until
    when = f"last {_RECENT_DAYS} days" if is_now else f"{_RECENT_DAYS} days to {day_text(last)}"
    st.subheader(f"Retired in the {when}: {len(gone)}", anchor=False)
    if gone.empty:
        since = day_text(last - timedelta(days=_RECENT_DAYS))
        st.markdown(
            f"No matching model was removed from the list from {since} to {day_text(last)}."
        )
        return
    show_departures(view, gone, ever_listed, day=_DAY, name="changes_retired")
