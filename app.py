"""The server: Streamlit around `pages/main.py`, with prices loaded and files compressed."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import streamlit as st
from anyio import create_task_group, sleep, to_thread
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from pages.shared.site import PAGES
from venice_data.history.atom_feed import FEED_ADDRESS, answer_feed_request
from venice_data.live.store import settle_heap, shared_store
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from venice_data.live.store import CatalogStore

ROOT: Final = Path(__file__).resolve().parent
MAX_WAIT_FOR_FIRST_PRICES_SECONDS: Final = 10.0
CHECK_SECONDS: Final = 1.0
SMALLEST_COMPRESSED_BYTES: Final = 1024


class CompressedStaticFiles:
    """Compresses the files of the page, which Streamlit itself serves uncompressed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressed = GZipMiddleware(app, minimum_size=SMALLEST_COMPRESSED_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_static = scope["type"] == "http" and "/static/" in scope["path"]
        await (self._compressed if is_static else self._app)(scope, receive, send)


def page_html() -> str:
    """Return Streamlit's page, told where its server is.

    Left to itself, a deep link such as `/text` first looks for the server below `/text`
    and fills the browser's console with errors.
    """
    html = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    addresses = "|".join(page.address for page in PAGES if page.address)
    server_address = f"location.origin+location.pathname.replace(/(^|\\/)({addresses})\\/?$/,'$1')"
    return html.replace(
        "<head>",
        f"<head><script>window.__streamlit={{BACKEND_BASE_URL:{server_address}}}</script>",
        1,
    ).replace("<title>Streamlit</title>", "<title>Venice prices</title>", 1)


def serve_page(_: Request) -> HTMLResponse:
    """Serve the page for every address; Streamlit decides in the browser what to draw."""
    return HTMLResponse(PAGE_HTML, headers={"Cache-Control": "no-cache"})


def serve_changes_feed(request: Request) -> Response:
    """Serve the feed of changes, for feed readers and chat tools."""
    snapshot = shared_store().current()
    answer = answer_feed_request(
        request.query_params.multi_items(),
        snapshot.history,
        snapshot.history_failure,
        urljoin(str(request.base_url), address_of("")),
        request.headers.get("If-None-Match"),
    )
    return Response(answer.body, answer.status, dict(answer.headers), answer.media_type)


def address_of(path: str) -> str:
    """Return the path of an address of the site, below the path at which it is served."""
    return "/" + "/".join(filter(None, (BASE_PATH, path)))


@asynccontextmanager
async def prices_before_visitors(_: st.App) -> AsyncGenerator[None, None]:
    """Have a catalog in hand before the first visitor comes, and a fresh one without visitors."""
    store = shared_store()
    await to_thread.run_sync(store.warm_up, MAX_WAIT_FOR_FIRST_PRICES_SECONDS)
    async with create_task_group() as tasks:
        tasks.start_soon(work_behind_visitors, store)
        yield
        tasks.cancel_scope.cancel()
    shared_quote_service().close()


def import_sections() -> None:
    """Import what pages are made of now, so that no visitor waits for it.

    `page.py` and `main.py` are scripts, which Streamlit runs.
    """
    for module in sorted(ROOT.glob("pages/*/*.py")):
        if module.name != "page.py":
            import_module(f"pages.{module.parent.name}.{module.stem}")


async def work_behind_visitors(store: CatalogStore) -> None:
    """Keep refreshing while nobody visits, so that no change goes unrecorded; keep runs short."""
    await to_thread.run_sync(import_sections)
    settled = None
    while True:
        snapshot = store.current()
        if snapshot is not settled:
            settle_heap()
            settled = snapshot
        await sleep(min(CHECK_SECONDS, store.settings.refresh_seconds))


try:
    shared_store()
    shared_quote_service()
except SettingsError as error:
    sys.exit(str(error))

PAGE_HTML: Final = page_html()
BASE_PATH: Final = st.get_option("server.baseUrlPath").strip("/")

app = st.App(
    ROOT / "pages" / "main.py",
    lifespan=prices_before_visitors,
    routes=[
        *(Route(address_of(page.address), serve_page) for page in PAGES),
        Route(address_of(FEED_ADDRESS), serve_changes_feed),
    ],
    middleware=[Middleware(CompressedStaticFiles)],
)
