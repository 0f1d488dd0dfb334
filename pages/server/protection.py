"""What protects visitors: headers of every answer, and no more of Streamlit than pages need."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.websockets import WebSocketClose

from pages.shared.site_links import EMBED_IN_LINK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from venice_data.settings import Settings

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    # Links hold what somebody has chosen: other sites are not told.
    "Referrer-Policy": "same-origin",
}
_NOT_USED_BY_PAGES: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_TLS_FROM_NOW_ON: Final = "max-age=31536000"
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Streamlit writes its styles into the page as it draws, so that those inside a page must count.
# Pictures and fonts of a page may stand in it as text; charts and tables are saved as blobs.
_OF_A_PAGE: Final = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "media-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
_OF_ALL_ELSE: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"

_STREAM: Final = "_stcore/stream"
# What the browser asks Streamlit for: `auth` and `oauth2callback` lead to a sign-in and back, files
# that somebody gives to a page stay in memory (see `streamlit_setup.py`).
_NEEDED_OF_STREAMLIT: Final = re.compile(
    r"_stcore/(?:health|host-config|upload_file/[^/]+/[^/]+)|media/.+"
    r"|auth/(?:login|logout)|oauth2callback"
)


class Protection:
    """Gives every answer its headers, and refuses connections that a foreign site has opened.

    `scripts` are the only ones that may stand inside a page.
    """

    def __init__(self, app: ASGIApp, settings: Settings, scripts: Iterable[str]) -> None:
        self._app = app
        self._settings = settings
        hashes = " ".join(f"'sha256-{_hash_of(script)}'" for script in scripts)
        self._of_a_page = _OF_A_PAGE.format(scripts=hashes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and self._is_foreign(Headers(scope=scope)):
            await WebSocketClose()(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_held = message["status"] == HTTPStatus.NOT_MODIFIED
                self._protect(MutableHeaders(scope=message), scope, is_held=is_held)
            await send(message)

        await self._app(scope, receive, send_protected if scope["type"] == "http" else send)

    def _protect(self, headers: MutableHeaders, scope: Scope, *, is_held: bool) -> None:
        headers.update(_ALWAYS)
        if self._is_encrypted(scope):
            headers["Strict-Transport-Security"] = _TLS_FROM_NOW_ON
        if is_held:  # with a policy, which one here would replace: this answer has no type
            return
        is_page = headers.get("Content-Type", "").startswith("text/html")
        rest = self._of_a_page if is_page else _OF_ALL_ELSE
        if is_page:
            headers["Permissions-Policy"] = _NOT_USED_BY_PAGES
        frames = self._who_may_frame(scope.get("query_string", b""))
        headers["Content-Security-Policy"] = f"{rest}{frames}"

    def _who_may_frame(self, query: bytes) -> str:
        """Say which sites may show a page in theirs: all, if it is made to be shown so."""
        if self._settings.framed_by == "none":
            return "; frame-ancestors 'none'"
        if self._settings.framed_by is not None:
            return f"; frame-ancestors 'self' {self._settings.framed_by}"
        is_embedded = parse_qs(query).get(EMBED_IN_LINK.encode()) == [b"true"]
        return "" if is_embedded else "; frame-ancestors 'self'"

    def _is_encrypted(self, scope: Scope) -> bool:
        return "https" in {
            scope.get("scheme"),
            Headers(scope=scope).get("X-Forwarded-Proto"),
            urlsplit(self._settings.public_url or "").scheme,
        }

    def _is_foreign(self, headers: Headers) -> bool:
        """Return whether a page of another site asks.

        Streamlit refuses it too, but first asks the internet for its own address each time.
        """
        origin = headers.get("Origin")
        if origin is None or not st.get_option("server.enableCORS"):
            return False
        own = {headers.get("Host"), urlsplit(self._settings.public_url or "").netloc}
        return origin not in st.get_option("server.corsAllowedOrigins") and (
            urlsplit(origin).netloc not in own
        )


def scripts_in(html: str) -> list[str]:
    """Return the scripts that stand inside HTML."""
    return _SCRIPT.findall(html)


def is_needed_of_streamlit(scope: Scope, path: str) -> bool:
    """Return whether pages need this of Streamlit; its statistics are for nobody."""
    if scope["type"] == "websocket":
        return path == _STREAM
    return _NEEDED_OF_STREAMLIT.fullmatch(path) is not None


def _hash_of(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
