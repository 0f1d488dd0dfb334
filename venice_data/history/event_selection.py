"""Which change events are asked for, how many there are, and which models they mark."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.catalog.filters import Filters, matching
from venice_data.history.change_events import EVENT_KINDS, changes
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from venice_data.history.change_events import ChangeEvent, EventKind
    from venice_data.history.price_history import PriceHistory

DAYS_OF_LATE: Final = 30
_MARKED: Final[tuple[EventKind, ...]] = ("new", "back", "price up", "price down", "prices changed")


@dataclass(frozen=True)
class EventFilter:
    """What an event must meet; an empty condition is met by all.

    `filters` are for the model as it was recorded last, also where it has left the list;
    `since` and `until` are days in UTC, both included whole.
    """

    filters: Filters = field(default_factory=Filters)
    kinds: tuple[EventKind, ...] = ()
    since: date | None = None
    until: date | None = None


def selected_events(history: PriceHistory, choice: EventFilter) -> tuple[ChangeEvent, ...]:
    """Return the events that meet every condition, the newest first."""
    models = set(matching(models_ever_listed(history), choice.filters).index)
    return tuple(
        event
        for event in changes(history)
        if event.model_id in models and _is_asked_for(event, choice)
    )


def _is_asked_for(event: ChangeEvent, choice: EventFilter) -> bool:
    day = event.observed_at.date()
    return (
        (not choice.kinds or event.kind in choice.kinds)
        and (choice.since is None or choice.since <= day)
        and (choice.until is None or day <= choice.until)
    )


@dataclass(frozen=True)
class Activity:
    """How many changes there were of each sort."""

    went_up: int
    went_down: int
    added: int
    removed: int
    others: int


def activity_of(events: Iterable[ChangeEvent]) -> Activity:
    """Count changes; a model that is back was added."""
    counts = Counter(event.kind for event in events)
    return Activity(
        went_up=counts["price up"],
        went_down=counts["price down"],
        added=counts["new"] + counts["back"],
        removed=counts["retired"],
        others=counts["prices changed"] + counts["retiring"] + counts["details"],
    )


def weekly_counts(events: Iterable[ChangeEvent]) -> pd.DataFrame:
    """Return how many changes of each kind a week saw: week (its Monday, UTC), kind, count.

    In the order of time, kinds in their usual one; weeks without a change have no row.
    """
    counts = Counter((_monday(event.observed_at.date()), event.kind) for event in events)
    rows = [
        (week, kind, counts[week, kind])
        for week in sorted({week for week, _ in counts})
        for kind in EVENT_KINDS
        if counts[week, kind]
    ]
    weeks, kinds, numbers = zip(*rows, strict=True) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "week": pd.to_datetime(pd.Series(weeks), utc=True),
            "kind": pd.Series(kinds, dtype="str"),
            "count": pd.Series(numbers, dtype="int64"),
        }
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=16)
def marks(history: PriceHistory, day: date) -> Mapping[str, EventKind]:
    """Return what happened last to each model in the days up to `day`; an addition goes first."""
    since = day - timedelta(days=DAYS_OF_LATE)
    marked: dict[str, EventKind] = {}
    for event in changes(history):  # the newest first
        if event.kind in _MARKED and since < event.observed_at.date() <= day:
            is_added = event.kind in ("new", "back")
            if is_added or event.model_id not in marked:
                marked[event.model_id] = event.kind
    return marked
