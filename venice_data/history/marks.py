"""What to mark in tables: the models that came, or whose prices moved, of late."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from venice_data.history.changes import changes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from venice_data.history.entries import Kind
    from venice_data.history.price_history import PriceHistory

DAYS_OF_LATE: Final = 30
_MARKED: Final[tuple[Kind, ...]] = ("new", "back", "price up", "price down", "prices changed")


@lru_cache(maxsize=16)
def marks(history: PriceHistory, day: date) -> Mapping[str, Kind]:
    """Return what happened last to each model in the days up to `day`; an arrival goes first."""
    since = day - timedelta(days=DAYS_OF_LATE)
    marked: dict[str, Kind] = {}
    for entry in changes(history):  # the newest first
        if entry.kind in _MARKED and since < entry.observed_at.date() <= day:
            is_arrival = entry.kind in ("new", "back")
            if is_arrival or entry.model_id not in marked:
                marked[entry.model_id] = entry.kind
    return marked
