"""The text models that a benchmark rates, by what they cost in a mix, and what beats each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from pages.shared.ranking import cheapest_of, marked_labels, with_status
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, share_text, times_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.quality_scores import BENCHMARKS, Benchmark
from venice_data.costs.frontier import Pick, better_for_less, on_frontier, picks
from venice_data.costs.tokens import blended_price

if TYPE_CHECKING:
    from venice_data.costs.tokens import TokenMix

BENCHMARK_BY_LABEL: Final = {benchmark.label: benchmark for benchmark in BENCHMARKS}
_THINKS: Final = "reasoning"
_NOTHING_BEATS: Final = "none: on the frontier"


class Rated(NamedTuple):
    """The matching text models by how a benchmark rates them.

    `models` have a score and a price, cheapest first: label, privacy, status, price, score,
    entry, is_on (the frontier), and off it what `better_for_less` says of them. `picks` has one
    for each of a few budgets, the smallest first. The other two hold the labels of those that are
    not rated, and of those without a price in the mix.
    """

    models: pd.DataFrame
    picks: list[Pick]
    unrated: list[str]
    unpriced: list[str]

    @property
    def frontier(self) -> pd.DataFrame:
        """The models on the frontier, from the cheapest to the best."""
        return self.models[self.models["is_on"]]


def beaten_models(models: pd.DataFrame) -> pd.DataFrame:
    """Return the rated models in place of which another is better for less, by what it saves."""
    beaten = models[models["instead"].notna()]
    return beaten.sort_values(["saving", "label"], ascending=[False, True])


@once_per_view
def rated_models(view: View, benchmark: Benchmark, mix: TokenMix, reasoning_times: float) -> Rated:
    """Rate the matching text models; those that reason write so many times the output."""
    models = view.of_type("text")
    labels = distinct_names(models)
    prices = _task_prices(view, models, mix, reasoning_times)
    scores = benchmark.scores
    is_rated = pd.Series([model_id in scores for model_id in models.index], models.index)
    ids = models.index[is_rated & prices.notna()]
    known = pd.DataFrame(
        {
            "label": labels[ids],
            "privacy": models.loc[ids, "privacy"],
            "price": prices[ids],
            "score": benchmark.scores_of(ids),
            "entry": pd.Series([scores[model_id].entry for model_id in ids], ids, dtype="str"),
        }
    ).sort_values(["price", "label"])
    known = with_status(view, known)
    counted = cheapest_of(view, known)
    is_on = on_frontier(counted["price"], counted["score"]).reindex(known.index, fill_value=False)
    beaten = better_for_less(known["price"], known["score"], is_on)
    return Rated(
        known.assign(is_on=is_on).join(beaten),
        picks(known["price"], known["score"], is_on),
        list(labels[~is_rated]),
        list(labels[is_rated & prices.isna()]),
    )


def _task_prices(
    view: View, models: pd.DataFrame, mix: TokenMix, reasoning_times: float
) -> pd.Series[float]:
    """Blend prices, with the output of models that reason counted so many times."""
    tokens = view.token_prices_of(models)
    times = models["capabilities"].map(lambda can: reasoning_times if _THINKS in can else 1.0)
    return blended_price(tokens.assign(output=tokens["output"] * times), mix)


def standings(view: View, benchmark: Benchmark, models: pd.DataFrame) -> pd.Series[str]:
    """Say of each rated model what would be better for less."""
    return pd.Series(
        [
            _NOTHING_BEATS
            if is_on
            else ""
            if pd.isna(instead)
            else f"{_in_short(view, benchmark, models, instead)} saves {share_text(saving)}"
            for is_on, instead, saving in zip(
                models["is_on"], models["instead"], models["saving"], strict=True
            )
        ],
        models.index,
        dtype="str",
    )


@once_per_view
def as_drawn(view: View, benchmark: Benchmark, models: pd.DataFrame) -> pd.DataFrame:
    """Return models as charts show them, with what each says when it is pointed at."""
    return models.assign(
        model_id=models.index,
        label=marked_labels(models),
        price_text=models["price"].map(lambda price: cost_text(price, view.currency)),
        score_text=models["score"].map(benchmark.score_text),
        standing=standings(view, benchmark, models),
    )


def _in_short(view: View, benchmark: Benchmark, models: pd.DataFrame, model_id: str) -> str:
    price = cost_text(models["price"][model_id], view.currency)
    score = benchmark.score_text(models["score"][model_id])
    return f"{models['label'][model_id]} ({price}, {score})"


def most_for_its_price(view: View, benchmark: Benchmark, rated: Rated) -> str:
    """Say which model gives the most for its price, and what the best has beyond it."""
    if not rated.picks and not rated.frontier.empty:
        return f"{rated.frontier['label'].iloc[-1]} is free, and no rated model is better"
    if not rated.picks:
        return f"No rated model that counts has a price above zero on {benchmark.label}"
    labels, prices, scores = (rated.models[column] for column in ("label", "price", "score"))
    first, best = rated.picks[0].model_id, rated.picks[-1].model_id
    score, price = benchmark.score_text(scores[first]), cost_text(prices[first], view.currency)
    most = f"gives the most for its price: {score} on {benchmark.label} for {price}"
    if first == best:
        return f"{labels[first]} is the best and {most}"
    beyond = benchmark.score_text(scores[best] - scores[first])
    times = times_text(prices[best] / prices[first])
    return (
        f"{labels[first]} {most}; the best, {labels[best]}, scores {beyond} points more and costs "
        f"{times} as much"
    )


def frontier_in_words(rated: Rated) -> str:
    """Say how many of the rated models no other beats at both."""
    on, of = len(rated.frontier), len(rated.models)
    are, them = ("is", "it") if on == 1 else ("are", "them")
    return (
        f"{on} of {of} rated models {are} on the dashed line: no other is both cheaper than "
        f"{them} and better"
    )
