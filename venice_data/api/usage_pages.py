"""The pages of one's own usage history, as Venice answers them to one's own key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from venice_data.api.client import UnusableAnswerError
from venice_data.days import instant_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from venice_data.api.client import VeniceClient

_PATH: Final = "/billing/usage-history"
_ENTRIES_PER_PAGE: Final = 1_000  # as many as Venice gives at once


def usage_pages(
    client: VeniceClient, since: datetime, until: datetime, currency: str | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Yield the entries from `since` until before `until`, page by page, one request at a time.

    Raises VeniceError.
    """
    asked: dict[str, str | int | None] = {
        "startTimestamp": instant_json(since),
        "endTimestamp": instant_json(until),
        "pageSize": _ENTRIES_PER_PAGE,
    }
    if currency is not None:
        asked["currency"] = currency
    seen: set[str] = set()
    while True:
        answer = client.get_json(f"{_PATH}?{urlencode(asked)}")
        entries = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(entries, list):
            raise UnusableAnswerError("Venice answered without a usage history")
        yield [entry for entry in entries if isinstance(entry, dict)]
        cursor = answer.get("nextCursor")
        if not cursor:
            return
        if not isinstance(cursor, str) or cursor in seen:
            raise UnusableAnswerError("Venice gave the same page of the usage history twice")
        seen.add(cursor)
        asked = {"cursor": cursor}  # it is sent alone
