"""What a browser makes of the protection: what is inside a page runs only if it is the page's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LONGEST_WAIT_MILLISECONDS, wait_until_drawn
from tests.support.chromium import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.app_server import AppServer

_INSERT: Final = """() => {
    const script = document.createElement("script");
    script.textContent = "window.hasRun = true";
    document.head.append(script);
    document.body.insertAdjacentHTML("beforeend", '<img src="none:" onerror="hasRun = true">');
    fetch("https://evil.example/").catch(() => {});
}"""


def test_a_script_that_got_into_a_page_does_not_run_and_reaches_nobody(
    browser: Browser, bundled_app: AppServer
) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{bundled_app.url}/data")
    wait_until_drawn(page)
    refused.clear()

    page.evaluate(_INSERT)
    last_image = "document.images[document.images.length - 1].complete"
    wait_until(page, last_image, LONGEST_WAIT_MILLISECONDS)

    assert page.evaluate("window.hasRun") is None
    for directive in ("script-src", "img-src", "connect-src"):
        assert any(directive in text for text in refused)
    page.close()


def test_a_page_of_another_site_can_show_embedded_pages_alone(
    browser: Browser, bundled_app: AppServer
) -> None:
    page = browser.new_page()
    page.set_content(f'<iframe src="{bundled_app.url}/data?embed=true"></iframe>')
    expect(page.frame_locator("iframe").locator("h1").first).to_be_attached()

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.set_content(f'<iframe src="{bundled_app.url}/data"></iframe>')
    expect(page.frame_locator("iframe").locator("#root")).to_have_count(0)
    page.close()


def test_an_address_without_a_page_leads_home(browser: Browser, bundled_app: AppServer) -> None:
    page = browser.new_page()
    answer = page.goto(f"{bundled_app.url}/old/link")
    assert answer is not None
    assert answer.status == 404

    page.get_by_role("link", name="To the overview of all prices").click()
    expect(page).to_have_url(f"{bundled_app.url}/")
    page.close()


@pytest.mark.thorough
def test_a_page_that_is_held_draws_again(browser: Browser, bundled_app: AppServer) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    for _ in range(2):
        page.goto(f"{bundled_app.url}/data")
        wait_until_drawn(page)
    assert faults == []
    page.close()
