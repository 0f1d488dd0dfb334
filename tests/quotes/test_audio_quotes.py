"""What is asked of Venice for a track, and what its answers are taken for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.samples import bundled
from tests.support.stand_in import StandInVenice, json_answer
from venice_data.api.client import UnusableAnswerError, VeniceClient
from venice_data.quotes.audio_quotes import agrees, audio_request, computed_usd
from venice_data.quotes.quote_answer import fetch_usd

if TYPE_CHECKING:
    from venice_data.settings import Settings

CHARACTERS = 2_000


@pytest.mark.parametrize(
    ("model_id", "body", "expected"),
    [
        ("elevenlabs-music", {"duration_seconds": 60}, 0.69),  # the tier from 3 to 60
        ("mmaudio-v2-text-to-audio", {"duration_seconds": 60}, 0.0552),  # 60 x 0.00092
        ("stable-audio-25", {}, 0.19),  # one price, whatever the length
        ("elevenlabs-tts-v3", {"character_count": CHARACTERS}, 0.23),  # 2 x 0.115
    ],
)
def test_a_request_names_what_the_price_hangs_on(
    model_id: str, body: dict[str, Any], expected: float
) -> None:
    catalog = bundled()

    request = audio_request(model_id, catalog.prices, 60, CHARACTERS)

    assert request.body() == {"model": model_id, **body}
    computed = computed_usd(request, catalog.prices, catalog.models, 60)
    assert computed == pytest.approx(expected, rel=1e-12)


def test_a_length_that_is_not_offered_has_no_computed_price() -> None:
    catalog = bundled()
    request = audio_request("ace-step-15", catalog.prices, 30, CHARACTERS)

    computed = computed_usd(request, catalog.prices, catalog.models, 30)

    assert computed == pytest.approx(float("nan"), nan_ok=True)


def test_the_quote_is_asked_for_once(venice: StandInVenice, settings: Settings) -> None:
    request = audio_request("elevenlabs-music", bundled().prices, 60, CHARACTERS)

    quote = fetch_usd(VeniceClient(settings), request)

    assert quote == 0.69
    (sent,) = venice.requests
    assert (sent.method, sent.path) == ("POST", "/api/v1/audio/quote")
    assert json.loads(sent.body) == {"model": "elevenlabs-music", "duration_seconds": 60}


@pytest.mark.parametrize(
    "answered", [{}, [], {"quote": None}, {"quote": "0.69"}, {"quote": True}, {"quote": -1}]
)
def test_an_answer_without_a_price_is_no_quote(
    venice: StandInVenice, settings: Settings, answered: object
) -> None:
    venice.audio_quote = json_answer(answered)
    request = audio_request("elevenlabs-music", bundled().prices, 60, CHARACTERS)

    with pytest.raises(UnusableAnswerError, match="Venice answered with"):
        fetch_usd(VeniceClient(settings), request)


def test_noise_of_binary_fractions_is_no_difference() -> None:
    assert agrees(0.3, 0.1 + 0.2)
    assert not agrees(0.69, 0.70)
    assert agrees(0.0, 0.0)
