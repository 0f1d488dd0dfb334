"""A made-up history whose cost with each model is known is repriced to the last digit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.support.examples import rest_is_thorough
from tests.support.samples import bundled, tokens, usd
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from tests.support.usage_histories import MILLION, as_csv, as_json, entry, make_up, noon
from venice_data import parse_models
from venice_data.catalog.money import exact_price
from venice_data.days import end_of
from venice_data.history.price_history import models_ever_listed
from venice_data.usage.price_book import PriceBook
from venice_data.usage.reading import read_usage
from venice_data.usage.repricing import reprice
from venice_data.usage.summary import Usage, known_types, summarize, total_of

if TYPE_CHECKING:
    from tests.support.usage_histories import MadeUpUsage

_MODELS = ["zai-org-glm-5", "grok-4-20", "xiaomi-mimo-v2-5", "openai-gpt-55"]
_OTHERS = ["deepseek-v4-pro", "gemini-3-1-pro-preview", "qwen-3-7-plus", "deepseek-v3.2"]
_FIRST_DAY = datetime(2026, 5, 20, tzinfo=UTC)
_DAYS = 60
_STEPS = 10**10
_COMPONENTS = {"input": "input", "cached": "cache_input", "output": "output"}


def _book() -> PriceBook:
    catalog = bundled()
    return PriceBook(
        catalog.models, catalog.prices, "usd", seeded_history(), looked_at=catalog.fetched_at
    )


@cache
def _prices_of(model_id: str, component: str) -> list[tuple[datetime, datetime | None, float]]:
    """Return the recorded prices with from when until when they held."""
    prices = seeded_history().prices
    own = prices[(prices["model_id"] == model_id) & (prices["component"] == component)]
    ended = [None if pd.isna(end) else end.to_pydatetime() for end in own["ended_at"]]
    began = [start.to_pydatetime() for start in own["began_at"]]
    return list(zip(began, ended, map(float, own["usd"]), strict=True))


def _recorded(model_id: str, component: str, day: date) -> float | None:
    """Return the price at the end of a day, found by looking at every interval."""
    at = end_of(day)
    for began, ended, price in _prices_of(model_id, component):
        if began <= at and (ended is None or ended > at):
            return price
    return None


def _todays(model_id: str, component: str) -> float | None:
    prices = bundled().prices
    own = prices[(prices["model_id"] == model_id) & (prices["component"] == component)]
    return None if own.empty else float(own["usd"].iloc[0])


@cache
def _price_of_day(model_id: str, component: str, day: date) -> float:
    """Return the price of a day, or of what stands in for it where there is none."""
    is_recorded = _recorded(model_id, "input", day) is not None
    for name in (component, component.removeprefix("extended."), "input"):
        price = _recorded(model_id, name, day) if is_recorded else _todays(model_id, name)
        if price is not None:
            return price
    raise AssertionError(component)


def _paid_price(model_id: str, component: str, at: datetime) -> float:
    return _price_of_day(model_id, component, at.date())


@cache
def _thresholds() -> dict[str, int]:
    stated = bundled().models["long_context_threshold_tokens"].dropna()
    return {str(model_id): int(threshold) for model_id, threshold in stated.items()}


@cache
def _exact_rate(model_id: str, charge: str, day: date, *, is_long: bool) -> int:
    """Return a price in ten-billionths."""
    component = f"{'extended.' if is_long else ''}{_COMPONENTS[charge]}"
    return int(exact_price(_price_of_day(model_id, component, day)) * _STEPS)


def _true_cost(usage: MadeUpUsage, source: str, model_id: str) -> Decimal:
    """Price each request by itself, as somebody with a pencil would."""
    threshold = _thresholds().get(model_id, 10**12)
    owed = sum(
        count
        * _exact_rate(
            model_id, charge, request.at.date(), is_long=request.prompt_tokens > threshold
        )
        for request in usage.requests
        if request.model_id == source
        for charge, count in request.tokens.items()
    )
    return Decimal(owed) / _STEPS / MILLION


def _summary(*files: bytes) -> Usage:
    types = known_types(bundled().models, models_ever_listed(seeded_history()))
    return summarize(read_usage(files), types, _thresholds().values())


@pytest.fixture(scope="module", params=rest_is_thorough([8_200, 82_000], first=1))
def made_up(request: pytest.FixtureRequest) -> MadeUpUsage:
    """Return 20,000 entries of chats that cost what is known, or ten times as many."""
    made = make_up(
        _paid_price,
        _MODELS,
        first_day=_FIRST_DAY,
        days=_DAYS,
        requests=request.param,
        long_after=_thresholds(),
    )
    assert len(made.entries) > request.param * 200 / 82
    return made


@pytest.fixture(scope="module")
def summary(made_up: MadeUpUsage) -> Usage:
    """Return the history as it is read from two pages."""
    entries = made_up.entries
    half = len(entries) // 2
    return _summary(as_json(entries[:half], "next"), as_json(entries[half:]))


def test_sums_of_a_file_are_exact(made_up: MadeUpUsage, summary: Usage) -> None:
    in_file = -sum((Decimal(repr(one["amount"])) for one in made_up.entries), start=Decimal())

    assert total_of(summary.pieces) == in_file
    assert summary.unmatched.empty
    assert summary.entries == len(made_up.entries)


def test_each_model_is_repriced_to_the_last_digit(made_up: MadeUpUsage, summary: Usage) -> None:
    repriced = reprice(summary, "chat", _book())

    assert repriced is not None
    for source in _MODELS:
        assert repriced.paid[source] == _true_cost(made_up, source, source)
        assert repriced.costs[source][source] == repriced.paid[source]
        for other in (*_MODELS, *_OTHERS):
            cost = repriced.costs[source][other]
            assert cost.is_nan() or cost == _true_cost(made_up, source, other)


def test_a_model_that_cannot_take_the_longest_request_has_no_cost(summary: Usage) -> None:
    repriced = reprice(summary, "chat", _book())
    context = bundled().models["context_tokens"]

    assert repriced is not None
    longest = summary.requests["longest"]["grok-4-20"]
    for model_id, cost in repriced.costs["grok-4-20"].items():
        assert isinstance(model_id, str)
        if pd.notna(context[model_id]) and context[model_id] < longest:
            assert cost.is_nan()
    assert repriced.costs["grok-4-20"].map(Decimal.is_nan).sum() > 10


def test_prices_of_recorded_days_count_and_today_s_on_others() -> None:
    price, sku = 0.35, "xiaomi-mimo-v2-5-llm-output-mtoken"
    before = entry(sku, 1, price, noon(20))
    unknown = entry(sku, 1, price, datetime(2026, 1, 1, tzinfo=UTC))

    repriced = reprice(_summary(as_json([before, unknown])), "chat", _book())

    assert repriced is not None
    then = exact_price(_paid_price("xiaomi-mimo-v2-5", "output", noon(20)))
    today = exact_price(_todays("xiaomi-mimo-v2-5", "output") or 0)
    assert then != today
    assert repriced.costs["xiaomi-mimo-v2-5"]["xiaomi-mimo-v2-5"] == then + today
    assert (repriced.recorded_days["xiaomi-mimo-v2-5"], repriced.days) == (1, 2)


def test_pictures_are_priced_at_the_size_that_their_price_tells() -> None:
    picture = entry("gpt-image-2-image-unit", 3, 0.13, noon(20, 8))  # 2K, medium

    repriced = reprice(_summary(as_csv([picture])), "images", _book())

    assert repriced is not None
    assert repriced.paid == {"gpt-image-2": Decimal("0.39")}
    assert repriced.costs["gpt-image-2"]["gpt-image-2"] == Decimal("0.39")
    assert not repriced.assumes_sizes


def test_music_is_compared_with_the_models_that_have_a_price_in_the_same_unit() -> None:
    entries = [
        entry("lyria-3-pro-music-generation", 3, 0.1, noon(3)),
        entry("seed-audio-1-0-music-second", 200, 0.002875, noon(3)),
    ]
    catalog = parse_models(
        [
            model("lyria-3-pro", "music", tokens(generation=0.1)),
            model("other-tracks", "music", tokens(generation=0.04)),
            model("seed-audio-1-0", "music", tokens(per_second=0.002875)),
            model("other-seconds", "music", tokens(per_second=0.0023)),
            model("by-length", "music", {"durations": {"60": usd(0.03)}}),
        ]
    )
    usage = summarize(read_usage([as_json(entries)]), known_types(catalog.models, None), [])

    repriced = reprice(usage, "music", PriceBook(catalog.models, catalog.prices, "usd"))

    assert repriced is not None
    costs = repriced.costs.astype("float64")
    assert costs["lyria-3-pro"].dropna().to_dict() == {"lyria-3-pro": 0.3, "other-tracks": 0.12}
    assert costs["seed-audio-1-0"].dropna().to_dict() == {
        "seed-audio-1-0": 0.575,
        "other-seconds": 0.46,
    }
