"""What only a browser shows of the site as a whole: links, filters, sizes, themes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import requests
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer


def remaining(page: Page, count: int, of: int) -> None:
    expect(
        page.get_by_text(re.compile(rf"^{count} of {of} models match the filters"))
    ).to_be_visible()


def choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-{key} [role=combobox]").click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def test_a_deep_link_opens_with_its_filters_and_capabilities_must_all_be_met(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/text?search=qwen&capability=vision")

    remaining(page, 4, 49)
    expect(page.get_by_role("textbox", name="Search name or id")).to_have_value("qwen")
    expect(page).to_have_url(re.compile(r"capability=vision"))

    page.get_by_role("textbox", name="Search name or id").fill("")
    page.keyboard.press("Enter")
    remaining(page, 24, 49)
    choose(page, "capability", "audio input")
    remaining(page, 3, 49)


@pytest.mark.thorough
def test_filters_stay_in_the_url_across_pages_until_they_are_cleared(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(bundled_app.url)

    choose(page, "type", "image")
    remaining(page, 15, 107)
    choose(page, "privacy", "private")
    remaining(page, 7, 107)
    page.get_by_role("link", name="Images", exact=True).click()
    remaining(page, 7, 27)
    expect(page).to_have_url(re.compile(r"/images\?.*privacy=private"))

    page.get_by_role("button", name="Clear filters").click()
    remaining(page, 27, 27)
    expect(page).not_to_have_url(re.compile("privacy"))


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_static_files_are_compressed(bundled_app: AppServer, encoding: str) -> None:
    html = requests.get(bundled_app.url, timeout=10).text
    script = re.search(r'src="\./(static/js/[^"]+)"', html)
    assert script is not None

    answer = requests.get(
        f"{bundled_app.url}/{script[1]}", headers={"Accept-Encoding": encoding}, timeout=10
    )

    assert answer.headers["Content-Encoding"] == encoding


def test_on_a_phone_the_menu_gives_way_to_the_page_that_was_chosen_in_it(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """It went on to cover three quarters of it."""
    page = open_page(bundled_app.url, (390, 844))
    menu = page.get_by_test_id("stExpandSidebarButton")

    menu.click()
    expect(menu).to_have_count(0)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Text").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Text: What do tokens cost?")
    expect(menu).to_be_visible()
