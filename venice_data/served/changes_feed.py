"""The changes as an Atom feed, in pages that reach back to the first list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from feedgenerator import Atom1Feed

from venice_data.catalog.model_types import model_type
from venice_data.days import day_text
from venice_data.history.change_text import event_lines, event_title, gap_text
from venice_data.history.event_selection import selected_events
from venice_data.history.price_history import models_ever_listed
from venice_data.link_values import WholeNumber
from venice_data.served.asking import address, content_of_list
from venice_data.served.queries import by_name, read_change_query, read_parameter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.price_history import PriceHistory
    from venice_data.served.asking import Asked, Content
    from venice_data.served.queries import ChangeQuery

FEED_ADDRESS: Final = "api/changes.atom"
PAGE_IN_LINK: Final = "page"
MOST_ENTRIES: Final = 100
_ATOM: Final = "application/atom+xml; charset=utf-8"
_AUTHOR: Final = "Venice price dashboard"
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"


class _Feed(Atom1Feed):
    """Atom without a clock, and with links from page to page (RFC 5005).

    A feed without events is as old as the history.
    """

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, href in self.feed["pages"]:
            handler.addQuickElement("link", "", {"rel": relation, "href": href})


def write_changes(asked: Asked) -> Content:
    """Write a page of the feed; the same bytes for the same history, question and site.

    A new event moves the older ones on by one place: whoever reads page after page may meet one
    twice, and misses none. Raises QueryError or NoHistoryError.
    """
    history = asked.history()
    query = read_change_query(asked.parameters, models_ever_listed(history))
    events = selected_events(history, query.choice)
    pages = max(1, -(-len(events) // MOST_ENTRIES))
    given = read_parameter(by_name(asked.parameters), PAGE_IN_LINK, WholeNumber(1, pages))
    page = int(given[0]) if given else 1
    feed = _feed(asked.site, query, _PageOf(page, pages), events, history)
    first = (page - 1) * MOST_ENTRIES
    for event in events[first : first + MOST_ENTRIES]:
        feed.add_item(
            title=_in_xml(event_title(event, query.currency)),
            link=address(asked.site, "changes", [("search", event.model_id)]),
            description=None,
            content=_in_xml(_content(event, query.currency)),
            unique_id=event.event_id,
            pubdate=event.observed_at,
            updateddate=event.observed_at,
            categories=[event.kind],
        )
    written = StringIO()
    feed.write(written, "utf-8")
    return content_of_list(written.getvalue().encode(), _ATOM, "changes.atom")


@dataclass(frozen=True)
class _PageOf:
    """One of some pages, the newest first."""

    number: int
    count: int

    def relations(self) -> dict[str, int]:
        """Return the pages that this one links to, by what they are to it."""
        pages = {"first": 1, "last": self.count}
        if self.number > 1:
            pages["previous"] = self.number - 1
        if self.number < self.count:
            pages["next"] = self.number + 1
        return pages


def _feed(
    site: str,
    query: ChangeQuery,
    page: _PageOf,
    events: Sequence[ChangeEvent],
    history: PriceHistory,
) -> _Feed:
    """Return a page of a feed, still without entries."""
    parameters, words = query.parameters(), query.in_words()

    def own_address(number: int) -> str:
        numbered = [] if number == 1 else [(PAGE_IN_LINK, str(number))]
        return address(site, FEED_ADDRESS, [*parameters, *numbered])

    return _Feed(
        title=_in_xml(f"Venice price changes{f': {words}' if words else ''}"),
        subtitle=_reach(page, events, history),
        link=address(site, "changes", parameters),
        description=None,
        language="en",
        author_name=_AUTHOR,
        feed_url=own_address(page.number),
        feed_guid=_feed_id(parameters),
        updated=events[0].observed_at if events else history.newest,
        pages=[(relation, own_address(n)) for relation, n in page.relations().items()],
    )


def _reach(page: _PageOf, events: Sequence[ChangeEvent], history: PriceHistory) -> str:
    """Say how far back the feed goes, and how far this page."""
    whole = f"{len(events):,} changes since {day_text(history.oldest)}, when recording began"
    if page.count == 1:
        return f"{whole}."
    last = events[: page.number * MOST_ENTRIES][-1]
    return f"{whole}; page {page.number} of {page.count}, back to {day_text(last.observed_at)}."


def _feed_id(parameters: list[tuple[str, str]]) -> str:
    """Return the same on every host, however the link was written."""
    return address(
        "tag:venice-price-dashboard,2026:feed",
        "changes",
        [(name, value.casefold()) for name, value in parameters],
    )


def _content(event: ChangeEvent, currency: Currency) -> str:
    """Write an event as HTML, in which everything from the API is text."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in event_lines(event, currency))
    about = f"Model: {event.model_id} ({model_type(event.model_type).label})"
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in (about, gap_text(event)) if text)
    return f"{f'<ul>{lines}</ul>' if lines else ''}{paragraphs}"


def _in_xml(text: str) -> str:
    """Replace the characters that XML cannot carry, not even escaped."""
    return _NOT_IN_XML.sub(_REPLACEMENT, text)
