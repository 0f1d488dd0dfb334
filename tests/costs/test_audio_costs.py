"""What speech, transcription and tracks of a length cost, whichever way a model is priced."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.samples import bundled, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.costs.audio import (
    SpeechPace,
    music_lines,
    music_prices,
    speech_prices,
    transcription_prices,
)

UNPUBLISHED = float("nan")


def _bundled_track(model_id: str, seconds: float) -> float:
    catalog = bundled()
    track = music_prices(catalog.prices, catalog.models.loc[[model_id]], seconds, "usd")
    return float(track["price"][model_id])


def _basis(pricing: dict[str, Any], seconds: float = 60) -> str:
    catalog = parse_models([model("a", "music", pricing)])
    return str(music_prices(catalog.prices, catalog.models, seconds, "usd")["basis"].iloc[0])


def _tier(amount: float, min_seconds: float, max_seconds: float) -> dict[str, float]:
    return {**usd(amount), "min_seconds": min_seconds, "max_seconds": max_seconds}


TWO_TIERS = {"durations": {"60": _tier(0.69, 3, 60), "120": _tier(1.38, 61, 120)}}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (2, UNPUBLISHED),  # shorter than the shortest tier, which begins at 3 seconds
        (3, 0.69),
        (60, 0.69),
        (60.5, UNPUBLISHED),  # between the tiers, which count whole seconds
        (61, 1.38),
        (120, 1.38),
        (121, 2.08),
        (180, 2.08),
        (181, 2.76),
        (541, 6.90),
        (600, 6.90),
        (601, UNPUBLISHED),
    ],
)
def test_a_tier_holds_from_its_shortest_to_its_longest(seconds: float, expected: float) -> None:
    cost = _bundled_track("elevenlabs-music", seconds)

    assert cost == pytest.approx(expected, nan_ok=True)


def test_every_tier_of_every_model_holds_at_both_its_ends() -> None:
    prices = bundled().prices
    tiers = prices[prices["unit"] == "track"]

    assert len(tiers) == 16  # 6 of ACE-Step, 10 of ElevenLabs Music
    for tier in tiers.to_dict("records"):
        for seconds in (tier["min_seconds"], tier["max_seconds"]):
            assert _bundled_track(tier["model_id"], seconds) == tier["usd"]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(10, 0.023), (60, 0.138), (90, 0.207)],  # seconds x 0.0023
)
def test_a_price_a_second_grows_with_the_length(seconds: float, expected: float) -> None:
    cost = _bundled_track("elevenlabs-sound-effects-v2", seconds)

    assert cost == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("seconds", [1, 600])
def test_a_price_a_generation_is_the_same_at_every_length(seconds: float) -> None:
    assert _bundled_track("stable-audio-25", seconds) == 0.19


def test_a_price_by_character_says_nothing_about_length() -> None:
    assert _bundled_track("elevenlabs-tts-v3", 60) == pytest.approx(UNPUBLISHED, nan_ok=True)


def test_a_free_track_costs_zero() -> None:
    catalog = parse_models([model("a", "music", {"generation": usd(0)})])

    assert music_prices(catalog.prices, catalog.models, 60, "usd")["price"].tolist() == [0]


def test_each_model_has_one_price_in_its_order() -> None:
    catalog = bundled()
    models = catalog.models[catalog.models["type"] == "music"]

    costs = music_prices(catalog.prices, models, 60, "usd")

    assert costs.index.tolist() == models.index.tolist()
    assert int(costs["price"].isna().sum()) == 2  # the two priced by character


@pytest.mark.parametrize(
    ("pricing", "seconds", "expected"),
    [
        (TWO_TIERS, 60, "by length tier"),
        (TWO_TIERS, 61, "by length tier"),
        (TWO_TIERS, 60.5, "not offered"),
        (TWO_TIERS, 2, "not offered"),
        (TWO_TIERS, 121, "not offered"),
        ({"per_second": usd(0.0023)}, 60, "per second"),
        ({"generation": usd(0)}, 60, "one price"),
        ({"per_thousand_characters": usd(0.115)}, 60, "by characters"),
        ({}, 60, "no price published"),
        ({"a_new_price": usd(1)}, 60, "no price published"),
    ],
)
def test_how_a_track_is_priced_is_said(
    pricing: dict[str, Any], seconds: float, expected: str
) -> None:
    assert _basis(pricing, seconds) == expected


def test_a_price_in_the_other_currency_alone_is_no_price() -> None:
    catalog = parse_models([model("a", "music", {"generation": {"usd": 0.1}})])

    costs = music_prices(catalog.prices, catalog.models, 60, "diem")

    assert costs["price"].isna().all()
    assert costs["basis"].tolist() == ["no price published"]


def test_lines_over_length_are_steps_ramps_and_flat() -> None:
    catalog = parse_models(
        [
            model("steps", "music", TWO_TIERS),
            model("ramp", "music", {"per_second": usd(0.002)}),
            model("flat", "music", {"generation": usd(0.1)}),
            model("spoken", "music", {"per_thousand_characters": usd(0.115)}),
        ]
    )

    lines = music_lines(catalog.prices, catalog.models, [1, 50, 100, 200], "usd")

    drawn = {
        model_id: list(zip(points["seconds"], points["price"], strict=True))
        for model_id, points in lines.groupby("model_id")
    }
    assert drawn == {
        "steps": [(3, 0.69), (50, 0.69), (60, 0.69), (61, 1.38), (100, 1.38), (120, 1.38)],
        "ramp": [(1, 0.002), (50, 0.1), (100, 0.2), (200, 0.4)],
        "flat": [(1, 0.1), (50, 0.1), (100, 0.1), (200, 0.1)],
    }
    assert lines[lines["is_end"]]["seconds"].tolist() == [3, 60, 61, 120]
    assert lines[lines["model_id"] == "steps"]["stretch"].nunique() == 2


@pytest.mark.parametrize(
    ("model_id", "per_million", "per_hour", "per_thousand_words"),
    [
        # an hour is 6 x 150 x 60 = 54,000 characters, 1,000 words are 6,000
        ("tts-kokoro", 3.5, 0.189, 0.021),
        ("tts-xai-v1", 18.75, 1.0125, 0.1125),
        # 0.115 per 1,000 characters, times 1,000
        ("elevenlabs-tts-v3", 115, 6.21, 0.69),
    ],
)
def test_speech_by_characters_by_the_hour_and_by_words(
    model_id: str, per_million: float, per_hour: float, per_thousand_words: float
) -> None:
    catalog = bundled()

    speech = speech_prices(catalog.prices, catalog.models, SpeechPace(), "usd").loc[model_id]

    assert speech["per_million_characters"] == pytest.approx(per_million, rel=1e-12)
    assert speech["per_hour"] == pytest.approx(per_hour, rel=1e-12)
    assert speech["per_thousand_words"] == pytest.approx(per_thousand_words, rel=1e-12)


def test_a_faster_voice_speaks_more_characters_an_hour() -> None:
    catalog = bundled()

    speech = speech_prices(catalog.prices, catalog.models, SpeechPace(5, 200), "usd")

    # 5 x 200 x 60 = 60,000 characters an hour, at 3.50 a million
    assert speech.at["tts-kokoro", "per_hour"] == pytest.approx(0.21, rel=1e-12)


def test_speech_holds_all_that_speaks_and_nothing_else() -> None:
    catalog = parse_models(
        [
            model("priced", "tts", {"input": usd(10)}),
            model("unpriced", "tts", {}),
            model("spoken", "music", {"per_thousand_characters": usd(0.1)}),
            model("sung", "music", {"generation": usd(0.1)}),
        ]
    )

    speech = speech_prices(catalog.prices, catalog.models, SpeechPace(), "usd")

    assert speech.index.tolist() == ["priced", "unpriced", "spoken"]
    assert speech["per_hour"].tolist() == pytest.approx([0.54, UNPUBLISHED, 5.4], nan_ok=True)


@pytest.mark.parametrize(
    ("model_id", "per_second", "per_minute", "per_hour"),
    [
        ("stt-xai-v1", 0.00003148, 0.0018888, 0.113328),  # x 60, x 3,600
        ("openai/whisper-large-v3", 0.0001, 0.006, 0.36),
    ],
)
def test_transcription_by_the_second_minute_and_hour(
    model_id: str, per_second: float, per_minute: float, per_hour: float
) -> None:
    catalog = bundled()

    costs = transcription_prices(catalog.prices, catalog.models.loc[[model_id]], "usd")

    assert costs.at[model_id, "per_second"] == per_second
    assert costs.at[model_id, "per_minute"] == pytest.approx(per_minute, rel=1e-12)
    assert costs.at[model_id, "per_hour"] == pytest.approx(per_hour, rel=1e-12)


def test_where_nothing_is_priced_nothing_breaks() -> None:
    catalog = parse_models([model("a", "tts", {}), model("b", "music", {})])

    speech = speech_prices(catalog.prices, catalog.models, SpeechPace(), "usd")

    assert speech.index.tolist() == ["a"]
    assert speech["per_hour"].isna().all()
    assert transcription_prices(catalog.prices, catalog.models, "usd")["per_hour"].isna().all()
    assert music_lines(catalog.prices, catalog.models, [1, 60], "usd").empty
