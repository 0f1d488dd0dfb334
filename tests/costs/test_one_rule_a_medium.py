"""What rankings, lines and the map say of a medium is what the calculator charges for it."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.examples import few
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
from venice_data.costs.cheapest_map import map_over_lengths
from venice_data.costs.images import (
    PictureChoice,
    edit_prices,
    makes_pictures,
    picture_prices,
    upscale_prices,
)
from venice_data.costs.tokens import request_costs, token_prices
from venice_data.costs.work import (
    Chat,
    Edits,
    Images,
    Music,
    Speech,
    Transcription,
    Upscales,
    Work,
)
from venice_data.costs.work_costs import Cost, costs_by_model

if TYPE_CHECKING:
    import pandas as pd

    from venice_data import Catalog

FEW = few(15)

published = st.integers(0, 10**6).map(lambda hundredths: usd(hundredths / 100))
token_blocks = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(["input", "output", "cache_input", "cache_write"], published)
    | {
        "extended": st.fixed_dictionaries(
            {"context_token_threshold": st.integers(1, 20)},
            optional=dict.fromkeys(["input", "output", "cache_input"], published),
        )
    },
)
text_models = st.builds(
    lambda pricing, context: model("a", "text", pricing, availableContextTokens=context),
    token_blocks,
    st.integers(1, 60),
)
free_model = model("a", "text", {"input": usd(0), "output": usd(0)})
resolutions = st.sampled_from(["1K", "2K", "4K", "8K"])
qualities = st.sampled_from(["low", "medium", "high"])
counts = st.integers(1, 1_000)


def _costs(work: Work, catalog: Catalog) -> dict[str, Cost]:
    return costs_by_model(work, catalog.prices, catalog.models, "usd")


def _of_type(model_type: str) -> pd.DataFrame:
    models = bundled().models
    return models[models["type"] == model_type]


def _agree(price_of: pd.Series[float], costs: dict[str, Cost], count: float = 1) -> None:
    """Check that each model costs so many times its price, and nothing where it has none."""
    assert set(price_of.index) == set(costs)
    for model_id, cost in costs.items():
        expected = pytest.approx(count * price_of[model_id], rel=1e-11, nan_ok=True)
        assert cost.as_float == expected, model_id


@few(40)
@given(block=text_models, input_tokens=st.integers(1, 40), output_tokens=st.integers(0, 40))
def test_a_request_costs_the_same_on_its_line_and_in_the_calculator(
    block: dict[str, Any], input_tokens: int, output_tokens: int
) -> None:
    catalog = parse_models([block])
    cost = _costs(Chat(1, input_tokens, output_tokens), catalog)["a"]

    tokens = token_prices(catalog.prices, catalog.models, "usd")
    line = request_costs(tokens, [input_tokens], output_tokens).set_index("input_tokens")["cost"]

    if cost.why_not == "longer than the context window":
        assert input_tokens not in line
    else:
        assert line[input_tokens] == pytest.approx(cost.as_float, rel=1e-11, nan_ok=True)


@example(block=free_model, input_tokens=1, output_tokens=0)
@few(40)
@given(
    block=text_models,
    input_tokens=st.integers(1, 40),
    output_tokens=st.integers(0, 40),
)
def test_a_request_costs_the_same_on_the_map_and_in_the_calculator(
    block: dict[str, Any], input_tokens: int, output_tokens: int
) -> None:
    catalog = parse_models([block])
    cost = _costs(Chat(1, input_tokens, output_tokens), catalog)["a"]

    tokens = token_prices(catalog.prices, catalog.models, "usd")
    cells = map_over_lengths(tokens, (input_tokens,), (output_tokens,), counts_free_and_beta=True)

    is_on_the_map = tokens[["input", "output"]].notna().all(axis=None) and not cost.why_not
    assert cells["price"].tolist() == (
        [pytest.approx(cost.as_float, rel=1e-11)] if is_on_the_map else []
    )


@FEW
@given(resolution=resolutions, quality=qualities, count=counts)
def test_pictures_cost_so_many_times_the_price_of_one(
    resolution: str, quality: str, count: int
) -> None:
    wanted = PictureChoice(resolution, quality)

    models = _of_type("image")
    pictures = picture_prices(bundled().prices, models, wanted, "usd")

    price = pictures["price"].where(makes_pictures(models))
    _agree(price, _costs(Images(count, resolution, quality), bundled()), count)


@FEW
@given(resolution=resolutions, quality=qualities, input_images=st.integers(0, 12), count=counts)
def test_edits_cost_so_many_times_the_price_of_one(
    resolution: str, quality: str, input_images: int, count: int
) -> None:
    wanted = PictureChoice(resolution, quality)

    edits = edit_prices(bundled().prices, _of_type("inpaint"), wanted, input_images, "usd")

    work = Edits(count, input_images, resolution, quality)
    _agree(edits["price"], _costs(work, bundled()), count)


@pytest.mark.parametrize("factor", ["2x", "4x"])
def test_upscales_cost_so_many_times_the_price_of_one(factor: str) -> None:
    upscales = upscale_prices(bundled().prices, bundled().models, "usd")

    at_factor = upscales[upscales["factor"] == factor].set_index("model_id")["price"]
    _agree(at_factor, _costs(Upscales(7, factor), bundled()), 7)


@FEW
@given(seconds=st.integers(0, 700), tracks=counts)
def test_tracks_cost_so_many_times_the_price_of_one(seconds: int, tracks: int) -> None:
    music = music_prices(bundled().prices, _of_type("music"), seconds, "usd")

    _agree(music["price"], _costs(Music(tracks, seconds), bundled()), tracks)


@FEW
@given(seconds=st.integers(1, 700))
def test_a_track_costs_the_same_on_its_line_and_in_the_calculator(seconds: int) -> None:
    lines = music_lines(bundled().prices, _of_type("music"), [1, seconds, 700], "usd")

    at_length = lines[lines["seconds"] == seconds].set_index("model_id")["price"]
    costs = _costs(Music(1, seconds), bundled())
    _agree(at_length, {name: cost for name, cost in costs.items() if not cost.why_not})


@FEW
@given(characters=st.integers(1, 10**9))
def test_speech_costs_so_many_times_the_price_of_a_character(characters: int) -> None:
    speech = speech_prices(bundled().prices, bundled().models, SpeechPace(), "usd")

    costs = _costs(Speech(characters), bundled())
    _agree(speech["per_million_characters"], costs, characters / 1_000_000)


@FEW
@given(minutes=st.integers(0, 10**9))
def test_transcription_costs_so_many_times_the_price_of_a_minute(minutes: int) -> None:
    audio = transcription_prices(bundled().prices, _of_type("asr"), "usd")

    _agree(audio["per_minute"], _costs(Transcription(minutes), bundled()), minutes)


def test_of_two_prices_of_speech_the_lower_counts() -> None:
    pricing = {"input": usd(100), "per_thousand_characters": usd(0.09)}
    catalog = parse_models([model("a", "tts", pricing)])

    # 2,000 x 0.09 / 1,000, not 2,000 x 100 / 1,000,000
    assert _costs(Speech(2_000), catalog)["a"].amount == Decimal("0.18")


def test_a_tier_without_a_price_in_the_currency_is_offered_but_not_priced() -> None:
    tier = {"usd": 0.69, "min_seconds": 3, "max_seconds": 60}
    catalog = parse_models([model("a", "music", {"durations": {"60": tier}})])

    cost = costs_by_model(Music(1, 60), catalog.prices, catalog.models, "diem")["a"]
    longer = costs_by_model(Music(1, 61), catalog.prices, catalog.models, "diem")["a"]

    assert math.isnan(cost.as_float)
    assert cost.why_not == "no price published"
    assert longer.why_not == "not offered at this length"
