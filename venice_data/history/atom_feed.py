"""Answers requests for the Atom feed of changes; the server only passes the answers on."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from feedgenerator import Atom1Feed

from venice_data.catalog.model_types import model_type
from venice_data.history.change_text import event_lines, event_title, gap_text
from venice_data.history.event_selection import ChangeQueryError, read_change_query, selected_events
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.event_selection import ChangeQuery
    from venice_data.history.price_history import PriceHistory

FEED_ADDRESS: Final = "api/changes.atom"
MOST_ENTRIES: Final = 100
_ATOM: Final = "application/atom+xml; charset=utf-8"
_PLAIN_TEXT: Final = "text/plain; charset=utf-8"
_AUTHOR: Final = "Venice price dashboard"
_CACHED_SECONDS: Final = 300  # as old as the list itself may get
_RETRY_WHILE_READING_SECONDS: Final = 5
_RETRY_AFTER_FAILURE_SECONDS: Final = 60
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"


@dataclass(frozen=True)
class FeedAnswer:
    """What to answer over HTTP."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class _Feed(Atom1Feed):
    """Atom without a clock: a feed without events is as old as the history."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def answer_feed_request(
    parameters: Iterable[tuple[str, str]],
    history: PriceHistory | None,
    history_failure: str | None,
    base_url: str,
    if_none_match: str | None,
) -> FeedAnswer:
    """Answer with the feed, or in plain text why there is none.

    `parameters` are the request's, in pairs. `history` is None while it is being read or, with
    the reason in `history_failure`, cannot be. `base_url` is where the site's pages are.
    """
    if history is None:
        return _unavailable(history_failure)
    try:
        query = read_change_query(parameters, models_ever_listed(history))
    except ChangeQueryError as error:
        return _in_plain_text(400, str(error))
    body = _atom(history, query, base_url.rstrip("/"))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={_CACHED_SECONDS}"}
    if is_held(etag, if_none_match or ""):
        return FeedAnswer(304, _ATOM, b"", headers)
    return FeedAnswer(200, _ATOM, body, headers)


def _unavailable(failure: str | None) -> FeedAnswer:
    if failure is None:
        seconds = _RETRY_WHILE_READING_SECONDS
        message = f"The history is still being read. Ask again in {seconds} seconds."
    else:
        seconds = _RETRY_AFTER_FAILURE_SECONDS
        message = f"The history is not available: {failure}."
    return _in_plain_text(503, message, {"Retry-After": str(seconds)})


def _in_plain_text(
    status: int, message: str, headers: Mapping[str, str] | None = None
) -> FeedAnswer:
    # An error repeats what the link said: a browser must not take it for a page.
    safe = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    body = f"{message}\n".encode(errors="replace")
    return FeedAnswer(status, _PLAIN_TEXT, body, safe | dict(headers or {}))


def is_held(etag: str, if_none_match: str) -> bool:
    """Return whether the reader has this answer; on its way a proxy may have marked it weak."""
    held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return bool(held & {etag, "*"})


def _atom(history: PriceHistory, query: ChangeQuery, base: str) -> bytes:
    """Write the feed; the same bytes for the same history, question and address."""
    events = selected_events(history, query.choice)[:MOST_ENTRIES]
    parameters = query.parameters()
    words = query.in_words()
    feed = _Feed(
        title=_in_xml(f"Venice price changes{f': {words}' if words else ''}"),
        link=_address(base, "changes", parameters),
        description=None,
        language="en",
        author_name=_AUTHOR,
        feed_url=_address(base, FEED_ADDRESS, parameters),
        feed_guid=_feed_id(parameters),
        updated=events[0].observed_at if events else history.newest,
    )
    for event in events:
        feed.add_item(
            title=_in_xml(event_title(event, query.currency)),
            link=_address(base, "changes", [("search", event.model_id)]),
            description=None,
            content=_in_xml(_content(event, query.currency)),
            unique_id=event.event_id,
            pubdate=event.observed_at,
            updateddate=event.observed_at,
            categories=[event.kind],
        )
    written = StringIO()
    feed.write(written, "utf-8")
    return written.getvalue().encode()


def _address(base: str, page: str, parameters: list[tuple[str, str]]) -> str:
    written = urlencode(parameters, quote_via=quote)
    return f"{base}/{page}{f'?{written}' if written else ''}"


def _feed_id(parameters: list[tuple[str, str]]) -> str:
    """Return the same on every host, however the link was written."""
    return _address(
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
