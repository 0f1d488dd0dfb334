"""What only a browser shows of the comparison: its links, and ticks in other pages' tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import unfold_table, wait_until_drawn

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer

CHECKBOX_PIXELS = 18
FIRST_ROW_PIXELS = 52
THIRD_ROW_PIXELS = 122


def test_models_are_picked_above_the_picture_and_a_suggestion_fills_the_link(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/compare")
    picker = page.get_by_test_id("stMain").get_by_test_id("stMultiSelect").bounding_box()
    chart = page.get_by_test_id("stVegaLiteChart").first.bounding_box()
    assert picker is not None
    assert chart is not None
    assert picker["y"] + picker["height"] < chart["y"]

    page.get_by_role("button", name="The 3 cheapest transcription models").click()

    expect(page.get_by_role("heading", name="What differs")).to_be_visible()
    expect(page).to_have_url(re.compile("compare_models="))


@pytest.mark.thorough
def test_ticks_in_a_table_lead_here_and_filters_stay(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/text?search=qwen&currency=DIEM&privacy=private")
    table = unfold_table(page).get_by_test_id("stDataFrame")

    table.click(position={"x": CHECKBOX_PIXELS, "y": FIRST_ROW_PIXELS})
    expect(page.get_by_role("link", name="Compare 1 ticked model")).to_be_visible()
    table.click(position={"x": CHECKBOX_PIXELS, "y": THIRD_ROW_PIXELS})
    page.get_by_role("link", name="Compare 2 ticked models").click()

    expect(page.get_by_role("heading", name="What differs")).to_be_visible()
    expect(page).to_have_url(
        re.compile(
            r"/compare\?currency=DIEM&privacy=private&search=qwen"
            r"&compare_models=e2ee-qwen-2-5-7b-p&compare_models=qwen3-6-35b-a3b$"
        )
    )
    expect(page.get_by_text("Prices are compared with this model")).to_have_count(1)


def test_models_are_picked_by_name_and_back_takes_the_last_away(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/compare?compare_models=kimi-k3")

    page.get_by_role("combobox", name="Models to compare").fill("GPT Image 2")
    page.get_by_role("option", name="GPT Image 2 · gpt-image-2", exact=True).click()

    expect(page).to_have_url(re.compile(r"\?compare_models=kimi-k3&compare_models=gpt-image-2$"))
    expect(page.get_by_text("Pick one more model.")).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?compare_models=kimi-k3$"))
    expect(page.get_by_text("Pick one more model.")).to_be_visible()


@pytest.mark.thorough
def test_a_typed_id_finds_its_model_and_all_that_match_are_never_picked_at_once(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """Nothing was found, and the first of the matches was “Select 2 matches”."""
    page = open_page(f"{bundled_app.url}/compare?compare_models=kimi-k3", (390, 844))
    picker = page.get_by_role("combobox", name="Models to compare")

    picker.fill("zai-org-glm-5")
    expect(page.get_by_role("option").first).to_have_text("GLM 5 · zai-org-glm-5")
    expect(page.get_by_text("Select")).to_have_count(0)
    picker.press("Enter")

    expect(page).to_have_url(re.compile(r"compare_models=kimi-k3&compare_models=zai-org-glm-5$"))
    expect(page.get_by_test_id("stMain").locator("[data-tag]")).to_have_text(["Kimi K3", "GLM 5"])

    wait_until_drawn(page)
    picker.fill("glm 5, claude opus 5, no such thing")
    picker.press("Enter")
    expect(page).to_have_url(re.compile(r"=zai-org-glm-5&compare_models=claude-opus-5$"))
    expect(page.get_by_text("No model is called no such thing.")).to_be_visible()
    wait_until_drawn(page)
    expect(page.get_by_role("option")).to_have_count(0)  # nothing lies over the answer
