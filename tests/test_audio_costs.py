"""What one track of a length costs, whichever of its price shapes a music model has."""

from __future__ import annotations

import pytest

from tests.samples import bundled, usd
from tests.stand_in import model
from venice_data import parse_models
from venice_data.audio_costs import music_prices

UNPUBLISHED = float("nan")


def _bundled_track(model_id: str, seconds: float) -> float:
    catalog = bundled()
    return music_prices(catalog.prices, catalog.models.loc[[model_id]], seconds, "usd")[model_id]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (2, UNPUBLISHED),  # shorter than the shortest tier, which begins at 3 seconds
        (3, 0.69),
        (60, 0.69),
        (61, 1.38),
        (120, 1.38),
        (600, 6.90),
        (601, UNPUBLISHED),
    ],
)
def test_a_tier_holds_from_its_shortest_to_its_longest(seconds: float, expected: float) -> None:
    cost = _bundled_track("elevenlabs-music", seconds)

    assert cost == pytest.approx(expected, nan_ok=True)


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

    assert music_prices(catalog.prices, catalog.models, 60, "usd").tolist() == [0]


def test_each_model_has_one_price_in_its_order() -> None:
    catalog = bundled()
    models = catalog.models[catalog.models["type"] == "music"]

    costs = music_prices(catalog.prices, models, 60, "usd")

    assert costs.index.tolist() == models.index.tolist()
    assert int(costs.isna().sum()) == 2  # the two priced by character
