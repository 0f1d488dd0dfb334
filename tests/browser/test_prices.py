"""What only a browser shows of prices: charts that answer, and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PAGE_LAYOUT, mark, unfold_table, wait_until_at_rest

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer


def test_a_point_tells_its_prices_a_file_holds_them_and_another_mix_ranks_anew(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/text?search=gpt-54-pro")

    mark(page, "Model: GPT-5.4 Pro", "Context window").hover()
    tooltip = page.locator("#vg-tooltip-element")
    expect(tooltip).to_contain_text("$37.50")
    expect(tooltip).to_contain_text("$225.00")
    expect(tooltip).to_contain_text("Context window, in tokens1,000,000")

    page.get_by_role("textbox", name="Search name or id").fill("")
    page.keyboard.press("Enter")
    # Qwen 3.5 9B: input 0.10, output 0.15 per million; (3 × 0.10 + 0.15) / 4 = 0.1125
    expect(mark(page, "Model: Qwen 3.5 9B", "Blended per 1M tokens: $0.1125")).to_be_visible()
    table = unfold_table(page)
    with page.expect_download() as caught:
        table.get_by_role("button", name="CSV", exact=True).click()
    # the blended price first: three parts of 0.50 and one of 2.00
    assert (
        "Qwen 3.7 Plus,qwen-3-7-plus,0.875,0.5,2.0,0.05,0.625,1.5,6.0,0.15,1.875,256000"
        in caught.value.path().read_text(encoding="utf-8-sig")
    )

    mix = page.get_by_role("combobox", name="Token mix")
    mix.scroll_into_view_if_needed()
    page.evaluate(PAGE_LAYOUT)
    wait_until_at_rest(page)  # what scrolls closes the list
    mix.fill("even")
    page.get_by_role("option", name="even: 1 in for 1 out").click()

    # (0.10 + 0.15) / 2 = 0.125
    expect(mark(page, "Model: Qwen 3.5 9B", "Blended per 1M tokens: $0.125")).to_be_visible()
    expect(page.get_by_text("per 1M tokens, 1 in for 1 out").first).to_be_visible()
    expect(page).to_have_url(re.compile("text_mix=even"))


@pytest.mark.thorough
def test_resolution_and_quality_change_the_price(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/images")
    expect(mark(page, "Model: GPT Image 2", "Price per image: $0.26", "Priced")).to_be_visible()

    page.get_by_role("radio", name="4K").click()
    page.get_by_role("radio", name="low").click()

    expect(mark(page, "Model: GPT Image 2", "Price per image: $0.05", "Priced")).to_be_visible()
    expect(page.get_by_text("Not offered at this choice:")).to_contain_text("Grok Imagine 2.0")
    expect(page).to_have_url(re.compile("images_resolution=4K"))


def test_on_a_phone_what_moves_the_picture_of_edits_stands_above_it(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """The number of input images stood below the chart, its table, and what is said of them."""
    page = open_page(f"{bundled_app.url}/images?images_tab=Edit", size=(390, 844))
    first_bar = page.locator('path[aria-roledescription="bar"]').first
    expect(first_bar).to_be_in_viewport()

    inputs = page.get_by_role("spinbutton", name="Input images")
    inputs.fill("3")
    page.keyboard.press("Enter")

    expect(
        mark(page, "Model: Grok Imagine", "Price of extra input images: $0.0069")
    ).to_be_visible()
    field, bar = inputs.bounding_box(), first_bar.bounding_box()
    assert field is not None
    assert bar is not None
    assert field["y"] < bar["y"]


@pytest.mark.parametrize(("size", "is_one_row"), [((1440, 900), True), ((390, 844), False)])
def test_the_legends_of_a_chart_stand_in_one_row_where_there_is_room(
    bundled_app: AppServer, open_page: OpenPage, size: tuple[int, int], *, is_one_row: bool
) -> None:
    page = open_page(f"{bundled_app.url}/images", size=size)
    legends = page.locator("svg .role-legend-label text")

    places = [
        legends.filter(has_text=words).first.bounding_box()
        for words in ("private", "size not stated")
    ]

    privacy, ring = (place["y"] for place in places if place is not None)
    assert (ring - privacy < 5) is is_one_row
