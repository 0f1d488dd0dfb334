"""A real browser that fails a test on console errors and on requests off the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tabs import Tab
from tests.support.app_server import AppServer
from tests.support.chromium import chromium, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator

    from tests.browser.tabs import ColorScheme

DESKTOP: Final = (1440, 900)
LONGEST_WAIT_MILLISECONDS: Final = 60_000  # on a machine that is busy with something else
PAGE_LAYOUT: Final = Path(__file__).with_name("page_layout.js").read_text("utf-8")


class OpenPage(Protocol):
    """Opens an address in a browser profile that keeps nothing, and waits until it is drawn."""

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


@pytest.fixture(scope="session")
def free_tabs() -> list[Tab]:
    """Tabs that tests have left and others can use; they end with the browser."""
    return []


@pytest.fixture
def open_page(browser: Browser, free_tabs: list[Tab]) -> Iterator[OpenPage]:
    used: list[Tab] = []

    def open_url(url: str, size: tuple[int, int] = DESKTOP, scheme: ColorScheme = "light") -> Page:
        tab = free_tabs.pop() if free_tabs else Tab(browser, LONGEST_WAIT_MILLISECONDS)
        used.append(tab)
        tab.show_as(size, scheme)
        tab.page.goto(url)
        wait_until_drawn(tab.page)
        return tab.page

    yield open_url
    free_tabs.extend(tab for tab in used if tab.leave() and not tab.faults)
    assert [fault for tab in used for fault in tab.faults] == []


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
    wait_until(page, "pageLayout.isAtRest()", LONGEST_WAIT_MILLISECONDS)


def unfold_table(page: Page) -> Locator:
    """Open the first table of a page; what is in it moves until it has unfolded."""
    fold = page.get_by_test_id("stExpander").filter(has_text="Table and downloads").first
    fold.get_by_text("Table and downloads").click()
    expect(fold.locator("canvas").first).to_be_visible()
    expect(fold.locator("details")).to_have_css("overflow", "visible")
    return fold


def mark(page: Page, *says: str) -> Locator:
    """Find the mark whose description for those who cannot see it says all of this."""
    conditions = "".join(f'[aria-label*="{part}"]' for part in says)
    return page.locator(f"path[aria-roledescription]{conditions}")
