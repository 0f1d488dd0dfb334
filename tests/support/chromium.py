"""Starts Chromium for tests: quiet, and without the sandbox, which containers lack."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

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


def wait_until(page: Page, condition: str, milliseconds: int) -> Any:
    """Wait until an expression holds on a page; return its value.

    Playwright's own way evaluates a text inside the page, which the policy of the site forbids.
    """
    return page.evaluate(
        f"""async () => {{
          const last = performance.now() + {milliseconds};
          while (performance.now() < last) {{
            const value = {condition};
            if (value) return value;
            await new Promise(requestAnimationFrame);
          }}
          throw new Error("waited in vain for a condition of the test");
        }}"""
    )
