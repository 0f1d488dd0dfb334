"""What only a browser shows of the audio page: links, and marks that say prices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import mark, wait_until_drawn

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer


@pytest.mark.thorough
def test_what_is_asked_changes_bars_and_the_link_and_a_bar_opens_its_model(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/audio?audio_tab=Transcription&audio_seconds=60")
    answers = page.get_by_text(re.compile(r"^From \$\S+ with "))
    expect(answers).to_contain_text(["$0.105", "$0.1133", "$0.03"])

    page.get_by_label("My recording, in minutes").fill("120")
    page.get_by_label("My recording, in minutes").press("Enter")

    # 7,200 x 0.00003148
    expect(answers.nth(1)).to_contain_text("$0.2267")
    expect(
        mark(page, "Model: xAI Speech to Text v1", "Cost of 120 minutes: $0.2267")
    ).to_be_visible()
    expect(page).to_have_url(re.compile("audio_minutes=120"))

    page.get_by_role("tab", name="Music").click()
    expect(mark(page, "Model: ElevenLabs Music", "Price: $0.69")).to_be_visible()

    page.get_by_role("spinbutton", name="My song, in seconds").fill("61")
    page.keyboard.press("Enter")

    # the next tier
    expect(mark(page, "Model: ElevenLabs Music", "Price: $1.38")).to_be_visible()
    expect(page).to_have_url(re.compile("audio_seconds=61"))
    expect(page).not_to_have_url(re.compile("audio_models|audio_verify"))

    page.get_by_role("tab", name="Transcription").click()
    expect(answers.nth(1)).to_contain_text("$0.2267")  # what was said before another tab was opened
    page.get_by_role("tab", name="Speech").click()
    mark(page, "Model: Gemini 3.1 Flash TTS", "Cost of 10 pages: $5.63").click()

    expect(page).to_have_url(re.compile(r"/model\?id=tts-gemini-3-1-flash"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gemini 3.1 Flash TTS")


@pytest.mark.thorough
def test_on_a_phone_no_tab_is_wider_than_the_screen(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/audio", size=(390, 844))

    for tab in ("Transcription", "Music", "Voices", "Speech"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        wait_until_drawn(page)
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth") <= 390, tab
        if tab != "Voices":  # the boxes leave room for the bars
            expect(page.locator('path[aria-roledescription="bar"]').first).to_be_in_viewport()
        if tab == "Voices":
            _shows_whole_columns(page)


def _shows_whole_columns(page: Page) -> None:
    """Check that a table wraps in the place of the grid, and no column is cut by a swipe."""
    table = page.locator(".on-paper.swiped").first
    expect(table).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").first).to_be_hidden()
    for swiped in (0, 150):
        table.evaluate("(table, by) => table.scrollBy(by, 2 * by)", swiped)
        beyond = table.evaluate("""table => {
          const edge = table.getBoundingClientRect().right
          return [...table.querySelectorAll("th")].map(column => column.getBoundingClientRect())
            .filter(column => column.left < edge - 1 && column.right > edge + 1).length
        }""")
        assert beyond == 0
