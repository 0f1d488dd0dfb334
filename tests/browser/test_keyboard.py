"""Walks by keyboard alone; wherever the focus goes, one sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LONGEST_WAIT_MILLISECONDS, PAGE_LAYOUT, wait_until_drawn
from tests.support.chromium import wait_until

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer

CHAT: Final = "chat~month~qwen-3-7-plus~requests.1000~input-tokens.2000~output-tokens.500"
MOST_STEPS: Final = 60


def start(page: Page) -> Page:
    """Be ready to ask for the focus, and skip from the page's start over its navigation."""
    page.evaluate(PAGE_LAYOUT)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    focus_is_seen(page)
    page.keyboard.press("Enter")
    return page


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab, or another key, until something of this name (an expression) has the focus."""
    passed = []
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        passed.append(focus_is_seen(page))
        if re.search(name, passed[-1]):
            return
    raise AssertionError(f"{name} is not reached, but {passed}")


def focus_is_seen(page: Page) -> str:
    focus = page.evaluate("pageLayout.focus()")
    assert focus["isSeen"], focus["name"]
    name: str = focus["name"]
    return name


def test_navigation_shows_where_the_focus_is(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/data")
    page.evaluate(PAGE_LAYOUT)

    tab_to(page, r"^A .*Text$")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Text")


def test_text_by_keyboard(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = start(open_page(f"{bundled_app.url}/text"))

    tab_to(page, "^INPUT .*Token mix")
    focus_is_seen(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("text_mix="))
    wait_until_drawn(page)
    tab_to(page, "^SUMMARY .*Table and downloads")
    page.keyboard.press("Enter")

    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()


def test_calculator_by_keyboard(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = start(open_page(f"{bundled_app.url}/calculator?calculator_basket={CHAT}"))
    total = page.get_by_test_id("stMetric").filter(has_text=re.compile("^Per month"))
    expect(total).to_contain_text("$2.00")

    tab_to(page, "^INPUT Output tokens")
    page.keyboard.press("Control+a")
    page.keyboard.type("1000")
    page.keyboard.press("Enter")

    # 1,000 × (2,000 × 0.50 + 1,000 × 2.00) / 1M
    expect(total).to_contain_text("$3.00")
    tab_to(page, "^BUTTON .*Start from an example")


@pytest.mark.thorough
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_an_example_is_picked_by_keyboard(
    bundled_app: AppServer, open_page: OpenPage, motion: Literal["no-preference", "reduce"]
) -> None:
    page = open_page(f"{bundled_app.url}/calculator?calculator_basket={CHAT}")
    page.emulate_media(reduced_motion=motion)
    start(page)

    tab_to(page, "^BUTTON .*Start from an example")
    # nobody is so fast that what the last key has begun still moves
    still = "document.getAnimations().every(motion => motion.playState === 'finished')"
    wait_until(page, still, LONGEST_WAIT_MILLISECONDS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_focused()  # a moment after it is seen
    tab_to(page, "Podcast a week", "ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("calculator_basket=transcription"))


@pytest.mark.thorough
def test_compare_by_keyboard(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = start(
        open_page(f"{bundled_app.url}/compare?compare_models=kimi-k3&compare_models=zai-org-glm-5")
    )

    tab_to(page, "^INPUT Models to compare")
    page.keyboard.type("Qwen 3.7 Plus")
    expect(page.get_by_role("option", name="Qwen 3.7 Plus ·")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("compare_models=qwen-3-7-plus"))
    wait_until_drawn(page)
    expect(page.get_by_role("combobox", name="Models to compare")).to_be_focused()
    tab_to(page, "^INPUT Base: others cost more or less than")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("compare_base="))


@pytest.mark.thorough
def test_a_model_by_keyboard(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = start(open_page(f"{bundled_app.url}/model?id=kimi-k3"))

    tab_to(page, "^A .*Compare with the nearest two")
    tab_to(page, "^BUTTON .*Add to the basket")
    page.keyboard.press("Enter")

    heading = page.get_by_role("heading", level=2).first
    expect(heading).to_contain_text("chat or agent calls on Kimi K3")
