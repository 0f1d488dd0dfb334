"""What there is, in short: whom it is for, how far prices spread, the cheapest of each type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pages.overview.about_video import about_video
from pages.overview.prices_by_type import spread_in_words
from pages.shared.finding import MOST_ROWS, PageFinding, cheapest_of_each_type
from pages.shared.freshness import recent_days
from pages.shared.site import WHOSE_SITE
from pages.shared.view import events_of
from venice_data.catalog.wording import counted
from venice_data.history.event_selection import EventFilter

if TYPE_CHECKING:
    from pages.overview.about_video import AboutVideo
    from pages.shared.finding import Link
    from pages.shared.view import View

_PURPOSE: Final = (
    "What every AI model on Venice costs and which to pick, "
    "for those who build with them and those who pay the bill"
)


def find(view: View, _: Link) -> PageFinding:
    """Say what is most notable and what the site is, and name the cheapest of each type."""
    cheapest = cheapest_of_each_type(view, "The cheapest model of each type")
    about = about_video(view)
    sentences = [
        f"{spread_in_words(view)}.",
        introduction(view),
        WHOSE_SITE,
        *([about.in_words] if about else []),
        *_recent_changes(view),
    ]
    video = [_row_of_video(view, about)] if about else []
    rows = (*cheapest.rows[: MOST_ROWS - len(video)], *video)
    return replace(cheapest, sentence=" ".join(sentences), rows=rows)


def _row_of_video(view: View, about: AboutVideo) -> tuple[str, ...]:
    model_id = about.cheapest[0]
    privacy = str(view.models.loc[model_id, "privacy"])
    return "Video", str(view.names[model_id]), about.least_in_short, privacy


def introduction(view: View) -> str:
    """Say in one sentence what this site is, for whom, and how much it holds."""
    models, types = len(view.models), view.models["type"].nunique()
    return f"{_PURPOSE}: {counted(models, 'models')} of {counted(types, 'types')}."


def _recent_changes(view: View) -> list[str]:
    if view.snapshot.history is None:
        return []
    days = recent_days(view)
    count = len(events_of(view, EventFilter(view.applied, (), days.since, days.until)))
    return [f"{counted(count, 'changes')} {days.in_words}."]
