"""The first visit: what stands before Streamlit has drawn, and what is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pages.server.static_files import WHOLE_FONT, icon_font
from pages.shared.site import CALCULATOR, CHANGES, PAGES, TEXT
from tests.browser.conftest import DESKTOP, wait_until_drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from pages.shared.site import SitePage
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer

PHONE = (390, 844)
ICONS_IN_LETTERS = """
[...document.querySelectorAll("span")]
  .filter(text => getComputedStyle(text).fontFamily.includes("Material"))
  .filter(icon => icon.scrollWidth > 1.5 * parseFloat(getComputedStyle(icon).fontSize))
  .map(icon => icon.innerText)
"""
MOST_BYTES = 1_400_000
MOST_BYTES_AGAIN = 20_000
MOST_FILES = 160


def test_without_javascript_each_page_shows_its_finding(
    browser: Browser, bundled_app: AppServer
) -> None:
    """Before, each page said only that JavaScript is needed."""
    for width, height in (DESKTOP, PHONE):
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=False
        )
        page = context.new_page()
        for site_page in PAGES:
            page.goto(f"{bundled_app.url}/{site_page.address}")
            expect(page.get_by_role("heading", name=site_page.question)).to_be_in_viewport()
            expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(len(PAGES))
            sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not sideways, site_page.title
        context.close()


def test_what_stands_first_gives_way_and_the_title_stays_in_its_place(
    browser: Browser, bundled_app: AppServer
) -> None:
    for width, height in (DESKTOP, PHONE):
        context = browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.goto(f"{bundled_app.url}/{CALCULATOR.address}", wait_until="commit")
        first = page.locator("#first-page h1")
        place = first.bounding_box()
        expect(page.locator("#root")).to_have_attribute("inert", "")
        wait_until_drawn(page)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.locator("#root[inert]")).to_have_count(0)
        drawn = page.locator("h1").bounding_box()
        assert place is not None
        assert drawn is not None
        assert abs(drawn["x"] - place["x"]) < 2
        assert abs(drawn["y"] - place["y"]) < 2
        context.close()


def test_a_first_visit_fetches_few_bytes_and_a_return_hardly_any(
    browser: Browser, bundled_app: AppServer
) -> None:
    """An empty Streamlit app, served plain, fetches 2.69 MB; this page fetched 1.95 MB of it."""
    context = browser.new_context()
    first = _fetched(context.new_page(), f"{bundled_app.url}/{TEXT.address}")
    assert sum(first) < MOST_BYTES
    assert len(first) < MOST_FILES
    again = _fetched(context.new_page(), f"{bundled_app.url}/{TEXT.address}")
    assert sum(again) < MOST_BYTES_AGAIN
    context.close()


@pytest.mark.parametrize("page", [TEXT, CHANGES], ids=lambda page: page.title)
def test_icons_are_drawn_by_the_small_font_alone(
    bundled_app: AppServer, open_page: OpenPage, page: SitePage
) -> None:
    """Where a font lacks an icon, its name stands there in letters, far wider than high."""
    drawn = open_page(f"{bundled_app.url}/{page.address}")
    drawn.evaluate("document.fonts.ready.then(() => null)")
    expect(drawn.get_by_test_id("stIconMaterial").first).to_be_attached()
    assert drawn.evaluate(ICONS_IN_LETTERS) == []
    fetched = drawn.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any(icon_font() in address for address in fetched)
    assert not any(WHOLE_FONT.name in address for address in fetched)


def _fetched(page: Page, url: str) -> list[int]:
    """Open a page; return how many bytes came over the network with each answer."""
    sizes: list[int] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda answer: sizes.append(answer["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(url)
    wait_until_drawn(page)
    page.wait_for_load_state("networkidle")
    return sizes
