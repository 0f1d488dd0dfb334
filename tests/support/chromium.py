"""Starts Chromium for tests: quiet, and without the sandbox, which containers lack."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

_FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages of the browser's own, which would be loaded beside every page of a test.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser; each context in it is a profile of its own."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        yield launched
        launched.close()
