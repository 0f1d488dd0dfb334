"""How much moved: changes counted by kind, as a whole and week by week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from venice_data.history.entries import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from venice_data.history.entries import Entry


@dataclass(frozen=True)
class Activity:
    """How many changes there were of each sort."""

    went_up: int
    went_down: int
    came: int
    left: int
    others: int


def activity_of(entries: Iterable[Entry]) -> Activity:
    """Count changes; a model that came back came."""
    counts = Counter(entry.kind for entry in entries)
    return Activity(
        went_up=counts["price up"],
        went_down=counts["price down"],
        came=counts["new"] + counts["back"],
        left=counts["retired"],
        others=counts["prices changed"] + counts["retiring"] + counts["details"],
    )


def weekly_counts(entries: Iterable[Entry]) -> pd.DataFrame:
    """Return how many changes of each kind a week saw: week (its Monday, UTC), kind, count.

    In the order of time, kinds in their usual one; weeks without a change have no row.
    """
    counts = Counter((_monday(entry.observed_at.date()), entry.kind) for entry in entries)
    rows = [
        (week, kind, counts[week, kind])
        for week in sorted({week for week, _ in counts})
        for kind in KINDS
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
