"""The frontier of quality against price, checked against the plain definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.text.token_mix import PRESETS
from tests.support.samples import bundled
from venice_data.catalog.quality_scores import BENCHMARKS, Benchmark
from venice_data.costs.frontier import (
    Pick,
    better_for_less,
    cheaper_and_better,
    on_frontier,
    picks,
)
from venice_data.costs.tokens import blended_price, token_prices

if TYPE_CHECKING:
    from venice_data.costs.tokens import TokenMix

# Few values each, so that equal ones come often; zero is free.
POINTS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.1, 0.5, 1.0, 3.0]) | st.none(),
        st.sampled_from([10.0, 20.0, 30.0]) | st.none(),
    ),
    max_size=12,
)


def _series(points: list[tuple[float | None, float | None]]) -> tuple[pd.Series, pd.Series]:
    ids = [f"m{number}" for number in range(len(points))]
    prices = pd.Series([price for price, _ in points], ids, dtype="float64")
    return prices, pd.Series([score for _, score in points], ids, dtype="float64")


def _beats(prices: dict[Any, Any], scores: dict[Any, Any], one: Any, other: Any) -> bool:
    is_as_good: bool = prices[one] <= prices[other] and scores[one] >= scores[other]
    return is_as_good and (prices[one] < prices[other] or scores[one] > scores[other])


def _check(price_of: pd.Series, score_of: pd.Series) -> None:
    """Compare with all pairs, by the definition."""
    prices, scores = price_of.to_dict(), score_of.to_dict()
    known = [name for name in prices if pd.notna(prices[name]) and pd.notna(scores[name])]
    best = [name for name in known if not any(_beats(prices, scores, one, name) for one in known)]
    is_on = on_frontier(price_of, score_of)
    assert list(is_on.index[is_on]) == best
    for name, row in better_for_less(price_of, score_of, is_on).to_dict("index").items():
        as_good = [one for one in best if scores[one] >= scores[name]]
        as_cheap = [one for one in best if prices[one] <= prices[name]]
        assert prices[row["instead"]] == min(prices[one] for one in as_good)
        assert scores[row["instead"]] >= scores[name]
        assert scores[row["better"]] == max(scores[one] for one in as_cheap)
        assert prices[row["better"]] <= prices[name]
        assert row["gain"] == scores[row["better"]] - scores[name]
        if prices[name]:
            assert row["saving"] == pytest.approx(1 - prices[row["instead"]] / prices[name])
    for name in known:
        beating = cheaper_and_better(price_of, score_of, str(name))
        assert set(beating.index) == {
            one for one in known if prices[one] < prices[name] and scores[one] > scores[name]
        }
        assert beating["price"].is_monotonic_increasing


@given(POINTS)
def test_a_frontier_is_what_nothing_beats(points: list[tuple[float | None, float | None]]) -> None:
    _check(*_series(points))


@pytest.mark.parametrize("mix", PRESETS.values(), ids=PRESETS.keys())
@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda benchmark: benchmark.label)
def test_the_frontier_of_every_mix(mix: TokenMix, benchmark: Benchmark) -> None:
    catalog = bundled()
    models = catalog.models[catalog.models["type"] == "text"]
    prices = blended_price(token_prices(catalog.prices, models, "usd"), mix)
    scores = {model_id: score.score for model_id, score in benchmark.scores.items()}

    _check(prices, pd.Series(scores).reindex(prices.index))


def test_equal_models_stand_on_it_together_and_a_free_one_too() -> None:
    prices, scores = _series([(0.0, 10.0), (1.0, 30.0), (1.0, 30.0), (1.0, 20.0), (2.0, 30.0)])

    assert on_frontier(prices, scores).tolist() == [True, True, True, False, False]


def test_what_did_not_count_for_the_frontier_may_have_nothing_better() -> None:
    prices, scores = _series([(0.0, 20.0), (1.0, 30.0)])
    is_on = on_frontier(prices[1:], scores[1:]).reindex(prices.index, fill_value=False)

    nothing = better_for_less(prices, scores, is_on)

    assert nothing["instead"].isna().tolist() == nothing["better"].isna().tolist() == [True]


@given(POINTS)
def test_a_pick_is_the_best_for_its_budget_and_the_last_the_best_of_all(
    points: list[tuple[float | None, float | None]],
) -> None:
    prices, scores = _series([(price or None, score) for price, score in points])

    found = picks(prices, scores, on_frontier(prices, scores))

    known = scores[prices.notna() & scores.notna()]
    assert bool(found) == (len(known) > 0)
    for limit, model_id in found:
        assert scores[model_id] == known[prices <= (limit or float("inf"))].max()
    limits = [limit or float("inf") for limit, _ in found]
    assert limits == sorted(set(limits))
    assert not found or limits[-1] == float("inf")
    assert len({model_id for _, model_id in found}) == len(found)


def test_the_first_pick_gives_much_for_little_and_limits_are_round() -> None:
    prices, scores = _series([(0.085, 1317), (0.18, 1451), (1.77, 1476), (24, 1508), (3, 1200)])

    found = picks(prices, scores, on_frontier(prices, scores))

    assert found == [Pick(0.2, "m1"), Pick(2.0, "m2"), Pick(None, "m3")]


def test_the_first_pick_stays_where_a_better_one_costs_less_than_the_round_figure() -> None:
    """The better one, for nearly twice the price, was said to give the most for its price."""
    prices, scores = _series([(0.1, 20), (0.26, 61), (0.48, 62), (20, 78)])

    found = picks(prices, scores, on_frontier(prices, scores))

    assert found[0] == Pick(0.26, "m1")
