"""What only a browser shows of the overview: what is seen first, and where marks lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PAGE_LAYOUT, wait_until_at_rest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer

PHONE: Final = (390, 844)
SMALLEST_PHONE: Final = (320, 700)


def test_at_every_size_picture_and_finder_are_on_the_first_screen_and_nothing_is_cut(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(bundled_app.url)
    page.evaluate(PAGE_LAYOUT)
    picture = page.locator(".st-key-overview_types_chart")
    for width, height in (DESKTOP, PHONE, SMALLEST_PHONE):
        page.set_viewport_size({"width": width, "height": height})
        wait_until_at_rest(page)
        _no_text_is_cut_or_overprinted(page)
        if (width, height) != SMALLEST_PHONE:
            purpose = "What every AI model on Venice costs"
            expect(page.get_by_test_id("stMain").get_by_text(purpose)).to_be_in_viewport()
            expect(picture.get_by_text("cheapest", exact=False).first).to_be_in_viewport()
        if (width, height) == DESKTOP:
            expect(picture).to_be_in_viewport(ratio=1)
            expect(page.get_by_role("combobox", name="I need a model for")).to_be_in_viewport()
        if (width, height) == PHONE:
            _bars_come_before_boxes(page)
    _texts_of_charts_follow_the_theme(page)


def _texts_of_charts_follow_the_theme(page: Page) -> None:
    """They kept the ink of the light theme on a page that became dark, until the next click."""
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    ink = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).color")
    expect(page.locator(".st-key-overview_types_chart svg text").first).to_have_css("fill", ink)


@pytest.mark.thorough
def test_what_is_wished_stands_right_above_its_answer_and_a_click_on_a_mark_opens_its_model(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """The choices stood a screen and a half below the headline and bars that they change."""
    page = open_page(f"{bundled_app.url}/?currency=DIEM")

    page.locator(".st-key-overview_finder_answer_first").evaluate(
        "finder => finder.scrollIntoView()"
    )
    page.get_by_role("combobox", name="I need a model for").click()
    page.get_by_role("option", name="speech").click()

    expect(page.get_by_role("heading", name="Cheapest speech model")).to_be_in_viewport()
    expect(_bars(page).last).to_be_in_viewport()
    expect(page.locator(".st-key-overview_type")).to_be_in_viewport()

    picture = page.locator(".st-key-overview_types_chart")
    picture.locator('path[aria-label*="Model: Upscaler"]').click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Upscaler")
    expect(page).to_have_url(re.compile(r"/model\?.*id="))
    expect(page).to_have_url(re.compile("currency=DIEM"))


def _bars(page: Page) -> Locator:
    return page.locator('.st-key-overview_finder_chart path[aria-roledescription="bar"]')


def _bars_come_before_boxes(page: Page) -> None:
    """Bars and the questions that one click asks; the lists for all others follow at once."""
    bars = page.locator(".st-key-overview_finder_chart").bounding_box()
    box = page.locator(".st-key-overview_type").bounding_box()

    assert bars is not None
    assert box is not None
    assert bars["y"] + bars["height"] <= box["y"]


def _no_text_is_cut_or_overprinted(page: Page) -> None:
    boxes = page.locator(".st-key-overview_types_chart svg.marks").evaluate(
        """svg => {
            const edge = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('.mark-text.role-mark text')]
                .filter(text => text.textContent)
                .map(text => [text.textContent, text.getBoundingClientRect()])
                .map(([words, at]) => ({words, left: at.left - edge.left,
                    right: at.right - edge.left, top: at.top, bottom: at.bottom,
                    width: edge.width}));
        }"""
    )

    assert len(boxes) > 20
    for box in boxes:
        assert box["left"] >= -1, box
        assert box["right"] <= box["width"] + 1, box
    overprinted = [
        (one["words"], other["words"])
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] + 3 < other["bottom"]
        and other["top"] + 3 < one["bottom"]
    ]
    assert overprinted == []
