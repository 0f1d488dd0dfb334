"""Which entries of the feed of changes a visitor or a feed reader asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from venice_data.filters import Filters, matching
from venice_data.history.changes import changes
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from datetime import date

    from venice_data.history.entries import Entry, Kind
    from venice_data.history.price_history import PriceHistory


@dataclass(frozen=True)
class Choice:
    """What an entry must meet; an empty condition is met by all.

    `filters` are for the model as it was recorded last, also where it has left the list;
    `since` and `until` are days in UTC, both included whole.
    """

    filters: Filters = field(default_factory=Filters)
    kinds: tuple[Kind, ...] = ()
    since: date | None = None
    until: date | None = None


def chosen_entries(history: PriceHistory, choice: Choice) -> tuple[Entry, ...]:
    """Return the entries that meet every condition, the newest first."""
    models = set(matching(models_ever_listed(history), choice.filters).index)
    return tuple(
        entry
        for entry in changes(history)
        if entry.model_id in models and _is_asked_for(entry, choice)
    )


def _is_asked_for(entry: Entry, choice: Choice) -> bool:
    day = entry.observed_at.date()
    return (
        (not choice.kinds or entry.kind in choice.kinds)
        and (choice.since is None or choice.since <= day)
        and (choice.until is None or day <= choice.until)
    )
