"""What the cheapest and the most expensive models ask for the visitor's text, recording or song."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import cheapest_of
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text

if TYPE_CHECKING:
    import pandas as pd

_TOLD_WHOLE: Final = 10  # from so many times on


class Answer(NamedTuple):
    """What a piece of work costs with the cheapest model that counts, and how that stands out.

    `sentence` names both ends in Markdown, with the ways to their pages.
    """

    model_id: str
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
        str(cheapest.index[0]),
        first["label"] + (f" and {others} more" if others else ""),
        cost_text(first["price"], view.currency),
        _named_cheapest(cheapest, others, int(ranked["price"].notna().sum()))
        + _named_most_expensive(view, ranked, first["price"]),
    )


@once_per_view
def range_in_words(view: View, ranked: pd.DataFrame, work: str) -> str:
    """Say from what to what some work costs with the ranked models: `Reading 10 pages aloud`."""
    prices = ranked["price"].dropna()
    if prices.empty:
        return f"No matching model publishes a price for this: {work[0].lower()}{work[1:]}"
    lowest, highest = (cost_text(price, view.currency) for price in (prices.min(), prices.max()))
    models = f"{len(prices)} models" if len(prices) > 1 else "1 model"
    costs = lowest if lowest == highest else f"from {lowest} to {highest}"
    return f"{work} costs {costs} with {models}"


def _named_cheapest(cheapest: pd.DataFrame, others: int, count: int) -> str:
    name = model_link(str(cheapest.index[0]), cheapest["label"].iloc[0])
    if count == 1:
        return f"{name} is the only model with a price."
    are = f"and {others} more are" if others else "is"
    return f"{name} {are} the cheapest of {count} models."


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
