"""What is answered below `/api/`: lists, calendar, feed and status, for all who read them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from anyio import to_thread
from starlette.responses import Response

from pages.server.kept_answers import KeptAnswer, KeptWithList, cache_control
from venice_data.served.asking import Asked, NoHistoryError
from venice_data.served.changes_feed import FEED_ADDRESS, write_changes
from venice_data.served.lists import MODELS_ADDRESS, PRICES_ADDRESS, write_models, write_prices
from venice_data.served.queries import QueryError
from venice_data.served.retirement_calendar import CALENDAR_ADDRESS, write_retirements
from venice_data.served.status import STATUS_ADDRESS, write_status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from venice_data.live.store import CatalogStore
    from venice_data.served.asking import Content

PATH: Final = "api/{name:path}"
METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
_READING: Final = "GET, HEAD, OPTIONS"
_WRITERS: Final[Mapping[str, Callable[[Asked], Content]]] = {
    MODELS_ADDRESS: write_models,
    PRICES_ADDRESS: write_prices,
    CALENDAR_ADDRESS: write_retirements,
    FEED_ADDRESS: write_changes,
}
_ADDRESSES: Final = (*_WRITERS, STATUS_ADDRESS)
_MOST_KEPT: Final = 50  # a megabyte each, at worst
_LONGEST_WAIT_SECONDS: Final = 15.0  # after which a reader is asked to come again
_CACHED_SECONDS: Final = 300  # as old as the list itself may get
_ANY_SITE_MAY_READ: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
}


class MachineAnswers:
    """Answers whoever reads without a browser; `site_of` says where the site's pages are."""

    def __init__(self, store: CatalogStore, site_of: Callable[[Request], str]) -> None:
        self._store = store
        self._site_of = site_of
        self._kept = KeptWithList(_MOST_KEPT)

    async def answer(self, request: Request) -> Response:
        """Answer a request below `/api/`, also one that cannot be answered as it asks."""
        address = f"api/{request.path_params['name']}"
        if address not in _ADDRESSES:
            known = ", ".join(f"/{known}" for known in _ADDRESSES)
            return refusal(404, f"There is nothing at this address. There is {known}.")
        if request.method == "OPTIONS":
            return _permission()
        if request.method not in _READING:
            return refusal(405, "This address can only be read.", {"Allow": _READING})
        if address == STATUS_ADDRESS:
            return await to_thread.run_sync(self._status)
        try:
            return await self._list_answer(address, request)
        except QueryError as error:
            return refusal(400, str(error))
        except NoHistoryError as error:
            return refusal(503, str(error), {"Retry-After": str(error.retry_seconds)})

    async def _list_answer(self, address: str, request: Request) -> Response:
        """Answer, where that takes the history of a server that has just begun once it is read."""
        try:
            return await self._present_answer(address, request)
        except NoHistoryError:
            await to_thread.run_sync(self._store.warm_up, _LONGEST_WAIT_SECONDS)
            return await self._present_answer(address, request)

    async def _present_answer(self, address: str, request: Request) -> Response:
        asked = Asked(
            tuple(request.query_params.multi_items()),
            self._store.current(),
            self._site_of(request),
            datetime.now(UTC),
        )
        key = address, asked.parameters, asked.site
        kept_by = cache_control(self._store.settings, f"public, max-age={_CACHED_SECONDS}")
        make = partial(_answer_with, _WRITERS[address], asked, kept_by)
        kept = await self._kept.get(asked.snapshot, key, make)
        return await kept.to(request)

    def _status(self) -> Response:
        store = self._store
        body = write_status(store.current(), store.settings, datetime.now(UTC))
        headers = {"Cache-Control": "no-cache", **_ANY_SITE_MAY_READ}
        return Response(body, headers=headers, media_type="application/json")


def _answer_with(write: Callable[[Asked], Content], asked: Asked, kept_by: str) -> KeptAnswer:
    content = write(asked)
    headers = {
        "Content-Disposition": f'inline; filename="{content.file_name}"',
        **_ANY_SITE_MAY_READ,
    }
    if content.fetched_at is not None:
        headers["Last-Modified"] = format_datetime(content.fetched_at, usegmt=True)
    return KeptAnswer(
        lambda: content.body,
        content.media_type,
        content.version,
        kept_by,
        is_loose=True,
        headers=headers,
    )


def _permission() -> Response:
    """Tell a browser that another site's script may read, also only what is new."""
    allowed = {
        "Allow": _READING,
        "Access-Control-Allow-Methods": _READING,
        "Access-Control-Allow-Headers": "If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=allowed | _ANY_SITE_MAY_READ)


def refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """Say as JSON why there is no answer; it repeats what was asked, which is text."""
    return Response(
        json.dumps({"error": message}),
        status,
        {"Cache-Control": "no-store", **_ANY_SITE_MAY_READ, **(headers or {})},
        "application/json",
    )
