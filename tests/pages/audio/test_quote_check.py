"""Quotes of music beside the computed prices: asked for once, and why one failed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pages.shared.site import AUDIO
from tests.support.page_driver import (
    draw,
    rerun,
    said_on,
    start_anew,
)
from tests.support.stand_in import StandInVenice, json_answer


def test_offline_no_quote_can_be_asked_for() -> None:
    drawn = draw(AUDIO, audio_tab="Music")

    assert drawn.button(key="audio_ask").disabled
    assert "Off while this site has no connection to Venice" in said_on(drawn)


@pytest.fixture
def live_venice(monkeypatch: pytest.MonkeyPatch, venice: StandInVenice) -> StandInVenice:
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.payload = {"data": [_elevenlabs_music()]}
    start_anew()
    return venice


def _elevenlabs_music() -> dict[str, Any]:
    tier = {"usd": 0.69, "diem": 0.69, "min_seconds": 3, "max_seconds": 60}
    pricing = {"durations": {"60": tier}}
    spec = {"name": "Eleven", "privacy": "private", "pricing": pricing}
    return {"id": "eleven", "type": "music", "model_spec": spec}


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        (0.69, "This matches the published price: $0.69."),
        (0.75, "This is $0.06 more than published: $0.69."),  # 0.75 - 0.69
        (0.6, "This is $0.09 less than published: $0.69."),  # 0.69 - 0.60
    ],
)
def test_a_quote_stands_beside_the_computed_price(
    live_venice: StandInVenice, quote: float, says: str
) -> None:
    live_venice.audio_quote = json_answer({"quote": quote})
    drawn = draw(AUDIO, audio_tab="Music", audio_seconds="60")
    assert all(sent.method == "GET" for sent in live_venice.requests)

    drawn.button(key="audio_ask").click()
    rerun(drawn)

    assert says in said_on(drawn)
    assert "for Eleven, 60 seconds" in said_on(drawn)


def test_the_same_question_is_sent_once(live_venice: StandInVenice) -> None:
    for _ in range(2):
        drawn = draw(AUDIO, audio_tab="Music", audio_seconds="60")
        assert "Asks for Eleven, 60 seconds." in said_on(drawn)
        drawn.button(key="audio_ask").click()
        rerun(drawn)

    asked = [json.loads(sent.body) for sent in live_venice.requests if sent.method == "POST"]
    assert asked == [{"model": "eleven", "duration_seconds": 60}]


def test_a_failed_quote_says_why(live_venice: StandInVenice) -> None:
    live_venice.audio_quote = json_answer({"error": "Not for *you*"}, 400)
    drawn = draw(AUDIO, audio_tab="Music")

    drawn.button(key="audio_ask").click()
    rerun(drawn)

    assert "No quote: 127.0.0.1 answered with error 400 (Not for *you*)" in said_on(drawn)
