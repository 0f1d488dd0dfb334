"""On paper: dark on white in either theme, all of the page, and nothing that asks for a click."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.support.samples import bundled
from venice_data.catalog.filters import offered

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer

_LETTER_PIXELS: Final = 247 / 25.4 * 96  # the height between the margins of the lower paper


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_dark_page_is_printed_whole_and_light(
    open_page: OpenPage, bundled_app: AppServer
) -> None:
    page = open_page(f"{bundled_app.url}/text?privacy=private", scheme="dark")
    charts = page.locator('[data-testid="stVegaLiteChart"] svg')
    expect(charts.nth(1)).to_be_visible()  # more than fits on one sheet
    assert _sheets(page.pdf(format="A4")) > 1

    page.emulate_media(media="print", color_scheme="dark")
    for hidden in ("stSidebar", "stHeader", "stPopover"):
        expect(page.get_by_test_id(hidden)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.get_by_test_id("stMain")).to_have_css("overflow", "visible")
    chart = charts.first
    expect(chart).to_have_css("filter", "invert(1) hue-rotate(180deg)")
    expect(chart.locator("text").first).to_have_css("fill", "rgb(255, 255, 255)")


@pytest.mark.thorough
def test_an_opened_table_is_printed_with_all_its_rows(
    open_page: OpenPage, bundled_app: AppServer
) -> None:
    page = open_page(f"{bundled_app.url}/text")
    whole, on_screen = page.locator(".on-paper"), page.get_by_test_id("stDataFrame")
    expect(whole).to_have_count(0)
    page.get_by_text("Table and downloads").first.click()
    expect(whole).to_have_count(1)
    expect(whole).to_be_hidden()

    page.emulate_media(media="print")
    expect(on_screen).to_be_hidden()
    expect(whole).to_be_visible()
    ids = whole.locator("tbody tr td:last-child").all_text_contents()
    texts = offered(bundled().models, datetime.now(UTC)).query("type == 'text'").index
    assert sorted(ids) == sorted(texts)


@pytest.mark.thorough
def test_a_chart_higher_than_a_sheet_is_printed_on_one(
    open_page: OpenPage, bundled_app: AppServer
) -> None:
    page = open_page(f"{bundled_app.url}/text?text_all=true")
    chart = page.locator('[data-testid="stVegaLiteChart"] svg').first
    drawn = chart.bounding_box()
    assert drawn is not None
    assert drawn["height"] > _LETTER_PIXELS

    page.emulate_media(media="print")
    printed = chart.bounding_box()
    assert printed is not None
    assert printed["height"] < _LETTER_PIXELS
