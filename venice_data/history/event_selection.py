"""Which change events meet some conditions, and what they come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from venice_data.catalog.filters import Filters, matching
from venice_data.history.change_events import EVENT_KINDS, changes
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from venice_data.history.change_events import ChangeEvent, EventKind, PriceMove
    from venice_data.history.price_history import PriceHistory

RECENT_DAYS: Final = 30
_PRICE_KINDS: Final[tuple[EventKind, ...]] = ("price up", "price down", "prices changed")
_MARKED: Final[tuple[EventKind, ...]] = ("new", "back", *_PRICE_KINDS)


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


class NetMove(NamedTuple):
    """One price of a model before the first and after the last of some events.

    `settled_at` is when it was seen to move last.
    """

    model_id: str
    move: PriceMove
    settled_at: datetime


def net_moves(events: Sequence[ChangeEvent]) -> list[NetMove]:
    """Return by how much each price moved over some events, the newest first.

    Prices that are where they were, and prices that a model gained or lost, are left out. A price
    that comes begins where it came, and one of a model that was back where it was when that left.
    """
    spans: dict[tuple[str, str], NetMove] = {}
    for event in reversed(events):
        for move in event.moves:
            key = (event.model_id, move.component)
            begun = replace(move, before=move.before or move.after)
            first = spans[key].move if key in spans else begun
            spans[key] = NetMove(
                event.model_id, replace(move, before=first.before), event.observed_at
            )
    return [span for span in spans.values() if span.move.direction]


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
    since = day - timedelta(days=RECENT_DAYS)
    marked: dict[str, EventKind] = {}
    for event in changes(history):  # the newest first
        if event.kind in _MARKED and since < event.observed_at.date() <= day:
            is_added = event.kind in ("new", "back")
            if is_added or event.model_id not in marked:
                marked[event.model_id] = event.kind
    return marked
