"""How good the model is by public benchmarks, and what is both cheaper and better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import cheapest_of
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import offered
from venice_data.catalog.glossary import explanation_of
from venice_data.catalog.money import cost_text
from venice_data.catalog.quality_scores import BENCHMARKS, Benchmark
from venice_data.costs.frontier import cheaper_and_better
from venice_data.costs.headlines import HEADLINE_UNITS, with_headlines
from venice_data.days import day_text

if TYPE_CHECKING:
    import pandas as pd

    from pages.model.subject import Subject

_TEXT: Final = "text"


def show(view: View, subject: Subject) -> None:
    """Say the scores of a text model, each with its date, and what is both cheaper and better."""
    if subject.model["type"] != _TEXT:
        return
    rated = [benchmark for benchmark in BENCHMARKS if subject.id in benchmark.scores]
    st.header(
        "How good it is" if rated else "Not rated",
        anchor=False,
        help=explanation_of("benchmark", "Elo"),
    )
    if not rated:
        names = " and ".join(benchmark.label for benchmark in BENCHMARKS)
        st.markdown(f"{plain(names)} do not list it. That is no verdict on it.")
    for benchmark in rated:
        _show_score(view, subject, benchmark)


def _show_score(view: View, subject: Subject, benchmark: Benchmark) -> None:
    score = benchmark.scores[subject.id]
    said = (
        f"**{plain(benchmark.label)}: {plain(benchmark.score_text(score.score))}** "
        f"({plain(benchmark.unit)}), as {plain(score.entry)}, as of {day_text(score.as_of)}."
    )
    rated = _rated(view, benchmark)
    if subject.id in rated.index:
        said += f"  \n{_beaten_in_words(view, benchmark, rated, subject.id)}"
    st.markdown(said)


@once_per_view
def _rated(view: View, benchmark: Benchmark) -> pd.DataFrame:
    """Return the rated models that are offered, filtered or not: label, price, score, counts."""
    models = offered(view.catalog.models, view.now)
    models = models[(models["type"] == _TEXT) & models.index.isin(list(benchmark.scores))]
    priced = with_headlines(models, view.headlines).dropna(subset="price")
    return priced.assign(
        score=benchmark.scores_of(priced.index),
        counts=priced.index.isin(cheapest_of(view, priced).index),
    )


def _beaten_in_words(view: View, benchmark: Benchmark, rated: pd.DataFrame, model_id: str) -> str:
    """Say how many models are both cheaper and better, and which are at both ends of them."""
    may_count = rated[rated["counts"] | (rated.index == model_id)]
    beating = cheaper_and_better(may_count["price"], may_count["score"], model_id)
    if beating.empty:
        return f"No other is both cheaper ({HEADLINE_UNITS[_TEXT]}) and better."

    def named(other: str) -> str:
        price = cost_text(beating["price"][other], view.currency)
        score = benchmark.score_text(beating["score"][other])
        return f"{model_link(other, rated['label'][other])} ({plain(price)}, {plain(score)})"

    cheapest, best = str(beating.index[0]), str(beating["score"].idxmax())
    if len(beating) == 1:
        return f"1 model is both cheaper and better: {named(cheapest)}, {HEADLINE_UNITS[_TEXT]}."
    ends = (
        f"the cheapest and the best of them is {named(cheapest)}"
        if cheapest == best
        else f"the cheapest of them {named(cheapest)}, the best {named(best)}"
    )
    return f"{len(beating)} models are both cheaper and better, {ends}, {HEADLINE_UNITS[_TEXT]}."
