"""Quality against price: which models nothing beats at both, and what beats the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.chart_parts import price_title
from pages.shared.figure import show_figure
from pages.shared.finding import MOST_ROWS, PageFinding, value_in
from pages.shared.link_state import in_link
from pages.shared.plain_text import model_link, plain, sentences
from pages.shared.view import View, once_per_view
from pages.text.better_for_less import HOLDS, scores_source, show_beaten, table_of_rated
from pages.text.name_places import ABOVE_A_LINE, Canvas
from pages.text.quality_charts import MARK_AREAS, quality_scatter
from pages.text.rated_models import (
    BENCHMARK_BY_LABEL,
    Rated,
    as_drawn,
    frontier_in_words,
    most_for_its_price,
    rated_models,
)
from pages.text.scatter_labels import Axis, placed_labels
from pages.text.token_mix import READ_OF_LINK as MIX_IN_LINK
from pages.text.token_mix import choose_mix, mix_given_in, per_tokens
from venice_data.catalog.glossary import explanation_of
from venice_data.catalog.money import cost_text
from venice_data.days import day_text
from venice_data.link_values import Choices, Number

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.chart_template import Drawing
    from pages.shared.finding import Link
    from venice_data.catalog.quality_scores import Benchmark
    from venice_data.costs.tokens import TokenMix

_BENCHMARKS: Final = list(BENCHMARK_BY_LABEL)
_ACCEPTED: Final = Choices(_BENCHMARKS, most=1)
_BENCHMARK_IN_LINK: Final = "text_benchmark"
_TIMES: Final = Number(1.0, 100.0)
_TIMES_IN_LINK: Final = "text_reasoning_times"
TAB: Final = "Quality"
TAB_IN_LINK: Final = "text_tab"
READ_OF_LINK: Final = (TAB_IN_LINK, _BENCHMARK_IN_LINK, _TIMES_IN_LINK, *MIX_IN_LINK)
_WIDTH_OF_TIMES_PIXELS: Final = 560
_ROOM_BELOW_SCORES: Final = 0.08  # as a share of what they span
_ROOM_ABOVE_SCORES: Final = 0.14  # for names
_CANVASES: Final = (
    Canvas(230, 290, 6, *MARK_AREAS),
    Canvas(520, 290, 10, *MARK_AREAS),
    Canvas(800, 290, 16, *MARK_AREAS),
)
_OF_POINTS: Final = [
    *("model_id", "label", "privacy", "price", "score", "price_text", "score_text"),
    *("is_on", "size", "standing"),
]
_WHY_TIMES: Final = (
    "A model that reasons thinks before it answers, and the thinking is billed as output: it "
    "writes more tokens for the same task. How many depends on the task and nobody publishes it, "
    "so nothing is assumed here: at 1 all models count alike."
)


def show(view: View) -> None:
    """Say which model gives the most for its price, draw all, and say what is beaten or unrated."""
    answer = st.container()  # above what it depends on
    with st.container(horizontal=True):
        benchmark = _choose_benchmark()
        mix = choose_mix()
    picture = st.container()  # on the first screen, so above what says more
    times = _choose_times()
    if mix is None:
        return
    rated = rated_models(view, benchmark, mix, times)
    if rated.models.empty:
        answer.info(f"No matching text model with a price is rated on {benchmark.label}.")
    else:
        with answer:
            st.header(plain(most_for_its_price(view, benchmark, rated)), anchor=False)
        with picture:
            _show_frontier(view, benchmark, rated, mix)
            _show_picks(view, benchmark, rated)
            if said := _by_the_others(view, benchmark, mix, times):
                st.caption(said)
        show_beaten(view, benchmark, rated)
    _name_the_others(benchmark, rated)


def _show_picks(view: View, benchmark: Benchmark, rated: Rated) -> None:
    """Show one model for each budget, with its price and score, and a link to it."""
    if not rated.picks:
        return
    lines = ["| Best | Model | Per 1M tokens | Score |", "|---|---|---|---|"]
    labels, prices, scores = (rated.models[column] for column in ("label", "price", "score"))
    for limit, model_id in rated.picks:
        budget = "at any price" if limit is None else f"for up to {cost_text(limit, view.currency)}"
        lines.append(
            f"| {plain(budget)} | {model_link(model_id, labels[model_id])} "
            f"| {plain(cost_text(prices[model_id], view.currency))} "
            f"| {benchmark.score_text(scores[model_id])} |"
        )
    st.markdown("\n".join(lines))
    st.caption(
        f"Of the {len(rated.models)} models rated on {benchmark.label}, as of "
        f"{day_text(benchmark.as_of)}. The most for its price gives the one that stands farthest "
        "to the upper left of the picture."
    )


def _by_the_others(view: View, benchmark: Benchmark, mix: TokenMix, times: float) -> str:
    """Say, in Markdown, which model gives the most for its price by the other benchmarks."""
    said = []
    for other in BENCHMARK_BY_LABEL.values():
        rated = rated_models(view, other, mix, times)
        if other is not benchmark and rated.picks:
            name = rated.models["label"][rated.picks[0].model_id]
            said.append(f"By {other.label}, {name} gives the most for its price.")
    return sentences(*said)


def find(view: View, link: Link) -> PageFinding | None:
    """Say what the tab says first where a link opens it; None where it finds nothing."""
    if value_in(link, TAB_IN_LINK, Choices((TAB,))) is None:
        return None
    label = value_in(link, _BENCHMARK_IN_LINK, _ACCEPTED) or _BENCHMARKS[0]
    benchmark, mix = BENCHMARK_BY_LABEL[label], mix_given_in(link)
    if mix is None:
        return None
    times = float(value_in(link, _TIMES_IN_LINK, _TIMES) or 1.0)
    rated = rated_models(view, benchmark, mix, times)
    if rated.frontier.empty:
        return None
    first = rated.frontier.tail(MOST_ROWS)
    return PageFinding(
        f"{most_for_its_price(view, benchmark, rated)}. "
        f"By {benchmark.label} of {day_text(benchmark.as_of)}, {per_tokens(mix)}.",
        f"No other is both cheaper and better; {per_tokens(mix)}",
        ("Model", "Price", "Score", "Privacy"),
        tuple(
            zip(
                first["label"],
                (cost_text(price, view.currency) for price in first["price"]),
                map(benchmark.score_text, first["score"]),
                first["privacy"],
                strict=True,
            )
        ),
        picture=partial(_scatter, view, benchmark, rated.models, _picked(rated), per_tokens(mix)),
    )


def _choose_benchmark() -> Benchmark:
    label = st.segmented_control(
        "Benchmark",
        _BENCHMARKS,
        default=_BENCHMARKS[0],
        required=True,
        help=explanation_of("benchmark", "Elo", "frontier"),
        **in_link(_BENCHMARK_IN_LINK, _ACCEPTED),
    )
    return BENCHMARK_BY_LABEL[label]


def _choose_times() -> float:
    times = st.number_input(
        "Hidden reasoning counts as output: reasoning models write this many times as much",
        min_value=_TIMES.lowest,
        max_value=_TIMES.highest,
        value=1.0,
        step=0.5,
        format="%0.10g",
        width=_WIDTH_OF_TIMES_PIXELS,
        **in_link(_TIMES_IN_LINK, _TIMES),
    )
    st.caption(_WHY_TIMES)
    return times


def _show_frontier(view: View, benchmark: Benchmark, rated: Rated, mix: TokenMix) -> None:
    if (rated.models["price"] > 0).any():
        show_figure(
            view,
            _scatter(view, benchmark, rated.models, _picked(rated), per_tokens(mix)),
            partial(table_of_rated, rated.models),
            name="text_quality",
            takeaway=f"{frontier_in_words(rated)}. Price {per_tokens(mix)}, and score",
            holds=HOLDS,
            source=scores_source(view, benchmark),
        )
    free = rated.models[rated.models["price"] == 0]
    st.caption(
        sentences(
            f"{benchmark.label}, {benchmark.unit}, as of {day_text(benchmark.as_of)}.",
            benchmark.explanation,
            f"{frontier_in_words(rated)}.",
            f"Free now, and not on the axis: {', '.join(free['label'])}." if len(free) else "",
        )
    )


def _name_the_others(benchmark: Benchmark, rated: Rated) -> None:
    """Name the models that are not placed, and why."""
    if rated.unrated:
        count = len(rated.unrated)
        models = f"{count} text models are" if count > 1 else "1 text model is"
        st.header(plain(f"{models} not rated on {benchmark.label}"), anchor=False)
        st.caption("That says nothing about them; by price they are ranked like all others.")
        with st.expander("Which they are"):
            st.markdown(plain(", ".join(rated.unrated)))
    if rated.unpriced:
        st.caption(f"Rated, but without a price in this mix: {plain(', '.join(rated.unpriced))}.")


@once_per_view
def _scatter(
    view: View, benchmark: Benchmark, models: pd.DataFrame, picked: tuple[str, ...], per: str
) -> Drawing:
    drawn = as_drawn(view, benchmark, models)
    drawn = drawn[drawn["price"] > 0].sort_values("is_on", kind="stable")
    drawn = drawn.assign(size=drawn["is_on"].astype("float64"))
    lowest, highest = float(drawn["score"].min()), float(drawn["score"].max())
    span = (highest - lowest) or 1.0
    score_axis = Axis(
        "score",
        lowest - _ROOM_BELOW_SCORES * span,
        highest + _ROOM_ABOVE_SCORES * span,
        is_log=False,
    )
    price_axis = Axis.of_prices("price", drawn["price"])
    labels = placed_labels(
        drawn,
        _most_telling(drawn, picked),
        (price_axis, score_axis),
        _CANVASES,
        ABOVE_A_LINE,
        stepping=list(drawn.index[drawn["is_on"]]),
    )
    return quality_scatter(
        drawn[_OF_POINTS],
        labels,
        view.currency,
        score_axis,
        (f"{price_title(view.currency, per)}, log scale", f"{benchmark.label}, {benchmark.unit}"),
    )


def _picked(rated: Rated) -> tuple[str, ...]:
    return tuple(pick.model_id for pick in rated.picks)


def _most_telling(drawn: pd.DataFrame, picked: tuple[str, ...]) -> list[str]:
    """Return the models of the frontier: the picked, its ends, then the largest steps in quality.

    A phone has room for few names: those that heading and table speak of come first.
    """
    frontier = drawn[drawn["is_on"]]
    steps = frontier["score"].diff().fillna(0).sort_values(ascending=False)
    ends = [*frontier.index[-1:], *frontier.index[:1]]
    return list(dict.fromkeys(map(str, [*picked, *ends, *steps.index])))
