"""Token costs by hand: blended prices, cache discounts, and requests around their steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.support.samples import bundled, tokens, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.costs.tokens import (
    AGENT_MIX,
    DEFAULT_MIX,
    TokenMix,
    blended_price,
    cache_discounts,
    request_costs,
    token_prices,
    why_refused,
)

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

FULL = tokens(input=1, output=5, cache_input=0.1)
STEPPED = {
    **tokens(input=1, output=2),
    "extended": {"context_token_threshold": 1000, "input": usd(3), "output": usd(4)},
}


def _tokens_of(
    *pricings: dict[str, Any], currency: Currency = "usd", **spec: object
) -> pd.DataFrame:
    """Return the token prices of models called a, b, … with these pricing blocks."""
    catalog = parse_models(
        [
            model(name, "text", pricing, **spec)
            for name, pricing in zip("abcdef", pricings, strict=False)
        ]
    )
    return token_prices(catalog.prices, catalog.models, currency)


def _bundled_request(model_id: str, lengths: list[int]) -> pd.DataFrame:
    """Return what a request with 1,000 output tokens costs, by its input tokens."""
    catalog = bundled()
    prices = token_prices(catalog.prices, catalog.models.loc[[model_id]], "usd")
    return request_costs(prices, lengths, 1_000).set_index("input_tokens")


@pytest.mark.parametrize(
    ("mix", "expected"),
    [
        (DEFAULT_MIX, 2.0),  # (3 x 1 + 1 x 5) / 4
        (AGENT_MIX, 0.77),  # (7 x 0.1 + 2 x 1 + 1 x 5) / 10
        (TokenMix(1, 1, 2), 2.775),  # (1 x 0.1 + 1 x 1 + 2 x 5) / 4
        (TokenMix(0, 0.5, 0.5), 3.0),  # (0.5 x 1 + 0.5 x 5) / 1
    ],
)
def test_a_blended_price_weighs_its_parts(mix: TokenMix, expected: float) -> None:
    blended = blended_price(_tokens_of(FULL), mix)

    assert blended["a"] == pytest.approx(expected, rel=1e-12)


def test_the_presets_are_three_to_one_and_seven_two_one() -> None:
    assert TokenMix(cached=0, input=3, output=1) == DEFAULT_MIX
    assert TokenMix(cached=7, input=2, output=1) == AGENT_MIX


def test_cached_tokens_cost_the_input_price_where_there_is_no_cache_price() -> None:
    blended = blended_price(_tokens_of(tokens(input=1, output=5)), AGENT_MIX)

    assert blended["a"] == pytest.approx(1.4, rel=1e-12)  # ((7 + 2) x 1 + 1 x 5) / 10


def test_a_model_without_an_output_price_has_no_blended_price() -> None:
    blended = blended_price(_tokens_of(tokens(input=1)), DEFAULT_MIX)

    assert math.isnan(blended["a"])


def test_a_part_that_the_mix_leaves_out_needs_no_price() -> None:
    blended = blended_price(_tokens_of(tokens(input=1), tokens(output=5)), TokenMix(0, 1, 0))

    assert blended["a"] == 1
    assert math.isnan(blended["b"])


def test_cached_tokens_without_any_input_price_have_no_blended_price() -> None:
    blended = blended_price(_tokens_of(tokens(output=5)), TokenMix(1, 0, 1))

    assert math.isnan(blended["a"])


def test_a_free_model_costs_zero_and_is_not_unknown() -> None:
    blended = blended_price(_tokens_of(tokens(input=0, output=0)), DEFAULT_MIX)

    assert blended["a"] == 0


def test_each_currency_has_its_own_prices() -> None:
    pricing = {"input": {"usd": 1, "diem": 10}, "output": {"usd": 5}}

    prices = _tokens_of(pricing, currency="diem")

    assert prices.at["a", "input"] == 10
    assert prices["output"].isna().all()


def test_token_prices_have_one_row_a_model_in_its_order() -> None:
    prices = _tokens_of({}, tokens(output=5), FULL)

    assert prices.index.tolist() == ["a", "b", "c"]
    assert prices["output"].isna().tolist() == [True, False, False]


def test_no_model_has_no_token_prices() -> None:
    prices = _tokens_of()

    assert prices.empty
    assert blended_price(prices, AGENT_MIX).empty
    assert cache_discounts(prices).empty


def test_a_key_with_a_dot_in_it_is_not_taken_for_a_nested_price() -> None:
    pricing = {**STEPPED, "extended.input": usd(9)}

    prices = _tokens_of(pricing)

    assert prices.at["a", "extended.input"] == 3


def test_a_cache_discount_is_the_share_of_input_that_it_saves() -> None:
    cached = cache_discounts(_tokens_of(FULL))

    assert cached.at["a", "saving"] == pytest.approx(0.9)  # 1 - 0.1 / 1


def test_a_cache_price_above_input_saves_less_than_nothing() -> None:
    cached = cache_discounts(_tokens_of(tokens(input=1, cache_input=1.25)))

    assert cached.at["a", "saving"] == pytest.approx(-0.25)  # 1 - 1.25 / 1


def test_without_a_cache_price_or_on_free_input_there_is_no_discount() -> None:
    cached = cache_discounts(
        _tokens_of(
            tokens(input=1, output=5), tokens(input=0, cache_input=0), tokens(cache_input=0.1)
        )
    )

    assert cached.empty


def test_free_cache_reads_save_everything() -> None:
    cached = cache_discounts(_tokens_of(tokens(input=1, cache_input=0)))

    assert cached.at["a", "saving"] == 1


@pytest.mark.parametrize(
    ("model_id", "input_tokens", "expected", "is_long"),
    [
        # 255,999 x $0.50 + 1,000 x $2, per million: 0.1279995 + 0.002
        ("qwen-3-7-plus", 255_999, 0.1299995, False),
        ("qwen-3-7-plus", 256_000, 0.13, False),  # 0.128 + 0.002
        # 256,001 x $1.50 + 1,000 x $6: 0.3840015 + 0.006
        ("qwen-3-7-plus", 256_001, 0.3900015, True),
        # 199,999 x $1.42 + 1,000 x $2.83: 0.28399858 + 0.00283
        ("grok-4-20", 199_999, 0.28682858, False),
        ("grok-4-20", 200_000, 0.28683, False),  # 0.284 + 0.00283
        # 200,001 x $2.83 + 1,000 x $5.67: 0.56600283 + 0.00567
        ("grok-4-20", 200_001, 0.57167283, True),
    ],
)
def test_past_the_threshold_the_whole_request_costs_the_long_context_rate(
    model_id: str, input_tokens: int, expected: float, *, is_long: bool
) -> None:
    costs = _bundled_request(model_id, [input_tokens])

    assert costs.at[input_tokens, "cost"] == pytest.approx(expected, rel=1e-12)
    assert bool(costs.at[input_tokens, "is_long_context"]) is is_long


def test_the_lengths_on_both_sides_of_the_step_are_added() -> None:
    costs = _bundled_request("qwen-3-7-plus", [1_000])

    assert costs.index.tolist() == [1_000, 256_000, 256_001]


def test_a_model_without_a_step_gets_no_further_lengths() -> None:
    costs = request_costs(_tokens_of(FULL), [10, 10, 20], 0)

    assert costs["input_tokens"].tolist() == [10, 20]
    assert not costs["is_long_context"].any()


def test_a_missing_long_context_price_leaves_the_base_price() -> None:
    pricing = {
        **tokens(input=1, output=2),
        "extended": {"context_token_threshold": 1000, "input": usd(3)},
    }

    costs = request_costs(_tokens_of(pricing), [1001], 100).set_index("input_tokens")

    # (1,001 x $3 + 100 x $2) / 1,000,000
    assert costs.at[1001, "cost"] == pytest.approx(0.003203, rel=1e-12)


def test_the_context_window_cuts_what_does_not_fit() -> None:
    prices = _tokens_of(FULL, availableContextTokens=128_000)

    costs = request_costs(prices, [128_000, 127_001, 127_000, 1_000], 1_000)

    assert costs["input_tokens"].tolist() == [1_000, 127_000]  # 127,000 + 1,000 just fits


def test_a_step_beyond_the_context_window_is_never_reached() -> None:
    costs = request_costs(_tokens_of(STEPPED, availableContextTokens=1_000), [500], 0)

    assert costs["input_tokens"].tolist() == [500, 1_000]
    assert not costs["is_long_context"].any()


def test_an_unknown_context_window_cuts_nothing() -> None:
    costs = request_costs(_tokens_of(FULL), [1, 50_000_000], 1_000)

    assert costs["input_tokens"].tolist() == [1, 50_000_000]


def test_a_free_request_costs_zero_and_an_unpriced_one_is_unknown() -> None:
    prices = _tokens_of(tokens(input=0, output=0), tokens(input=1))

    costs = request_costs(prices, [1_000], 1_000).set_index("model_id")["cost"]

    assert costs["a"] == 0
    assert math.isnan(costs["b"])


def test_a_request_without_output_needs_no_output_price() -> None:
    costs = request_costs(_tokens_of(tokens(input=1)), [1_000], 0).set_index("model_id")["cost"]

    assert costs["a"] == pytest.approx(0.001)  # 1,000 x $1 / 1,000,000


def test_no_model_and_no_length_give_no_rows() -> None:
    columns = ["model_id", "name", "input_tokens", "cost", "base_cost", "is_long_context"]

    assert request_costs(_tokens_of(), [1_000], 0).columns.tolist() == columns
    assert request_costs(_tokens_of(FULL), [], 0).empty


def test_a_request_beyond_the_longest_answer_is_not_drawn_and_says_why() -> None:
    prices = _tokens_of(FULL, maxCompletionTokens=4_096)

    # stood there: a cost for 4,097 tokens of output
    assert request_costs(prices, [1_000], 4_097).empty
    assert request_costs(prices, [1_000], 4_096)["input_tokens"].tolist() == [1_000]

    assert why_refused(prices, np.array([1_000]), np.array([4_097])).tolist() == [
        "answers at most 4,096 tokens"
    ]
    assert why_refused(prices, np.array([1_000]), np.array([4_096])).tolist() == [""]
