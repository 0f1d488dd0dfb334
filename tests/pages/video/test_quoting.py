"""Asking for quotes on the video page: in which order, with progress, and what failed."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from pages.video import quoting
from tests.pages.video.video_driver import (
    PLAIN,
    PUBLISHED_MODELS,
    click_and_wait,
    open_video,
    quote,
    quotes_asked_for,
    text_to_video,
    wait_for_all,
    wait_for_batch,
)
from tests.support.page_driver import (
    charts,
    rerun,
    texts_of,
)
from tests.support.stand_in import Answer, StandInVenice, answer, json_answer
from venice_data.quotes.quote_service import QuoteService

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_only_failures_leave_no_prices_and_say_why(venice: StandInVenice) -> None:
    venice.video_quote = lambda _: json_answer({"error": "Model is *gone*"}, 404)

    drawn = click_and_wait(open_video())

    texts = texts_of(drawn)
    assert "4 without a quote" in texts
    (reasons,) = [text for text in texts if "Model is *gone*" in text]
    assert reasons.startswith("- ")
    assert reasons.endswith(
        ": Plain-Text-To-Video (5s), Other-Text-To-Video (5s), Short-Text-To-Video (4s), "
        "Endless-Text-To-Video (auto)"
    )
    assert "No quotes for this choice yet." in texts
    assert not [chart for chart in charts(drawn) if "USD" in json.dumps(chart.spec)]


def test_one_failure_is_told_in_the_singular(venice: StandInVenice) -> None:
    failing = {"plain-text-to-video": json_answer({"error": "Model is gone"}, 404)}
    venice.video_quote = lambda body: failing.get(body["model"]) or quote(body)

    drawn = click_and_wait(open_video())

    assert "1 without a quote" in texts_of(drawn)
    assert drawn.button(key="video_comparison_ask").label == "Get 1 quote"


@dataclass(frozen=True)
class _Gate:
    """Holds every quote back until it is opened, and counts those that wait before it."""

    opened: threading.Event = field(default_factory=threading.Event)
    arrivals: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def await_requests(self, count: int) -> None:
        for _ in range(count):
            assert self.arrivals.acquire(timeout=20)


@pytest.fixture
def gate(venice: StandInVenice) -> Iterator[_Gate]:
    """Hold every quote back until the gate is opened, at the end of the test at the latest."""
    held_back = _Gate()

    def quote_when_open(body: dict[str, Any]) -> Answer:
        held_back.arrivals.release()
        held_back.opened.wait(20)
        return quote(body)

    venice.video_quote = quote_when_open
    yield held_back
    held_back.opened.set()


def test_progress_is_shown_and_the_rest_can_be_stopped(
    venice: StandInVenice, gate: _Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    venice.payload = answer([text_to_video(f"m{number}") for number in range(6)])
    drawn = open_video()
    monkeypatch.setattr(QuoteService, "seconds_blocked", lambda _: 12.0)

    drawn.button(key="video_comparison_ask").click()
    rerun(drawn)

    progress = drawn.get("progress")[0].proto
    assert progress.text == "0 of 6 quotes; Venice asks for a pause of 12 s"
    # four are on their way at once
    gate.await_requests(4)
    drawn.button(key="video_comparison_stop").click()
    rerun(drawn)
    gate.opened.set()
    wait_for_batch(drawn)
    rerun(drawn)
    assert "2 without a quote" in texts_of(drawn)
    assert "4 of 6 models have a quote. Quoted less than a minute ago." in texts_of(drawn)


def test_how_long_the_rest_takes_is_estimated(venice: StandInVenice) -> None:
    last = threading.Event()

    def all_but_plain(body: dict[str, Any]) -> Answer:
        if body["model"] == "plain-text-to-video":
            last.wait(20)
        return quote(body)

    venice.video_quote = all_but_plain
    drawn = open_video()
    drawn.button(key="video_comparison_ask").click()
    rerun(drawn)
    wait_for_batch(drawn, but_for="plain-text-to-video")

    rerun(drawn)

    assert drawn.get("progress")[0].proto.text.startswith("3 of 4 quotes, about ")
    last.set()


def test_one_press_asks_for_all_batch_by_batch(
    venice: StandInVenice, gate: _Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quoting, "MOST_AT_A_TIME", 2)
    venice.payload = answer([text_to_video(f"m{number}") for number in range(5)])
    drawn = open_video()
    assert drawn.button(key="video_comparison_ask").label == "Get 5 quotes"

    drawn.button(key="video_comparison_ask").click()
    rerun(drawn)
    gate.await_requests(2)
    rerun(drawn)
    assert drawn.get("progress")[0].proto.text == "0 of 5 quotes"
    assert len(quotes_asked_for(venice)) == 2
    gate.opened.set()
    wait_for_all(drawn)

    assert (
        "5 of 5 models have a quote. Quoted less than a minute ago. "
        "All 5 quotes for this choice are less than a day old." in texts_of(drawn)
    )
    assert len(quotes_asked_for(venice)) == 5
    assert not drawn.get("progress")


def test_what_is_known_to_be_cheap_is_asked_for_first(
    venice: StandInVenice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quoting, "MOST_AT_A_TIME", 1)
    venice.payload = answer([PLAIN, *PUBLISHED_MODELS[:2]])

    click_and_wait(open_video())

    assert quotes_asked_for(venice) == [
        "longcat-text-to-video",
        "kling-o3-4k-text-to-video",
        "plain-text-to-video",
    ]


def test_offline_no_quote_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    open_video()
    monkeypatch.setenv("VENICE_OFFLINE", "1")

    drawn = open_video()

    assert drawn.button(key="video_comparison_ask").disabled
    assert any("Off while this site has no connection" in text for text in texts_of(drawn))
