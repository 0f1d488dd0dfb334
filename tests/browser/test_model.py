"""Links to models: they open in the app, keep what is chosen, and the browser goes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer


def test_a_link_to_a_model_opens_in_the_app_and_back_leads_to_where_it_was_followed(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/model?id=kimi-k3&currency=DIEM")
    page.evaluate("window.isSameDocument = true")
    other = page.locator("table a[href^='model?id=']").first
    name = other.inner_text()

    other.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page).to_have_url(re.compile(r"/model\?id=(?!kimi-k3).+&currency=DIEM$"))
    assert page.evaluate("window.isSameDocument")
    assert len(page.context.pages) == 1
    scrolled = "main => main.scrollTop"  # the link stood far down
    assert page.get_by_test_id("stMain").evaluate(scrolled) == 0

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Kimi K3")
    expect(page.get_by_text("DIEM per 1M tokens").first).to_be_visible()


@pytest.mark.thorough
def test_a_model_is_found_by_its_name_or_id_and_stands_in_the_address_by_its_id(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """An id found only models whose longer ids stood in their labels, and so the wrong one."""
    page = open_page(f"{bundled_app.url}/model", (390, 844))

    page.get_by_test_id("stMain").get_by_role("combobox").fill("zai-org-glm-5")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("GLM 5")
    expect(page).to_have_url(re.compile(r"/model\?id=zai-org-glm-5$"))

    page.get_by_test_id("stMain").get_by_role("combobox").fill("Kimi K3")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Kimi K3")
    expect(page).to_have_url(re.compile(r"/model\?id=kimi-k3$"))


@pytest.mark.thorough
def test_a_click_on_the_name_of_a_bar_opens_its_model_and_back_leads_to_the_bars(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/text?currency=DIEM")
    bars = page.locator(".st-key-text_blended_chart")
    label = bars.locator(".mark-text.role-axis-label text").last
    name = label.text_content()

    label.click(force=True)  # what hears the click lies over it, unseen

    expect(page.get_by_role("heading", level=1)).to_have_text(str(name))
    expect(page).to_have_url(re.compile(r"/model\?.*id="))
    expect(page).to_have_url(re.compile("currency=DIEM"))

    page.go_back()

    expect(bars).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Text")
