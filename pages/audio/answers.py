"""What some work costs in audio: in words, with the cheapest model and against the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import cheapest_of, labels_free_or_beta
from pages.shared.sidebar import offer_the_other_way
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import cost_text
from venice_data.catalog.wording import and_more, continued, counted

if TYPE_CHECKING:
    import pandas as pd

_TOLD_WHOLE: Final = 10  # from so many times on


class Answer(NamedTuple):
    """What a piece of work costs with the cheapest model that counts, and how that stands out.

    `linked` names it in Markdown, with the way to its page, and `sentence` both ends; `label` is
    for all other places.
    """

    linked: str
    label: str
    cost: str
    sentence: str


@once_per_view
def answer_of(view: View, ranked: pd.DataFrame) -> Answer | None:
    """Return the answer that models in the order of `by_price` give; None where none counts."""
    cheapest = cheapest_of(view, ranked)
    if cheapest.empty:
        return None
    first = cheapest.iloc[0]
    others = int((cheapest["price"] == first["price"]).sum()) - 1
    return Answer(
        model_link(str(cheapest.index[0]), first["label"]) + and_more(others),
        first["label"] + and_more(others),
        cost_text(first["price"], view.currency),
        _named_cheapest(cheapest, others, ranked[ranked["price"].notna()])
        + _named_most_expensive(view, ranked, first["price"]),
    )


@once_per_view
def range_in_words(view: View, ranked: pd.DataFrame, work: str) -> str:
    """Say from what to what some work costs with the ranked models: `Reading 10 pages aloud`."""
    priced = ranked[ranked["price"].notna()]
    if priced.empty:
        return f"No matching model publishes a price for this: {continued(work)}"
    lowest, highest = (
        cost_text(price, view.currency) for price in (priced["price"].min(), priced["price"].max())
    )
    costs = lowest if lowest == highest else f"from {lowest} to {highest}"
    return f"{work} costs {costs} with {_counted_by_type(priced)}"


def _counted_by_type(models: pd.DataFrame) -> str:
    """Write `12 models`, `11 speech and 2 music models`."""
    counts = models["type"].value_counts()
    if len(counts) == 1:
        return counted(len(models), "models")
    types = " and ".join(f"{count} {model_type(str(name)).label}" for name, count in counts.items())
    return f"{types} models"


def _named_cheapest(cheapest: pd.DataFrame, others: int, priced: pd.DataFrame) -> str:
    name = model_link(str(cheapest.index[0]), cheapest["label"].iloc[0])
    if len(priced) == 1:
        return f"{name} is the only model with a price."
    are = "are" if others else "is"
    return f"{name}{and_more(others)} {are} the cheapest of {_counted_by_type(priced)}."


def _named_most_expensive(view: View, ranked: pd.DataFrame, lowest: float) -> str:
    """Say how many times the lowest cost the most expensive model asks for, where it is more."""
    priced = ranked[ranked["price"].notna()]
    last = priced.iloc[-1]
    if not last["price"] > lowest:
        return ""
    name = model_link(str(priced.index[-1]), last["label"])
    cost = plain(cost_text(last["price"], view.currency))
    if not lowest:
        return f" The most expensive, {name}, costs {cost}."
    times = last["price"] / lowest
    written = f"{times:,.0f}" if times >= _TOLD_WHOLE else f"{times:.2g}"
    return f" The most expensive, {name}, costs {written} times as much: {cost}."


def why_no_answer(view: View, ranked: pd.DataFrame) -> str:
    """Say why no model of some can be called the cheapest."""
    if ranked["price"].notna().any():
        return "All models with a price are free now or in beta."
    if not ranked.empty:
        return "No model publishes a price for this."
    return "No model matches. Loosen a filter." if view.applied.active() else "No model does this."


def say_answer(view: View, ranked: pd.DataFrame, place: str) -> None:
    """Name the cheapest model, and say how much more others ask for.

    `place` names the place in keys.
    """
    answer = answer_of(view, ranked)
    if answer is not None:
        st.markdown(answer.sentence)
    elif ranked["price"].notna().any():
        st.info(why_no_answer(view, ranked))
    offer_the_other_way(view, labels_free_or_beta(view, ranked), place)
