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
    from streamlit.testing.v1 import AppTest


def _bars(drawn: AppTest, position: int = 0) -> dict[str, str]:
    """Return the price written at each bar of a ranking, by model."""
    bars = charts(drawn)[position].rows
    return dict(zip(bars["label"], bars["price_text"], strict=True))


_TABS: Final = ("Speech", "Transcription", "Music")


def _answers(drawn: AppTest) -> list[str]:
    """Return the amounts of my text, my recording and my song."""
    return [
        read(amount.group(1))
        for text in drawn.markdown
        if (amount := re.match(r"From \*\*(\S+)\*\* with ", text.value))
    ]


def test_each_box_answers_with_one_amount_over_every_tab() -> None:
    for tab in (*_TABS, "Voices"):
        # 10 x 500 x 6 = 30,000 characters at 3.50 a million; 3,600 x 0.00003148; one price
        assert _answers(draw(AUDIO, audio_tab=tab)) == ["$0.105", "$0.1133", "$0.04"]

    drawn = draw(AUDIO)
    said = said_on(drawn)
    assert "From **$0.1133** with [xAI Speech to Text v1](model?id=stt-xai-v1)" in said
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
    drawn = draw(AUDIO, audio_tab="Transcription")
    drawn.selectbox(key="audio_text_unit").set_value("words")
    rerun(drawn)
    drawn.number_input(key="audio_words").set_value(1_000)
    drawn.number_input(key="audio_characters_per_word").set_value(5.0)
    drawn.number_input(key="audio_minutes").set_value(90)
    rerun(drawn)

    # 5,000 characters at 3.50 a million; 5,400 x 0.00003148
    assert _answers(drawn)[:2] == ["$0.0175", "$0.17"]
    assert _bars(drawn)["xAI Speech to Text v1"] == "$0.17"
    assert "Transcribing 90 minutes costs from $0.17 to $0.9018 with 5 models" in said_on(drawn)


def test_what_is_asked_for_names_what_it_is_of() -> None:
    """Under Music one could set how many characters a word has, of what was not said."""
    drawn = draw(AUDIO, audio_tab="Music")

    assert [field.label for field in drawn.number_input] == [
        "Length of my text",
        "My recording, in minutes",
        "My song, in seconds",
        "Length of the effect in seconds",
        "Characters per word",
        "Words per minute",
    ]
    assert "What is assumed of my text" in said_on(drawn)
    assert not drawn.slider  # the same length, a second time


def test_a_box_without_a_model_says_so() -> None:
    serve([model("a", "tts", pricing={"input": usd(1)})])

    drawn = draw(AUDIO)

    assert _answers(drawn) == ["$0.03"]  # 30,000 at 1 a million
    assert texts_of(drawn).count("No model does this.") == 2


def test_a_box_says_why_it_has_no_answer() -> None:
    """Of all it was said that no model matches, and to loosen a filter."""
    serve(
        [
            model("free", "tts", pricing={"input": usd(0)}),
            model("mute", "asr", None),
            model("song", "music", pricing={"generation": usd(1)}),
        ]
    )

    texts = texts_of(draw(AUDIO, search="free"))

    assert "All models with a price are free now or in beta." in texts
    assert texts.count("No model matches. Loosen a filter.") == 2
    assert "No model publishes a price for this." in texts_of(draw(AUDIO))


def test_a_sound_effect_is_priced_at_a_length_of_its_own() -> None:
    """It was priced at the length of a song, three minutes."""
    drawn = draw(AUDIO, audio_tab="Music", audio_effect_seconds="4")

    (heading,) = [text for text in texts_of(drawn) if text.startswith("A sound effect of ")]
    assert heading.startswith("A sound effect of 4 seconds costs")
    assert any(text.startswith("A track of 180 seconds costs") for text in texts_of(drawn))


def test_characters_of_a_link_of_old_are_those_of_my_text() -> None:
    drawn = draw(AUDIO, audio_characters="2000")

    assert drawn.selectbox(key="audio_text_unit").value == "characters"
    assert _answers(drawn)[0] == "$0.007"  # 2,000 x 3.50 / 1,000,000


@pytest.mark.parametrize(
    "link", [{}, {"audio_text_unit": "words", "audio_words": "700", "audio_minutes": "7"}]
)
def test_the_first_html_says_what_the_boxes_say(link: dict[str, str]) -> None:
    drawn = draw(AUDIO, **link)

    view = view_of(shared_store().current(), AUDIO, Filters(), "usd", datetime.now(UTC))
    found = find(view, {name: (value,) for name, value in link.items()})

    assert re.findall(r"costs (\S+) with", found.sentence) == _answers(drawn)
    assert f"{found.rows[0][0]} costs from {found.rows[0][2]} to" in said_on(drawn)


def test_free_and_beta_models_are_not_the_answer_unless_asked_for() -> None:
    models = [
        model("free", "asr", {"per_audio_second": usd(0)}),
        model("paid", "asr", {"per_audio_second": usd(0.001)}),
    ]
    serve(models)
    drawn = draw(AUDIO, audio_tab="Transcription")
    assert _answers(drawn) == ["$3.60"]  # 3,600 x 0.001

    drawn.button(key="audio_recording_free_and_beta").click()

    assert _answers(rerun(drawn)) == ["$0.00"]


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
