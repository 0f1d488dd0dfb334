"""What changed, in short: the newest changes to the matching models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.changes import over_time
from pages.changes.feed import up_to_last_look
from pages.changes.feed_rows import newest_in_words
from pages.changes.largest_moves import largest_moves
from pages.shared.finding import MOST_ROWS, PageFinding
from pages.shared.view import events_of
from venice_data.catalog.names import short_name
from venice_data.catalog.wording import counted
from venice_data.days import day_text
from venice_data.history.change_text import event_text
from venice_data.history.event_selection import EventFilter

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, link: Link) -> PageFinding:
    """Name the newest changes up to the day that is shown, or say what the open tab says."""
    if of_tab := over_time.find(view, link):
        return of_tab
    history = view.snapshot.history
    if history is None:
        return PageFinding("The history is not available at the moment.")
    choice = up_to_last_look(EventFilter(view.applied), view)
    events = events_of(view, choice)
    if not events:
        return PageFinding("No change is recorded for the matching models.")
    largest = largest_moves(view, history, choice)
    return PageFinding(
        f"{largest.sentence}. "
        f"{counted(len(events), 'changes')} since {day_text(history.oldest)}; the "
        f"newest, {newest_in_words(events, view.currency)}.",
        "The newest changes",
        ("Seen on (UTC)", "Model", "What changed"),
        tuple(
            (
                day_text(event.observed_at),
                short_name(event.name),
                event_text(event, view.currency),
            )
            for event in events[:MOST_ROWS]
        ),
        picture=lambda: largest.drawing,
    )
