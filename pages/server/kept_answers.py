"""Answers that are kept: compressed once for each encoding, and known again by their ETags."""

from __future__ import annotations

import asyncio
import gzip
import threading
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import brotli
from anyio import to_thread
from cachetools import LRUCache
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from datetime import date

    from starlette.requests import Request

    from venice_data.live.store import Snapshot
    from venice_data.settings import Settings

Encoding = Literal["br", "gzip", "identity"]

# Beyond these, a script costs many times as long for a few percent fewer bytes.
_BROTLI_QUALITY: Final = 7
_GZIP_LEVEL: Final = 6


class KeptAnswer:
    """One content for many requests; `read` is asked once for each encoding that is wanted.

    `version` stands for the content in its ETag: another content has another one. It `is_loose`
    where it stays though the content differs in what does not matter.
    """

    def __init__(
        self,
        read: Callable[[], bytes],
        media_type: str,
        version: str,
        cache_control: str,
        *,
        is_compressible: bool = True,
        is_loose: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._read = read
        self._media_type = media_type
        self._version = version
        self._cache_control = cache_control
        self._is_compressible = is_compressible
        self._is_loose = is_loose
        self._headers = dict(headers or {})
        self._bodies: dict[Encoding, bytes] = {}
        self._lock = threading.Lock()

    async def to(self, request: Request) -> Response:
        """Answer a request in the smallest encoding that its browser takes."""
        encoding = self._encoding_for(request.headers.get("Accept-Encoding", ""))
        etag = f'W/"{self._version}"' if self._is_loose else f'"{self._version}-{encoding}"'
        headers = {
            "ETag": etag,
            "Cache-Control": self._cache_control,
            "Vary": "Accept-Encoding",
            **self._headers,
        }
        if is_held(etag, request.headers.get("If-None-Match", "")):
            return Response(status_code=304, headers=headers)
        if encoding not in self._bodies:
            await to_thread.run_sync(self.compress, encoding)
        body = self._bodies[encoding]
        headers["Content-Length"] = str(len(body))
        if encoding != "identity":
            headers["Content-Encoding"] = encoding
        return Response(
            b"" if request.method == "HEAD" else body,
            headers=headers,
            media_type=self._media_type,
        )

    def compress(self, encoding: Encoding) -> None:
        """Make the body in one encoding, if that is not done; whoever comes meanwhile waits."""
        with self._lock:
            if encoding not in self._bodies:
                self._bodies[encoding] = _compressed(self._read(), encoding)

    def _encoding_for(self, accept_encoding: str) -> Encoding:
        if not self._is_compressible:
            return "identity"
        return best_encoding(accept_encoding)


class KeptWithList:
    """Keeps answers until there is another list, the least recently asked for forgotten.

    A list is another when one of its models leaves as announced, when a day is over, and when it
    is another day old, since answers say so.
    """

    def __init__(self, most: int) -> None:
        self._snapshot: Snapshot | None = None
        self._as_it_stood: tuple[int, date, int] | None = None
        self._answers: LRUCache[Hashable, asyncio.Task[KeptAnswer]] = LRUCache(most)

    async def get(
        self, snapshot: Snapshot, key: Hashable, make: Callable[[], KeptAnswer]
    ) -> KeptAnswer:
        """Return the answer of a key; those who ask for the same wait for one making.

        What fails is not kept, and raised to all who wait for it.
        """
        now = datetime.now(UTC)
        catalog = snapshot.catalog
        as_it_stands = catalog.removed_count(now), now.date(), (now - catalog.fetched_at).days
        if snapshot is not self._snapshot or as_it_stands != self._as_it_stood:
            self._snapshot, self._as_it_stood = snapshot, as_it_stands
            self._answers.clear()
        making = self._answers.get(key)
        if making is None:
            making = asyncio.create_task(asyncio.to_thread(make))
            making.add_done_callback(partial(self._forget_what_failed, key))
            self._answers[key] = making
        return await asyncio.shield(making)

    def _forget_what_failed(self, key: Hashable, made: asyncio.Task[KeptAnswer]) -> None:
        has_failed = made.cancelled() or made.exception() is not None
        if has_failed and self._answers.get(key) is made:
            del self._answers[key]


def cache_control(settings: Settings, where_set: str) -> str:
    """Return who may keep an answer that names the site, by the rule for where its address is set.

    Else it is the address of the request, which behind a proxy may be one of the inside.
    """
    return where_set if settings.public_url else "private, no-cache"


def is_held(etag: str, if_none_match: str) -> bool:
    """Return whether the reader has this answer; on its way a proxy may have marked it weak."""
    held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return bool(held & {etag.removeprefix("W/"), "*"})


def best_encoding(accept_encoding: str) -> Encoding:
    """Return the smallest encoding that an Accept-Encoding header allows."""
    taken = set()
    for choice in accept_encoding.lower().split(","):
        name, _, weight = choice.replace(" ", "").partition(";q=")
        if weight.strip("0.") or not weight:
            taken.add(name)
    if "br" in taken:
        return "br"
    return "gzip" if "gzip" in taken else "identity"


def _compressed(body: bytes, encoding: Encoding) -> bytes:
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=_BROTLI_QUALITY)
        return compressed
    return gzip.compress(body, _GZIP_LEVEL, mtime=0) if encoding == "gzip" else body
