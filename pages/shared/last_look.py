"""Up to when the list was seen: a list that is not live says nothing about the time since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from venice_data.days import day_text
from venice_data.history.event_selection import RECENT_DAYS
from venice_data.history.price_history import last_look_at
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from datetime import date, datetime

    from pages.shared.view import View


def last_look(view: View) -> datetime:
    """Return when the list was last seen, up to the past day that the page shows."""
    history = view.snapshot.history
    if history is None:
        return min(view.now, view.catalog.fetched_at)
    if view.day is None:
        return min(view.now, max(view.catalog.fetched_at, history.newest))
    latest_look = shared_store().current().catalog.fetched_at
    return last_look_at(history, view.now, max(latest_look, history.newest))


def unseen_since(view: View) -> str:
    """Name the day after which nothing is known; empty where the list is of the day shown."""
    last = last_look(view).date()
    return "" if last == view.now.date() else day_text(last)


class RecentDays(NamedTuple):
    """The days that count as recent, both included, and when that is: `in the last 30 days`."""

    since: date
    until: date
    in_words: str


def recent_days(view: View, until: date | None = None) -> RecentDays:
    """Return the days up to the last look, or up to an earlier day."""
    seen = last_look(view).date()
    last = min(until or seen, seen)
    is_now = view.day is None and last == view.now.date()
    days = f"last {RECENT_DAYS} days" if is_now else f"{RECENT_DAYS} days to {day_text(last)}"
    return RecentDays(last - timedelta(days=RECENT_DAYS - 1), last, f"in the {days}")
