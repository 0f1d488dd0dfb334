"""The server: Streamlit around `pages/main.py`, and around it the site's own answers.

It listens at once; what takes seconds to import is loaded behind it, and visitors wait for that.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from anyio import create_task_group, sleep_forever, to_thread
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import ASGIApp, Receive, Scope, Send

LOGGER: Final = logging.getLogger(__name__)
LOADED: Final = asyncio.Event()
_SITE: Final = "pages.server.site_answers"
_IS_ALIVE: Final = "/_stcore/health"
_CAN_SERVE: Final = "/healthz"


class SiteOnceLoaded:
    """Lets all who come wait until the site is loaded, but for those who ask if it is alive.

    Those who ask if it can serve are told at once that it cannot yet.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._streamlit = app
        self._site: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_early = not LOADED.is_set()
        if scope["type"] == "lifespan" or (is_early and scope["path"].endswith(_IS_ALIVE)):
            await self._streamlit(scope, receive, send)
            return
        if scope["path"].endswith(_CAN_SERVE) and is_early:
            await PlainTextResponse("loading", 503, {"Retry-After": "5"})(scope, receive, send)
            return
        await LOADED.wait()
        if self._site is None:
            self._site = import_module(_SITE).site_around(self._streamlit)
        await self._site(scope, receive, send)


@asynccontextmanager
async def loading(_: st.App) -> AsyncGenerator[None, None]:
    """Load the site and keep it running, behind visitors."""
    async with create_task_group() as tasks:
        tasks.start_soon(run_site)
        yield
        tasks.cancel_scope.cancel()


async def run_site() -> None:
    """Load the site, let visitors in, and go on until the server ends."""
    site = await to_thread.run_sync(load_site, abandon_on_cancel=True)
    async with site.getting_ready():
        LOADED.set()
        await sleep_forever()


def load_site() -> Any:
    """Import what answers; where that fails, say why and end the server: all would wait."""
    gc.disable()  # all that is imported stays, and looking it through takes a tenth of the time
    try:
        site = import_module(_SITE)
    except SystemExit as reason:  # a setting cannot be used
        sys.stderr.write(f"{reason}\n")
    except Exception:
        # An import fails in any way. Left in this thread, that would let the server run and answer
        # nobody; so it is logged, and the server ends below.
        LOGGER.exception("The site cannot be loaded")
    else:
        gc.freeze()
        gc.enable()
        return site
    sys.stderr.flush()
    os._exit(1)  # no other way leads out of a thread


app = st.App(
    Path(__file__).resolve().parent / "pages" / "main.py",
    lifespan=loading,
    middleware=[Middleware(SiteOnceLoaded)],
)
