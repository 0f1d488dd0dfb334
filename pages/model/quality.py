"""How good the model is by public benchmarks, and what stands beside it on the frontier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.plain_text import model_link, plain
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import offered
from venice_data.catalog.glossary import explanation_of
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.quality_scores import BENCHMARKS, Benchmark
from venice_data.costs.finder import HEADLINE_UNITS, may_be_cheapest, status_of
from venice_data.costs.frontier import neighbours, on_frontier
from venice_data.days import day_text

if TYPE_CHECKING:
    from pages.model.subject import Subject

_TEXT: Final = "text"


def show(view: View, subject: Subject) -> None:
    """Say the scores of a text model, each with its date, and its neighbours on the frontier."""
    if subject.model["type"] != _TEXT:
        return
    rated = [benchmark for benchmark in BENCHMARKS if subject.id in benchmark.scores]
    st.header(
        "How good it is" if rated else "Not rated",
        anchor=False,
        help=explanation_of("benchmark", "Elo", "frontier"),
    )
    if not rated:
        names = " and ".join(benchmark.label for benchmark in BENCHMARKS)
        st.markdown(f"It is on neither of {plain(names)}, which says nothing about it.")
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
        said += f"  \n{_neighbours_in_words(view, benchmark, rated, subject.id)}"
    st.markdown(said)


@once_per_view
def _rated(view: View, benchmark: Benchmark) -> pd.DataFrame:
    """Return the rated models that are offered, filtered or not: label, price, score, is_on."""
    models = offered(view.catalog.models, view.now)
    models = models[(models["type"] == _TEXT) & models.index.isin(list(benchmark.scores))]
    prices = view.headlines.reindex(models.index)
    scores = pd.Series(
        [benchmark.scores[model_id].score for model_id in models.index],
        models.index,
        dtype="float64",
    )
    counts = may_be_cheapest(
        status_of(models, prices == 0), counts_free_and_beta=view.counts_free_and_beta
    )
    is_on = on_frontier(prices[counts], scores[counts]).reindex(models.index, fill_value=False)
    labels = distinct_names(models)
    rated = pd.DataFrame({"label": labels, "price": prices, "score": scores, "is_on": is_on})
    return rated[rated["price"].notna()]


def _neighbours_in_words(
    view: View, benchmark: Benchmark, rated: pd.DataFrame, model_id: str
) -> str:
    beside = neighbours(rated["price"], rated["score"], rated["is_on"], model_id)
    unit = HEADLINE_UNITS[_TEXT]
    standing = (
        "On the frontier: no other is both cheaper and better"
        if rated.at[model_id, "is_on"]
        else "Off the frontier: another is better for less"
    )
    parts = [f"{standing} ({unit})."]
    for what, neighbour in (("cheaper", beside.cheaper), ("better", beside.better)):
        if neighbour is None:
            parts.append(f"None on it is {what}.")
        else:
            price = cost_text(rated["price"][neighbour], view.currency)
            score = benchmark.score_text(rated["score"][neighbour])
            link = model_link(neighbour, rated["label"][neighbour])
            parts.append(f"The next on it that is {what}: {link} ({plain(price)}, {plain(score)}).")
    return " ".join(parts)
