"""The audio page, run without a browser: its figures in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from pages.audio.finding import find
from pages.shared.site import AUDIO
from pages.shared.view import view_of
from tests.support.page_driver import (
    charts,
    draw,
    offline_site,
    read,
    rerun,
    said_on,
    serve,
    texts_of,
)
from tests.support.samples import usd
from tests.support.stand_in import model
from venice_data.catalog.filters import Filters
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def _bars(drawn: AppTest, position: int = 0) -> dict[str, str]:
    """Return the price written at each bar of a ranking, by model."""
    bars = charts(drawn)[position].rows
    return dict(zip(bars["label"], bars["price_text"], strict=True))


_TABS: Final = ("Speech", "Transcription", "Music")


def _answer(drawn: AppTest) -> str:
    """Return the amount of my text, my recording or my song."""
    (metric,) = drawn.metric
    return read(metric.value)


def test_every_tab_stands_under_what_usual_lengths_cost() -> None:
    # 1,000 x 6 = 6,000 characters at 3.50 a million; 3,600 x 0.00003148; one price
    costs = (
        "At the cheapest: reading 1,000 words aloud **$0.021**, transcribing 60 minutes "
        "**$0.1133**, a song of 180 seconds **$0.04**."
    )
    for tab in _TABS:
        assert costs in said_on(draw(AUDIO, audio_tab=tab))

    serve([model("a", "tts", pricing={"input": usd(1)})])
    # 6,000 at 1 a million
    assert "At the cheapest: reading 1,000 words aloud **$0.006**." in said_on(draw(AUDIO))


def test_each_tab_answers_with_one_amount() -> None:
    drawn = draw(AUDIO)

    # 10 x 500 x 6 = 30,000 characters at 3.50 a million; 3,600 x 0.00003148; one price
    answers = [_answer(draw(AUDIO, audio_tab=tab)) for tab in _TABS]
    assert answers == ["$0.105", "$0.1133", "$0.04"]
    said = said_on(drawn)
    # 5.625 / 0.105 = 53.6
    assert (
        "[Kokoro Text to Speech](model?id=tts-kokoro) is the cheapest of 6 speech and 2 music "
        "models. The most expensive, [Gemini 3.1 Flash TTS](model?id=tts-gemini-3-1-flash), "
        "costs 54 times as much: $5.63." in said
    )
    assert "30,000 characters, about 33 minutes of speech." in said  # 5,000 / 150
    assert (
        "Reading 10 pages aloud costs from $0.105 to $5.63 with 6 speech and 2 music models" in said
    )
    bars = charts(drawn)[0].rows.set_index("label")
    assert bars.loc["Kokoro Text to Speech", "price_text"] == "$0.105"
    assert bars.loc["Kokoro Text to Speech", "per_million_characters_text"] == "$3.50"
    assert bars.loc["Kokoro Text to Speech", "model_id"] == "tts-kokoro"


def test_the_answers_follow_what_the_visitor_has() -> None:
    spoken = draw(AUDIO)
    spoken.selectbox(key="audio_text_unit").set_value("words")
    rerun(spoken)
    spoken.number_input(key="audio_words").set_value(1_000)
    spoken.number_input(key="audio_characters_per_word").set_value(5.0)
    rerun(spoken)
    recorded = draw(AUDIO, audio_tab="Transcription")
    recorded.number_input(key="audio_minutes").set_value(90)
    rerun(recorded)

    # 5,000 characters at 3.50 a million; 5,400 x 0.00003148
    assert _answer(spoken) == "$0.0175"
    assert _answer(recorded) == "$0.17"
    assert _bars(recorded)["xAI Speech to Text v1"] == "$0.17"
    assert "Transcribing 90 minutes costs from $0.17 to $0.9018 with 5 models" in said_on(recorded)


def test_what_is_assumed_of_speech_stands_with_speech_alone() -> None:
    """Under Music one could set how many characters a word has."""
    asked = {
        tab: [field.label for field in draw(AUDIO, audio_tab=tab).number_input] for tab in _TABS
    }

    assert asked == {
        "Speech": ["Length", "Characters per word", "Words per minute"],
        "Transcription": ["Length in minutes"],
        "Music": ["Length in seconds", "Length of the effect in seconds"],
    }
    assert not draw(AUDIO, audio_tab="Music").slider  # the same length, a second time


def test_a_sound_effect_is_priced_at_a_length_of_its_own() -> None:
    """It was priced at the length of a song, three minutes."""
    drawn = draw(AUDIO, audio_tab="Music", audio_effect_seconds="4")

    (heading,) = [text for text in texts_of(drawn) if text.startswith("A sound effect of ")]
    assert heading.startswith("A sound effect of 4 seconds costs")
    assert any(text.startswith("A track of 180 seconds costs") for text in texts_of(drawn))


def test_characters_of_a_link_of_old_are_those_of_my_text() -> None:
    drawn = draw(AUDIO, audio_characters="2000")

    assert drawn.selectbox(key="audio_text_unit").value == "characters"
    assert _answer(drawn) == "$0.007"  # 2,000 x 3.50 / 1,000,000


@pytest.mark.parametrize(
    "link", [{}, {"audio_text_unit": "words", "audio_words": "700", "audio_minutes": "7"}]
)
def test_the_first_html_says_what_the_tabs_say(link: dict[str, str]) -> None:
    drawn = draw(AUDIO, **link)

    view = view_of(shared_store().current(), AUDIO, Filters(), "usd", datetime.now(UTC))
    found = find(view, {name: (value,) for name, value in link.items()})

    answers = [_answer(draw(AUDIO, audio_tab=tab, **link)) for tab in _TABS]
    assert re.findall(r"costs (\S+) with", found.sentence) == answers
    assert f"{found.rows[0][0]} costs from {found.rows[0][2]} to" in said_on(drawn)


def test_free_and_beta_models_are_not_the_answer_unless_asked_for() -> None:
    models = [
        model("free", "asr", {"per_audio_second": usd(0)}),
        model("paid", "asr", {"per_audio_second": usd(0.001)}),
    ]
    serve(models)
    drawn = draw(AUDIO, audio_tab="Transcription")
    assert _answer(drawn) == "$3.60"  # 3,600 x 0.001

    drawn.button(key="audio_recording_free_and_beta").click()

    assert _answer(rerun(drawn)) == "$0.00"


def test_speech_is_ranked_by_what_is_chosen() -> None:
    drawn = draw(AUDIO, audio_tab="Speech", audio_speech_unit="1M characters")
    assert _bars(drawn)["Kokoro Text to Speech"] == "$3.50"
    assert _bars(drawn)["ElevenLabs TTS v3"] == "$115.00"  # 0.115 per 1,000, times 1,000

    drawn.segmented_control(key="audio_speech_unit").set_value("hour of speech")
    drawn.number_input(key="audio_words_per_minute").set_value(200.0)
    rerun(drawn)

    # 6 x 200 x 60 = 72,000 characters an hour, at 3.50 a million
    assert _bars(drawn)["Kokoro Text to Speech"] == "$0.252"
    assert "an hour of speech is 72,000 characters" in said_on(drawn)
    assert "ElevenLabs Multilingual v2, ElevenLabs TTS v3." in said_on(drawn)


def test_a_tiny_price_of_transcription_is_written_whole() -> None:
    drawn = draw(AUDIO, audio_tab="Transcription")

    # 0.00003148 x 60 = 0.0018888, x 3,600 = 0.113328
    assert "costs $0.00003148 per second: $0.0018888 per minute, $0.113328 per hour." in said_on(
        drawn
    )
    assert _bars(drawn)["Whisper Large V3"] == "$0.36"


@pytest.mark.parametrize(
    ("seconds", "expected", "ace_step"),
    [
        (60, "$0.69", "$0.03"),
        (61, "$1.38", "$0.04"),
        (2, None, None),  # ElevenLabs begins at 3 seconds, ACE-Step at 60
        (600, "$6.90", None),  # ACE-Step ends at 210
    ],
)
def test_music_at_a_length(seconds: int, expected: str | None, ace_step: str | None) -> None:
    drawn = draw(AUDIO, audio_tab="Music")

    drawn.number_input(key="audio_seconds").set_value(seconds)
    rerun(drawn)

    bars = _bars(drawn)
    assert bars.get("ElevenLabs Music") == expected
    assert bars.get("ACE-Step 1.5") == ace_step
    assert bars["Lyria 3 Pro"] == "$0.10"
    assert "ElevenLabs TTS v3" not in bars
    said = said_on(drawn)
    assert ("Not offered at this length: ACE-Step 1.5" in said) == (ace_step is None)
    assert "Priced by characters" in said


def test_voices_are_counted_and_found_by_name() -> None:
    drawn = draw(AUDIO, audio_tab="Voices")
    assert "181 voices, 8 models; " in said_on(drawn)

    drawn.text_input(key="audio_voice").set_value("ALICE")
    rerun(drawn)

    # Multilingual v2 and TTS v3 have Alice, Kokoro has bf_alice
    assert "3 voices with “ALICE” in the name, 3 models; " in said_on(drawn)
    assert "bf_alice" in drawn.dataframe[0].value["Voice"].tolist()


def test_no_voice_of_that_name_issaid_on() -> None:
    drawn = draw(AUDIO, audio_tab="Voices")

    drawn.text_input(key="audio_voice").set_value("$nobody$")
    rerun(drawn)

    assert "No voice matches “$nobody$”. 181 have other names." in said_on(drawn)
    assert not drawn.dataframe
