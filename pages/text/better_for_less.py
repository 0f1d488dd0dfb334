"""What beats the models off the frontier: as good for less, and how much that saves."""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import from_to, plain, sentences
from pages.shared.provenance import source_text
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from pages.text.quality_charts import savings_bars
from pages.text.rated_models import Rated, as_drawn, beaten_models
from venice_data.catalog.money import share_text
from venice_data.days import day_text

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.chart_template import Drawing
    from pages.shared.downloads import Holds
    from venice_data.catalog.quality_scores import Benchmark

_MOST_BARS: Final = 15
_OF_BARS: Final = [
    *("model_id", "label", "price_text", "standing"),
    *("saving", "saving_text", "instead", "instead_text"),
]
_PRICE: Final = "Blended per 1M tokens"
HOLDS: Final[dict[str, Holds]] = {
    _PRICE: "cost",
    "Costs": "cost",
    "Saves": "share",
    "Best for no more costs": "cost",
}


def show_beaten(view: View, benchmark: Benchmark, rated: Rated) -> None:
    """Draw and say what is saved by a model that is at least as good."""
    beaten = beaten_models(rated.models)
    drawn = beaten[beaten["saving"] > 0]
    if drawn.empty:
        st.caption(sentences(*_neither_cheaper_nor_on_it(rated.models)))
        return
    finding = _finding(drawn)
    st.header(plain(finding), anchor=False)
    rest = "The table has the others too." if len(drawn) > _MOST_BARS else ""
    if said := sentences(rest, *_neither_cheaper_nor_on_it(rated.models)):
        st.caption(said)
    show_figure(
        view,
        _savings(view, benchmark, rated.models),
        partial(table_of_rated, beaten, rated.models),
        name="text_better_for_less",
        takeaway=finding,
        holds=HOLDS,
        source=scores_source(view, benchmark),
    )


def _finding(beaten: pd.DataFrame) -> str:
    """Say what is saved in place of the beaten models, the most first; of those drawn apart."""
    others = f"{len(beaten)} others are" if len(beaten) > 1 else "1 other is"
    saves = f"{others} beaten: one at least as good saves"
    middle = f"{share_text(median(beaten['saving']))} (median)"
    if len(beaten) <= _MOST_BARS:
        return f"{saves} {middle}, up to {share_text(beaten['saving'].iloc[0])}"
    drawn = beaten["saving"][:_MOST_BARS]
    ends = from_to(map(share_text, (drawn.iloc[-1], drawn.iloc[0])))
    return f"{saves} {middle}, and {ends} in place of the {_MOST_BARS} drawn here"


def _neither_cheaper_nor_on_it(models: pd.DataFrame) -> list[str]:
    """Say which models are off the frontier though none is cheaper and as good, and why."""
    off = models[~models["is_on"]]
    is_beaten = off["instead"].notna()
    equal = off.loc[is_beaten & ~(off["saving"] > 0), "label"]
    uncounted = off.loc[~is_beaten, "label"]
    cost = "1 more costs" if len(equal) == 1 else f"{len(equal)} more cost"
    are = "1 is" if len(uncounted) == 1 else f"{len(uncounted)} are"
    return [
        f"{cost} the same as one that is better: {', '.join(equal)}." if len(equal) else "",
        f"{are} free now or in beta, and not counted: {', '.join(uncounted)}."
        if len(uncounted)
        else "",
    ]


@once_per_view
def _savings(view: View, benchmark: Benchmark, models: pd.DataFrame) -> Drawing:
    beaten = beaten_models(as_drawn(view, benchmark, models))
    beaten = beaten[beaten["saving"] > 0]
    drawn = beaten[:_MOST_BARS]
    saved = drawn["saving"].map(share_text)
    names = drawn["instead"].map(models["label"])
    rows = drawn.assign(saving_text=saved, instead=names, instead_text=saved + " with " + names)
    return savings_bars(rows[_OF_BARS], beaten["saving"])


def table_of_rated(models: pd.DataFrame, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return models with what would be better for less, the rated ones being `among`."""
    every = models if among is None else among
    instead, better = (every.reindex(models[name].array) for name in ("instead", "better"))
    table = models.assign(
        on_it=models["is_on"].map({True: "yes", False: "no"}),
        instead_label=instead["label"].array,
        instead_price=instead["price"].array,
        instead_score=instead["score"].array,
        better_label=better["label"].array,
        better_price=better["price"].array,
        better_score=better["score"].array,
    )
    return titled(
        table,
        {
            "label": "Model",
            "id": "Id",
            "price": _PRICE,
            "score": "Score",
            "entry": "Rated as",
            "privacy": "Privacy",
            "status": "Free now or in beta",
            "on_it": "On the frontier",
            "instead_label": "As good for the least",
            "instead_price": "Costs",
            "instead_score": "Its score",
            "saving": "Saves",
            "better_label": "Best for no more",
            "better_price": "Best for no more costs",
            "better_score": "Best for no more scores",
        },
    )


def scores_source(view: View, benchmark: Benchmark) -> str:
    """Say where prices and scores come from."""
    return (
        f"{source_text(view.catalog)} Scores: {benchmark.label}, as of "
        f"{day_text(benchmark.as_of)}, {benchmark.licence}."
    )
