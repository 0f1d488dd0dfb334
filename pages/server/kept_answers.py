"""An answer that is kept: compressed once for each encoding, and known again by its ETag."""

from __future__ import annotations

import gzip
import threading
from typing import TYPE_CHECKING, Final, Literal

import brotli
from anyio import to_thread
from starlette.responses import Response

from venice_data.history.atom_feed import is_held

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

Encoding = Literal["br", "gzip", "identity"]

# Beyond these, a script costs many times as long for a few percent fewer bytes.
_BROTLI_QUALITY: Final = 7
_GZIP_LEVEL: Final = 6


class KeptAnswer:
    """One content for many requests; `read` is asked once for each encoding that is wanted.

    `version` stands for the content in its ETag: another content has another one.
    """

    def __init__(
        self,
        read: Callable[[], bytes],
        media_type: str,
        version: str,
        cache_control: str,
        *,
        is_compressible: bool = True,
    ) -> None:
        self._read = read
        self._media_type = media_type
        self._version = version
        self._cache_control = cache_control
        self._is_compressible = is_compressible
        self._bodies: dict[Encoding, bytes] = {}
        self._lock = threading.Lock()

    async def to(self, request: Request) -> Response:
        """Answer a request in the smallest encoding that its browser takes."""
        encoding = self._encoding_for(request.headers.get("Accept-Encoding", ""))
        etag = f'"{self._version}-{encoding}"'
        headers = {"ETag": etag, "Cache-Control": self._cache_control, "Vary": "Accept-Encoding"}
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
