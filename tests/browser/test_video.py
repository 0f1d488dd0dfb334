"""Quotes for video in a browser: progress, prices, reasons, and what another viewer sees."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.support.app_server import AppServer
from tests.support.stand_in import (
    Answer,
    StandInVenice,
    answer,
    bad_quote,
    json_answer,
    model,
    quote_by_seconds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import OpenPage


@pytest.fixture
def app(tmp_path: Path, venice: StandInVenice) -> Iterator[AppServer]:
    """Run a dashboard on ten video models, of which three cannot be quoted."""
    models = [model(f"clip-{number}-text-to-video", "video", {}) for number in range(10)]
    for entry in models:
        del entry["model_spec"]["pricing"]
    venice.payload = answer(models)
    failing = {
        "clip-1-text-to-video": json_answer({"error": "Model is gone"}, 404),
        "clip-2-text-to-video": json_answer({"error": "Inference failed"}, 500),
        "clip-3-text-to-video": bad_quote("prompt", "string"),
    }

    def quote(body: dict[str, Any]) -> Answer:
        return failing.get(body["model"]) or quote_by_seconds(body)

    venice.video_quote = quote
    with AppServer(tmp_path, VENICE_API_BASE_URL=venice.base_url) as server:
        yield server


@pytest.mark.thorough
def test_seven_prices_and_three_reasons_come_for_ten_models(
    app: AppServer, venice: StandInVenice, open_page: OpenPage
) -> None:
    quote_for_all, gate = venice.video_quote, threading.Event()

    def quote_when_told(body: dict[str, Any]) -> Answer:
        gate.wait(10)
        return quote_for_all(body)

    venice.video_quote = quote_when_told
    page = open_page(f"{app.url}/video")

    page.get_by_role("button", name="Get 10 quotes").click()
    expect(page.get_by_text("0 of 10 quotes")).to_be_visible()
    gate.set()

    expect(page.get_by_text("7 of 10 models have a quote")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("3 without a quote")).to_be_visible(timeout=20_000)
    for reason in ("Model is gone", "Inference failed", "Invalid request"):
        expect(page.get_by_text(reason)).to_be_visible()
    # ten cents a second
    expect(page.locator('path[aria-label*="Per second: $0.10"]')).to_have_count(7)

    asked = len(venice.requests)
    page.reload()  # as another viewer, of whom the server knows nothing
    expect(page.get_by_text("7 of 10 models have a quote")).to_be_visible()
    assert len(venice.requests) == asked


def test_on_a_phone_prices_come_before_choices_names_are_whole_and_a_bar_opens_its_model(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """The first bars were called `Seedance 1.5 Pro · image-to-video-…`."""
    page = open_page(f"{bundled_app.url}/video?video_duration=10s", size=(390, 844))

    expect(page.get_by_role("heading", name="costs about")).to_be_in_viewport()
    bars = page.locator('path[aria-roledescription="bar"]')
    expect(bars.first).to_be_in_viewport()
    expect(page.get_by_label("Resolution")).to_be_hidden()
    names = page.locator("svg .role-axis-label text").filter(has_text=re.compile("[a-z]"))
    expect(names.first).to_be_visible()
    assert [name for name in names.all_text_contents() if "…" in name] == []

    page.get_by_role("button", name="Change the clip").click()
    expect(page.get_by_label("Resolution")).to_be_visible()
    page.keyboard.press("Escape")
    bars.first.click()
    expect(page).to_have_url(re.compile(r"/model\?id="))
