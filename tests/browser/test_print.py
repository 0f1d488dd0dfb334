"""On paper: dark on white in either theme, all of the page, and nothing that asks for a click."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer


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
