"""A real browser that fails a test on console errors and on requests off the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.support.app_server import AppServer
from tests.support.chromium import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator

ColorScheme = Literal["light", "dark"]
DESKTOP: Final = (1440, 900)
ON_THIS_MACHINE: Final = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
LONGEST_WAIT_MILLISECONDS: Final = 15_000
PAGE_LAYOUT: Final = Path(__file__).with_name("page_layout.js").read_text("utf-8")


class OpenPage(Protocol):
    """Opens an address in a fresh browser profile and waits until the page is drawn."""

    def __call__(
        self, url: str, size: tuple[int, int] = DESKTOP, scheme: ColorScheme = "light"
    ) -> Page: ...


expect.set_options(timeout=LONGEST_WAIT_MILLISECONDS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def bundled_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """Run a dashboard on the tests' own list and history, which asks no network."""
    with AppServer(tmp_path_factory.mktemp("bundled"), VENICE_OFFLINE="1") as app:
        yield app


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    faults: list[str] = []
    contexts = []

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text}")

    def open_url(url: str, size: tuple[int, int] = DESKTOP, scheme: ColorScheme = "light") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme
        )
        contexts.append(context)
        context.set_default_timeout(LONGEST_WAIT_MILLISECONDS)
        page = context.new_page()
        page.on("console", note_console)
        page.on("pageerror", lambda error: faults.append(f"page: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(ON_THIS_MACHINE)
                else faults.append(f"request off the machine: {request.url}")
            ),
        )
        page.goto(url)
        wait_until_drawn(page)
        return page

    yield open_url
    for context in contexts:
        context.close()
    assert faults == []


def wait_until_drawn(page: Page) -> None:
    """Wait until the script has run, nothing on the page is stale and nothing will move."""
    page.wait_for_selector(
        '[data-testid="stApp"]'
        '[data-test-script-state="notRunning"]'
        '[data-test-connection-state="CONNECTED"]'
    )
    page.wait_for_selector("h1")
    expect(page.locator("#first-page")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    expect(page.locator('[data-testid="stVegaLiteChart"]:not(:has(svg))')).to_have_count(0)


def wait_until_at_rest(page: Page) -> None:
    """Wait until charts are drawn for this width and theme, and nothing moves."""
    wait_until_drawn(page)
    page.wait_for_function("pageLayout.isAtRest()")


def unfold_table(page: Page) -> Locator:
    """Open the first table of a page; what is in it moves until it has unfolded."""
    fold = page.get_by_test_id("stExpander").filter(has_text="Table and downloads").first
    fold.get_by_text("Table and downloads").click()
    expect(fold.locator("canvas").first).to_be_visible()
    expect(fold.locator("details")).to_have_css("overflow", "visible")
    return fold
