"""The calculator in a browser: example, edit, swap, share, reopen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_drawn

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer

# tts-kokoro: $3.50 per million characters; 100,000 characters cost $0.35
SPEECH = "speech~month~tts-kokoro~characters.100000"
# qwen-3-7-plus: input $0.50, output $2.00 per million
CHAT = "chat~month~qwen-3-7-plus~requests.1000~input-tokens.2000~output-tokens.500"


def per_month(page: Page, amount: str) -> None:
    tile = page.get_by_test_id("stMetric").filter(has_text=re.compile("^Per month"))
    expect(tile).to_contain_text(amount)


@pytest.mark.thorough
def test_an_example_is_edited_swapped_shared_and_reopened(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/calculator?privacy=private")
    page.get_by_role("button", name="Start from an example").click()
    page.get_by_text("Podcast a week").click()
    # the menu stayed open over the basket it had filled
    expect(page.get_by_text("Coding agent, 8 hours a day")).to_have_count(0)
    # kokoro speaks 12,000 characters: 0.012 × 3.5 = 0.042
    expect(page.get_by_text(re.compile(r"\$0\.042 per month"))).to_be_visible()
    wait_until_drawn(page)  # the answer stands above fields that are still being replaced

    page.get_by_role("spinbutton", name="Characters").fill("1000000")
    page.keyboard.press("Enter")
    # a million characters
    expect(page.get_by_text(re.compile(r"\$3\.50 per month"))).to_be_visible()

    page.get_by_role("button", name=re.compile("^swap_horizUse |^Use ")).click()
    expect(page.get_by_text("already the cheapest matching model")).to_be_visible()
    expect(page).to_have_url(re.compile("characters.1000000"))
    total = page.get_by_test_id("stMetric").first.inner_text()

    elsewhere = open_page(page.url)
    expect(elsewhere.get_by_text(re.compile(r"\$3\.50 per month"))).to_be_visible()
    assert elsewhere.get_by_test_id("stMetric").first.inner_text() == total
    expect(elsewhere.get_by_role("group", name="Selected values")).to_contain_text("private")


def test_a_basket_is_added_up_and_goes_along_to_other_pages_and_back(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/calculator?calculator_basket={SPEECH}~~{CHAT}")
    # 1,000 × (2,000 × 0.50 + 500 × 2.00) / 1M = 2.00; 0.35 + 2.00
    per_month(page, "$2.35")

    page.get_by_role("link", name="Text", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Text")
    page.get_by_role("link", name="Calculator", exact=True).click()

    per_month(page, "$2.35")
    page.reload()
    per_month(page, "$2.35")


@pytest.mark.thorough
def test_the_total_at_the_foot_hides_no_field_that_is_edited(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """Who went by keyboard wrote into fields behind it."""
    page = open_page(f"{bundled_app.url}/calculator", (390, 844))
    foot = page.get_by_test_id("stBottom")
    expect(foot).to_contain_text("per month")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_in_viewport(ratio=0.9)  # the bill

    for name in ("Input tokens each", "Read from cache, %", "Cache writes each"):
        field = page.get_by_role("spinbutton", name=name)
        field.focus()
        expect(field).to_be_focused()
        edited, covering = field.bounding_box(), foot.bounding_box()
        assert edited is not None
        assert covering is not None
        assert edited["y"] + edited["height"] <= covering["y"]


def test_what_takes_the_place_of_the_example_is_in_the_address_at_once(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """A link that was shared then opened the example: only the next change brought it there."""
    page = open_page(f"{bundled_app.url}/calculator")

    page.get_by_role("textbox", name="Text requests, in your own words").fill(
        "7 requests a day on GLM 5"
    )
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("calculator_basket=chat~day~zai-org-glm-5~requests.7~"))
