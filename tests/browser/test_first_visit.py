"""The first visit: what stands before Streamlit has drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from pages.shared.site import CALCULATOR, PAGES
from tests.browser.conftest import DESKTOP, wait_until_drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.app_server import AppServer

PHONE = (390, 844)
SCRIPTS = "**/static/js/*.js"


def test_without_javascript_each_page_shows_its_finding(
    browser: Browser, bundled_app: AppServer
) -> None:
    """Before, each page said only that JavaScript is needed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for site_page in PAGES:
        page.goto(f"{bundled_app.url}/{site_page.address}")
        for width, height in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": height})
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
        page.route(SCRIPTS, lambda _: None)  # Streamlit cannot draw before this was seen.
        page.goto(f"{bundled_app.url}/{CALCULATOR.address}", wait_until="commit")
        expect(page.locator("#root")).to_have_attribute("inert", "")
        place = page.locator("#first-page h1").bounding_box()
        page.unroute(SCRIPTS)
        page.reload()
        wait_until_drawn(page)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.locator("#root[inert]")).to_have_count(0)
        drawn = page.locator("h1").bounding_box()
        assert place is not None
        assert drawn is not None
        assert abs(drawn["x"] - place["x"]) < 2
        assert abs(drawn["y"] - place["y"]) < 2
        context.close()


def test_a_page_connects_without_asking_whether_it_may(
    browser: Browser, bundled_app: AppServer
) -> None:
    """Before, two answers had to be there before the connection was begun."""
    page = browser.new_context().new_page()
    page.route("**/_stcore/{health,host-config}", lambda _: None)
    page.goto(f"{bundled_app.url}/{CALCULATOR.address}")
    wait_until_drawn(page)
    page.context.close()
