"""What the server answers beside Streamlit: pages, machines, files; and what runs all the time."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import streamlit as st
from anyio import create_task_group, sleep, to_thread
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route, Router
from starlette.websockets import WebSocketClose

from pages.server.first_page import FirstPages, first_page, own_scripts, page_html
from pages.server.machine_answers import METHODS, PATH, MachineAnswers, refusal
from pages.server.plain_page import refusing_page
from pages.server.previews import ADDRESS as PREVIEW_ADDRESS
from pages.server.previews import Previews
from pages.server.private_site import PrivateSite, admission
from pages.server.protection import Protection, is_needed_of_streamlit
from pages.server.static_files import StaticFiles, answers_with_files
from pages.server.streamlit_setup import keep_uploads_in_memory, set_what_nobody_has_set
from pages.shared.site import OVERVIEW, PAGES, TEXT
from venice_data.live.store import settle_heap, shared_store
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.settings import PROJECT_ROOT, SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import ASGIApp, Receive, Scope, Send

    from pages.shared.site import SitePage
    from venice_data.live.store import CatalogStore

CHECK_SECONDS: Final = 1.0
HEALTH: Final = "healthz"
ROBOTS: Final = "robots.txt"
FAVICONS: Final = ("favicon.ico", "favicon.png")
FAVICON_FILE: Final = PROJECT_ROOT / "pages" / "shared" / "favicon.png"
LONGEST_QUERY: Final = 32_768  # a basket of a hundred lines has half of that
_A_DAY: Final = "public, max-age=86400"


async def serve_page(page: SitePage, request: Request) -> Response:
    """Serve the HTML of a page with its finding; Streamlit draws it anew in the browser."""
    return await FIRST_PAGES.answer(page, request)


def site_of(request: Request) -> str:
    """Return the address of the site, as the host has set it or else as the request names it."""
    set_address = shared_store().settings.public_url
    return set_address or urljoin(str(request.base_url), address_of("")).rstrip("/")


def say_healthy(_: Request) -> Response:
    """Tell who spreads requests over copies that this one serves."""
    return Response("ok", headers={"Cache-Control": "no-store"}, media_type="text/plain")


def say_what_robots_may_read(_: Request) -> Response:
    """Let search engines read pages, and chats their pictures."""
    rules = [
        "User-agent: *",
        f"Allow: {address_of(PREVIEW_ADDRESS.partition('{')[0])}",
        *(f"Disallow: {address_of(path)}" for path in ("api/", "media/", "_stcore/")),
    ]
    return Response(
        "\n".join([*rules, ""]), headers={"Cache-Control": _A_DAY}, media_type="text/plain"
    )


def send_favicon(_: Request) -> Response:
    """Send the icon, also at the address at which old browsers look."""
    return FileResponse(FAVICON_FILE, headers={"Cache-Control": _A_DAY})


async def say_nothing_is_here(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer at an address at which there is nothing, in a way that leads home."""
    if scope["type"] == "websocket":
        await WebSocketClose()(scope, receive, send)
        return
    title = "There is nothing at this address"
    answer = refusing(Request(scope), 404, title, "The link may be old or mistyped.")
    await answer(scope, receive, send)


async def refuse_long_links(site: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer by a few words where a link is longer than any that a page writes."""
    length = len(scope.get("query_string", b""))
    if scope["type"] != "http" or length <= LONGEST_QUERY:
        await site(scope, receive, send)
        return
    sentence = f"It has {length:,} characters, and {LONGEST_QUERY:,} are read."
    answer = refusing(Request(scope), 414, "This link is too long", sentence)
    await answer(scope, receive, send)


def refusing(request: Request, status: int, title: str, sentence: str) -> Response:
    """Return why there is no answer: a page that leads home, and JSON for programs."""
    if f"{request.url.path}/".startswith(address_of("api/")):
        return refusal(status, f"{title}. {sentence}")
    home = f"{urlsplit(site_of(request)).path}/"
    page = refusing_page(home, title, sentence)
    return Response(page, status, {"Cache-Control": "no-store"}, "text/html")


def address_of(path: str) -> str:
    """Return the path of an address of the site, below the path at which it is served."""
    return f"/{BASE_PATH}/{path}" if BASE_PATH else f"/{path}"


@asynccontextmanager
async def getting_ready() -> AsyncGenerator[None, None]:
    """Answer at once; fetch prices and get ready meanwhile, and go on without visitors."""
    store = shared_store()
    await to_thread.run_sync(find_first, store, abandon_on_cancel=True)
    store.current()  # starts the first refresh
    try:
        async with create_task_group() as tasks:
            tasks.start_soon(work_behind_visitors, store)
            yield
            tasks.cancel_scope.cancel()
    finally:
        shared_quote_service().close()


def find_first(store: CatalogStore) -> None:
    """Find what the overview says, before anything else is begun that would slow it down.

    Of what it computes, other pages use the most.
    """
    first_page(OVERVIEW, {}, store.snapshot, "")


def import_sections() -> None:
    """Import what pages are made of now, so that no visitor waits for it.

    `page.py` and `main.py` are scripts, which Streamlit runs; `draw_…` run in processes of their
    own.
    """
    for module in sorted(PROJECT_ROOT.glob("pages/*/*.py")):
        if module.name != "page.py" and not module.name.startswith("draw_"):
            import_module(f"pages.{module.parent.name}.{module.stem}")
    import_module("altair")


async def work_behind_visitors(store: CatalogStore) -> None:
    """Keep refreshing while nobody visits, so that no change goes unrecorded; keep runs short."""
    for prepare in (import_sections, compress_first_files):  # what they leave over is freed below
        await to_thread.run_sync(prepare, abandon_on_cancel=True)
    settled = None
    while True:
        snapshot = store.current()
        if snapshot is not settled:
            settle_heap()
            settled = snapshot
        await sleep(min(CHECK_SECONDS, store.settings.refresh_seconds))


def compress_first_files() -> None:
    """Have the files of a first visit at hand before it comes, as nearly all browsers ask."""
    html = page_html(TEXT)
    for address, answer in STATIC_ANSWERS.items():
        if address in html:
            answer.compress("br")


def site_around(streamlit: ASGIApp) -> ASGIApp:
    """Answer for pages, machines and files, and leave all else to Streamlit."""
    keep_uploads_in_memory()
    pages = [Route(address_of(page.address), partial(serve_page, page)) for page in PAGES]
    machines = Route(address_of(PATH), MACHINES.answer, methods=METHODS)
    health = Route(address_of(HEALTH), say_healthy)
    previews = Route(address_of(PREVIEW_ADDRESS), PREVIEWS.answer)
    robots = Route(address_of(ROBOTS), say_what_robots_may_read)
    favicons = [Route(address_of(favicon), send_favicon) for favicon in FAVICONS]
    router = Router(
        [*pages, previews, machines, health, robots, *favicons],
        redirect_slashes=False,
        default=partial(answer_all_else, streamlit),
    )
    site: ASGIApp = StaticFiles(ExceptionMiddleware(router), STATIC_ANSWERS, address_of(""))
    if ADMISSION is not None:
        site = PrivateSite(site, ADMISSION, address_of(""))
    return Protection(partial(refuse_long_links, site), shared_store().settings, own_scripts())


async def answer_all_else(streamlit: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let Streamlit answer what its pages need; of its other addresses there are none here."""
    path = scope["path"].removeprefix(address_of(""))
    pages = {address_of(page.address).rstrip("/") for page in PAGES}
    is_slash_too_many = scope["path"].rstrip("/") in pages
    is_known = is_slash_too_many or is_needed_of_streamlit(scope, path)
    answer = streamlit if is_known else say_nothing_is_here
    await answer(scope, receive, send)


try:
    shared_store()
    shared_quote_service()
    ADMISSION: Final = admission(shared_store().settings)
except SettingsError as error:
    sys.exit(str(error))

set_what_nobody_has_set()
BASE_PATH: Final = st.get_option("server.baseUrlPath").strip("/")
STATIC_ANSWERS: Final = answers_with_files()
FIRST_PAGES: Final = FirstPages(shared_store(), site_of)
PREVIEWS: Final = Previews(shared_store())
MACHINES: Final = MachineAnswers(shared_store(), site_of)
