"""The audio page and the embeddings tab, run without a browser: their figures in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from tests.app_server import ROOT
from tests.stand_in import StandInVenice, json_answer
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Run on the bundled catalog, apart from what another test has in memory."""
    monkeypatch.setenv("VENICE_OFFLINE", "1")
    monkeypatch.setenv("VENICE_DATA_DIR", str(tmp_path))
    shared_store.cache_clear()
    st.cache_data.clear()
    yield
    shared_store.cache_clear()


def _run(page: str, tab: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30)
    app.query_params[f"{page}_tab"] = tab
    app.run()
    assert not app.exception
    return app


def _said(app: AppTest) -> str:
    """Return all text of a page as it is read, without the marks that escape Markdown."""
    parts = [*app.markdown, *app.caption, *app.info, *app.success, *app.warning, *app.error]
    return "\n".join(part.value for part in parts).replace("\\", "")


def _bars(app: AppTest, position: int = 0) -> dict[str, Any]:
    """Return the price written at each bar of a ranking, by model."""
    arrow = app.get("vega_lite_chart")[position].proto.datasets[0].data.data
    bars = convert_arrow_bytes_to_pandas_df(arrow)
    return dict(zip(bars["label"], bars["price_text"], strict=True))


def test_speech_is_ranked_by_what_is_chosen() -> None:
    app = _run("audio", "Speech")
    assert _bars(app)["Kokoro Text to Speech"] == "$3.50"
    assert _bars(app)["ElevenLabs TTS v3"] == "$115.00"  # 0.115 per 1,000, times 1,000

    app.segmented_control(key="audio_speech_unit").set_value("hour of speech").run()
    app.number_input(key="audio_words_per_minute").set_value(200.0).run()

    # 6 x 200 x 60 = 72,000 characters an hour, at 3.50 a million
    assert _bars(app)["Kokoro Text to Speech"] == "$0.252"
    assert "an hour of speech is 72,000 characters" in _said(app)
    assert "ElevenLabs Multilingual v2, ElevenLabs TTS v3." in _said(app)


def test_a_tiny_price_of_transcription_is_written_whole() -> None:
    app = _run("audio", "Transcription")

    # 0.00003148 x 60 = 0.0018888, x 3,600 = 0.113328
    assert "costs $0.00003148 a second: $0.001889 a minute, $0.1133 an hour." in _said(app)
    assert _bars(app)["Whisper Large V3"] == "$0.36"


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
    app = _run("audio", "Music")

    app.slider(key="audio_seconds").set_value(seconds).run()

    bars = _bars(app)
    assert bars.get("ElevenLabs Music") == expected
    assert bars.get("ACE-Step 1.5") == ace_step
    assert bars["Lyria 3 Pro"] == "$0.10"
    assert "ElevenLabs TTS v3" not in bars
    said = _said(app)
    assert ("Not offered at this length: ACE-Step 1.5" in said) == (ace_step is None)
    assert "Priced by characters" in said


def test_offline_no_quote_can_be_asked_for() -> None:
    app = _run("audio", "Music")

    assert app.button(key="audio_ask").disabled
    assert "set to work offline" in _said(app)


@pytest.fixture
def live_venice(monkeypatch: pytest.MonkeyPatch, venice: StandInVenice) -> StandInVenice:
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.payload = {"data": [_elevenlabs_music()]}
    shared_store().warm_up(10)
    return venice


def _elevenlabs_music() -> dict[str, Any]:
    tier = {"usd": 0.69, "diem": 0.69, "min_seconds": 3, "max_seconds": 60}
    pricing = {"durations": {"60": tier}}
    spec = {"name": "Eleven", "privacy": "private", "pricing": pricing}
    return {"id": "eleven", "type": "music", "model_spec": spec}


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        (0.69, "That agrees with the published price: $0.69."),
        (0.75, "That is $0.06 more than published: $0.69."),  # 0.75 - 0.69
        (0.6, "That is $0.09 less than published: $0.69."),  # 0.69 - 0.60
    ],
)
def test_a_quote_stands_beside_the_computed_price(
    live_venice: StandInVenice, quote: float, says: str
) -> None:
    live_venice.audio_quote = json_answer({"quote": quote})
    app = _run("audio", "Music")

    app.button(key="audio_ask").click().run()

    assert says in _said(app)
    assert "for eleven, 60 seconds" in _said(app)


def test_the_same_question_is_sent_once(live_venice: StandInVenice) -> None:
    for _ in range(2):
        _run("audio", "Music").button(key="audio_ask").click().run()

    asked = [json.loads(sent.body) for sent in live_venice.requests if sent.method == "POST"]
    assert asked == [{"model": "eleven", "duration_seconds": 60}]


def test_a_failed_quote_says_why(live_venice: StandInVenice) -> None:
    live_venice.audio_quote = json_answer({"error": "Not for *you*"}, 400)
    app = _run("audio", "Music")

    app.button(key="audio_ask").click().run()

    assert not app.exception
    assert "No quote: 127.0.0.1 answered with error 400 (Not for *you*)" in _said(app)


def test_voices_are_counted_and_found_by_name() -> None:
    app = _run("audio", "Voices")
    assert "272 voices, 14 models." in _said(app)

    app.text_input(key="audio_voice").set_value("ALICE").run()

    # Multilingual v2, TTS v3, Turbo v2.5 and Gradium have Alice, Kokoro has bf_alice
    assert "5 voices with “ALICE” in the name, 5 models." in _said(app)
    assert "bf_alice" in app.dataframe[0].value["Voice"].tolist()


def test_no_voice_of_that_name_is_said() -> None:
    app = _run("audio", "Voices")

    app.text_input(key="audio_voice").set_value("$nobody$").run()

    assert "No voice is called “$nobody$”. 272 go by other names." in _said(app)
    assert not app.dataframe


def test_an_index_of_pages_is_added_up() -> None:
    app = _run("text", "Embeddings")
    # 10,000 x 650 = 6.5M tokens, at 0.0125 a million
    assert _bars(app, 1)["BGE-EN-ICL"] == "$0.08125"
    assert "about 490 English words" in _said(app)

    app.number_input(key="text_pages").set_value(1_000_000).run()
    app.number_input(key="text_tokens_per_page").set_value(500).run()

    # 500M tokens, at 0.25 a million
    assert _bars(app, 1)["Gemini Embedding 2 Preview"] == "$125.00"
    assert app.dataframe[1].value["Dimensions"].isna().all()
