"""What there is, in short: the cheapest model of each type, and how much changed lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pages.shared.finding import PageFinding, cheapest_of_each_type
from venice_data.history.event_selection import RECENT_DAYS, EventFilter, selected_events

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, _: Link) -> PageFinding:
    """Count models and recent changes, and name the cheapest of each type."""
    cheapest = cheapest_of_each_type(view, "The cheapest model of each type")
    models, types = len(view.models), view.models["type"].nunique()
    counted = f"{models} model{'s' * (models != 1)} of {types} type{'s' * (types != 1)}."
    return replace(cheapest, sentence=f"{counted}{_recent_changes(view)}")


def _recent_changes(view: View) -> str:
    if view.snapshot.history is None:
        return ""
    today = view.now.date()
    since = today - timedelta(days=RECENT_DAYS - 1)
    count = len(selected_events(view.snapshot.history, EventFilter(view.applied, (), since, today)))
    return f" {count:,} change{'s' * (count != 1)} in the last {RECENT_DAYS} days."
