"""Where the cheapest model changes, and after how many reuses a cache write pays off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from tests.support.samples import bundled, tokens, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.costs.cheapest_map import log_spaced, map_over_lengths, map_over_shares
from venice_data.costs.tokens import cache_break_even, reuses_until_it_pays, token_prices
from venice_data.costs.work import Chat
from venice_data.costs.work_costs import cost_of

if TYPE_CHECKING:
    import pandas as pd

CHEAP_INPUT = tokens(input=1, output=9)
CHEAP_OUTPUT = tokens(input=2, output=4)
CHEAP_CACHE = tokens(input=3, output=9, cache_input=0.5)


def _tokens_of(pricings: dict[str, object], **spec: object) -> pd.DataFrame:
    catalog = parse_models(
        [model(name, "text", pricing, **spec) for name, pricing in pricings.items()]
    )
    return token_prices(catalog.prices, catalog.models, "usd")


def _at(cells: pd.DataFrame, *shares: tuple[float, float]) -> pd.DataFrame:
    """Return the cells at these shares of input and of cached input."""
    return cells.set_index(["x", "y"]).loc[list(shares)]


def test_the_cheapest_changes_with_the_share_of_input() -> None:
    prices = _tokens_of({"in": CHEAP_INPUT, "out": CHEAP_OUTPUT})

    cells = _at(map_over_shares(prices), (0.5, 0.0), (0.9, 0.0))

    # At 0.5: in (1 + 9) / 2 = 5, out (2 + 4) / 2 = 3. At 0.9: in 0.9 + 0.9 = 1.8, out 1.8 + 0.4.
    assert cells["model_id"].tolist() == ["out", "in"]
    assert cells["price"].tolist() == pytest.approx([3, 1.8])
    assert cells["runner_up_id"].tolist() == ["in", "out"]
    assert cells["margin"].tolist() == pytest.approx([0.4, 0.4 / 2.2])


def test_the_cheapest_changes_with_the_share_of_cache() -> None:
    prices = _tokens_of({"in": CHEAP_INPUT, "cache": CHEAP_CACHE})

    cells = _at(map_over_shares(prices), (1.0, 0.0), (1.0, 1.0))

    # Uncached 1 against 3; all cached 1 (the input price) against 0.5.
    assert list(zip(cells["model_id"], cells["price"], strict=True)) == [("in", 1), ("cache", 0.5)]


def test_of_two_at_the_same_price_the_first_by_id_wins_whatever_their_order() -> None:
    one_way = map_over_shares(_tokens_of({"a": CHEAP_INPUT, "b": CHEAP_INPUT}))
    other_way = map_over_shares(_tokens_of({"b": CHEAP_INPUT, "a": CHEAP_INPUT}))

    assert set(one_way["model_id"]) == set(other_way["model_id"]) == {"a"}
    assert set(one_way["margin"]) == {0}


def test_a_model_without_a_price_is_no_candidate_and_one_alone_has_no_runner_up() -> None:
    cells = map_over_shares(_tokens_of({"a": tokens(input=0), "b": CHEAP_INPUT}))

    assert set(cells["model_id"]) == {"b"}
    assert cells["runner_up_id"].isna().all()
    assert cells["margin"].isna().all()


def test_no_model_gives_no_cells() -> None:
    assert map_over_shares(_tokens_of({})).empty
    assert map_over_lengths(_tokens_of({}), (1,), (1,)).empty


def test_free_models_tie_at_no_margin() -> None:
    free = tokens(input=0, output=0)

    prices = _tokens_of({"a": free, "b": free})
    cells = map_over_shares(prices, counts_free_and_beta=True)

    assert (set(cells["price"]), set(cells["margin"])) == ({0}, {0})


def test_long_context_rates_take_over_above_the_threshold() -> None:
    stepped = {
        **tokens(input=1, output=1),
        "extended": {"context_token_threshold": 1_000, "input": usd(5), "output": usd(5)},
    }
    prices = _tokens_of({"flat": tokens(input=2, output=2), "step": stepped})

    cells = map_over_lengths(prices, (999, 1_000, 1_001), (1_000,))

    assert cells["model_id"].tolist() == ["step", "step", "flat"]
    # (999 + 1,000) x 1, (1,000 + 1,000) x 1, (1,001 + 1,000) x 2, each / 1M
    assert cells["price"].tolist() == pytest.approx([0.001999, 0.002, 0.004002])


def test_a_request_beyond_every_context_window_has_no_cell() -> None:
    prices = _tokens_of({"a": CHEAP_INPUT}, availableContextTokens=1_000)

    cells = map_over_lengths(prices, (500, 501), (500,))

    assert cells["x"].tolist() == [500]


def test_a_model_whose_answers_are_too_short_wins_no_cell() -> None:
    catalog = parse_models(
        [
            model("short", "text", CHEAP_OUTPUT, maxCompletionTokens=4_096),
            model("unlimited", "text", tokens(input=9, output=9)),
        ]
    )
    prices = token_prices(catalog.prices, catalog.models, "usd")

    cells = map_over_lengths(prices, (500,), (4_096, 4_097))

    # stood there: short, which answers at most 4,096 tokens, in both cells
    assert cells["model_id"].tolist() == ["short", "unlimited"]


def test_the_map_agrees_with_the_cost_of_a_request() -> None:
    catalog = bundled()
    prices = token_prices(catalog.prices, catalog.models[catalog.models["type"] == "text"], "usd")

    cells = map_over_lengths(prices, (1_000, 256_001, 900_000), (500,))

    for _, cell in cells.iterrows():
        costs = cost_of(Chat(10**6, int(cell["x"]), 500), catalog.prices, catalog.models, "usd")
        counted = (costs["cost"] > 0) & ~catalog.models["beta"][costs.index]
        lowest = costs["cost"][counted].min() / 10**6
        assert cell["price"] == pytest.approx(lowest, rel=1e-5)


def test_lengths_are_spaced_by_equal_factors() -> None:
    assert log_spaced(100, 100_000, 4) == (100, 1_000, 10_000, 100_000)
    assert log_spaced(1, 3, 20) == (1, 2, 3)


@pytest.mark.parametrize(
    ("write", "read", "fresh", "reuses"),
    [
        (7.5, 0.6, 6, 1),  # 7.5 + 0.6 <= 2 x 6
        (2, 0.5, 1, 2),  # 2 + 2 x 0.5 = 3 x 1: exactly at the second
        (2.1, 0.5, 1, 3),  # 2.1 + 1.0 > 3, 2.1 + 1.5 <= 4
        (0.4, 0.2, 0.3, 1),  # 0.4 + 0.2 = 2 x 0.3, which floats miss
        (1, 0.5, 1, 0),  # writing costs no more than reading afresh
        (0.5, 0.5, 2.5, 0),
        (1.25, 1, 1, math.inf),  # a read saves nothing
        (1.25, 1.5, 1, math.inf),
        (0.5, 1.5, 1, math.inf),  # every read costs more
        (0, 0, 0, 0),
    ],
)
def test_a_write_pays_off_after_some_reuses(
    write: float, read: float, fresh: float, reuses: float
) -> None:
    assert reuses_until_it_pays(write, read, fresh) == reuses


def test_only_models_with_a_write_price_are_listed() -> None:
    prices = _tokens_of(
        {
            "charges": tokens(input=1, output=2, cache_write=1.25),
            "does not": tokens(input=1, output=2, cache_input=0.1),
        }
    )

    even = cache_break_even(prices)

    assert even.index.tolist() == ["charges"]
    assert even["reuses"].tolist() == [math.inf]  # no cache read price: read at the input price
    assert even["charges_for_writing"].tolist() == [True]


def test_seven_models_of_the_bundled_list_have_a_write_price() -> None:
    catalog = bundled()

    even = cache_break_even(token_prices(catalog.prices, catalog.models, "usd"))

    assert len(even) == 7
    assert even.index[even["reuses"] == 0].tolist() == [
        "gemini-3-1-pro-preview",
        "gemini-3-5-flash",
    ]
