"""What only a browser shows of the audio page: links, marks that say prices, a live quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.support.app_server import AppServer
from tests.support.samples import usd
from tests.support.stand_in import StandInVenice, answer, json_answer, model

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.conftest import OpenPage


def mark(page: Page, *says: str) -> Locator:
    """Find the mark whose description for those who cannot see it says all of this."""
    conditions = "".join(f'[aria-label*="{part}"]' for part in says)
    return page.locator(f"path[aria-roledescription]{conditions}")


def test_the_length_of_a_recording_changes_its_box_its_bars_and_the_link(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/audio?audio_tab=Transcription")
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["$0.105", "$0.1133", "$0.04"])

    page.get_by_label("Length in minutes").fill("120")
    page.get_by_label("Length in minutes").press("Enter")

    # 7,200 x 0.00003148
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["$0.105", "$0.2267", "$0.04"])
    expect(
        mark(page, "Model: xAI Speech to Text v1", "Cost of 120 minutes: $0.2267")
    ).to_be_visible()
    expect(page).to_have_url(re.compile("audio_minutes=120"))


def test_a_click_on_a_bar_opens_its_model(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/audio")

    mark(page, "Model: Gemini 3.1 Flash TTS", "Cost of 10 pages: $5.63").click()

    expect(page).to_have_url(re.compile(r"/model\?id=tts-gemini-3-1-flash"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gemini 3.1 Flash TTS")


@pytest.mark.parametrize("tab", ["Speech", "Transcription", "Music", "Voices"])
def test_on_a_phone_nothing_is_wider_than_the_screen(
    bundled_app: AppServer, open_page: OpenPage, tab: str
) -> None:
    page = open_page(f"{bundled_app.url}/audio?audio_tab={tab}", size=(390, 844))
    expect(page.get_by_role("heading", name="My song")).to_be_visible()

    widest = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth")

    assert widest <= 390


def test_a_pace_in_the_link_prices_an_hour_of_speech(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(
        f"{bundled_app.url}/audio?audio_speech_unit=hour+of+speech&audio_words_per_minute=200"
    )

    # 6 x 200 x 60 = 72,000 characters an hour, at 3.50 a million
    expect(
        mark(page, "Model: Kokoro Text to Speech", "Price per hour of speech: $0.252")
    ).to_be_visible()
    expect(page.get_by_text("an hour of speech is 72,000 characters")).to_be_visible()


def test_a_tiny_price_is_readable_whole(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/audio?audio_tab=Transcription")

    expect(page.get_by_text("costs $0.00003148 per second")).to_be_visible()
    expect(
        mark(page, "xAI Speech to Text v1", "Audio transcribed per second: $0.00003148")
    ).to_be_visible()
    expect(page.locator(".katex")).to_have_count(0)


def test_a_longer_track_moves_to_the_next_tier(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/audio?audio_tab=Music&audio_seconds=60")
    expect(mark(page, "Model: ElevenLabs Music", "Price: $0.69")).to_be_visible()

    page.get_by_role("slider").press("ArrowRight")

    expect(mark(page, "Model: ElevenLabs Music", "Price: $1.38")).to_be_visible()
    expect(page).to_have_url(re.compile("audio_seconds=61"))
    expect(page).not_to_have_url(re.compile("audio_models|audio_verify"))


def test_a_length_that_no_tier_covers_is_named(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/audio?audio_tab=Music&audio_seconds=30")

    expect(page.get_by_text("Not offered at this length: ACE-Step 1.5.")).to_be_visible()
    expect(mark(page, "Model: ACE-Step 1.5", "Price: ")).to_have_count(0)


def test_voices_are_found_by_a_link(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/audio?audio_tab=Voices&audio_voice=bf_alice")

    expect(page.get_by_text("1 voice with “bf_alice” in the name, 1 model.")).to_be_visible()
    with page.expect_download() as caught:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    rows = caught.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert rows[1:] == ["bf_alice,Kokoro Text to Speech,3.5,speech,tts-kokoro"]


def test_an_index_is_priced_from_the_link(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/text?text_tab=Embeddings&text_pages=20000")

    # 20,000 x 650 = 13M tokens, at 0.0125 a million
    expect(mark(page, "Model: BGE-EN-ICL", "Price of the index: $0.1625")).to_be_visible()


def test_venice_is_asked_on_demand_and_compared(
    tmp_path: Path, venice: StandInVenice, open_page: OpenPage
) -> None:
    venice.payload = answer([model("sounds", "music", {"per_second": usd(0.002)})])
    venice.audio_quote = json_answer({"quote": 0.15})
    with AppServer(tmp_path, VENICE_API_BASE_URL=venice.base_url) as app:
        page = open_page(f"{app.url}/audio?audio_tab=Music&audio_seconds=60")
        expect(page.get_by_text("Asks for Sounds, 60 seconds.")).to_be_visible()
        assert all(sent.method == "GET" for sent in venice.requests)

        page.get_by_role("button", name="Ask Venice for a quote").click()

        # 60 x 0.002 = 0.12; 0.15 - 0.12 = 0.03
        expect(page.get_by_text("This is $0.03 more than published: $0.12.")).to_be_visible()
        page.close()
    assert venice.requests[-1].body == b'{"model": "sounds", "duration_seconds": 60}'
