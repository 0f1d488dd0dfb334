"""Quality against price: which models nothing beats at both, and what beats the others."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd


def on_frontier(prices: pd.Series[float], scores: pd.Series[float]) -> pd.Series[bool]:
    """Tell of which models none is both as cheap and as good, and in one of the two better.

    Models equal in both are on it together; those without a price or a score are not.
    """
    known = pd.DataFrame({"price": prices, "score": scores}).dropna()
    best_at_price = known.groupby("price")["score"].max()
    best_for_less = best_at_price.cummax().shift(fill_value=-np.inf)
    is_on = (known["score"] == known["price"].map(best_at_price)) & (
        known["score"] > known["price"].map(best_for_less)
    )
    return is_on.reindex(prices.index, fill_value=False)


def better_for_less(
    prices: pd.Series[float], scores: pd.Series[float], is_on: pd.Series[bool]
) -> pd.DataFrame:
    """Return for each model off the frontier what on it is better for less.

    Columns: `instead`, the cheapest that is at least as good, and `saving`, the share that it
    saves; `better`, the best that costs no more, and `gain`, by how much its score is higher.
    Empty where none is, which is so only of models that did not count for the frontier.
    """
    known = pd.DataFrame({"price": prices, "score": scores}).dropna()
    frontier = known[is_on[known.index]].sort_values(["price", "score"])
    off = known[~is_on[known.index]]
    as_good = np.searchsorted(frontier["score"], off["score"], side="left")
    as_cheap = np.searchsorted(frontier["price"], off["price"], side="right") - 1
    instead, better = _at(frontier, as_good), _at(frontier, as_cheap)
    saves = instead["price"].to_numpy() <= off["price"].to_numpy()
    gains = better["score"].to_numpy() >= off["score"].to_numpy()
    share = 1 - instead["price"].to_numpy() / off["price"].where(off["price"] > 0).to_numpy()
    return pd.DataFrame(
        {
            "instead": pd.Series(instead.index, off.index, dtype="str").where(saves),
            "saving": pd.Series(share, off.index).where(saves),
            "better": pd.Series(better.index, off.index, dtype="str").where(gains),
            "gain": pd.Series(better["score"].to_numpy() - off["score"], off.index).where(gains),
        }
    )


def _at(frontier: pd.DataFrame, places: np.ndarray[tuple[int], np.dtype[np.intp]]) -> pd.DataFrame:
    """Return the rows of the frontier at some places, empty ones beyond its ends."""
    is_there = (places >= 0) & (places < len(frontier))
    ids = pd.Series(frontier.index, dtype="str").reindex(np.where(is_there, places, -1))
    return frontier.reindex(ids.array)


def cheaper_and_better(
    prices: pd.Series[float], scores: pd.Series[float], model_id: str
) -> pd.DataFrame:
    """Return the models that are both cheaper and better than one, the cheapest first.

    Columns: price, score.
    """
    known = pd.DataFrame({"price": prices, "score": scores})
    own_price, own_score = prices[model_id], scores[model_id]
    beats = (known["price"] < own_price) & (known["score"] > own_score)
    return known[beats].sort_values("price", kind="stable")


class Pick(NamedTuple):
    """The best model that costs at most `limit`, or at any price where that is None."""

    limit: float | None
    model_id: str


def picks(prices: pd.Series[float], scores: pd.Series[float], is_on: pd.Series[bool]) -> list[Pick]:
    """Return the model that gives the most for its price, a better one, and the best of all.

    The most for its price gives whichever stands farthest to the upper left of the picture: its
    place between the lowest and the highest score is farthest above its place between the
    lowest and the highest price, on a log axis. The next round figure is the first limit, or its
    price if another is better below that figure; halfway from there to the price of the best, on
    that axis, lies the second. A model is named once.
    """
    frontier = prices[is_on & (prices > 0)].sort_values(kind="stable")
    if frontier.empty:
        return []
    counted = prices[(prices > 0) & scores.notna()]
    price_axis, score_axis = counted.map(math.log10), scores[counted.index]
    above = {
        str(model_id): _place(scores[str(model_id)], score_axis)
        - _place(math.log10(price), price_axis)
        for model_id, price in frontier.items()
    }
    most = max(above, key=above.__getitem__)
    first = _round_up(frontier[most])
    if frontier[frontier <= first].index[-1] != most:
        first = float(frontier[most])
    second = _round_down(math.sqrt(first * frontier.iloc[-1]))
    limits = [first, *([second] if second > first else []), None]
    found = [
        Pick(limit, str(frontier[frontier <= (math.inf if limit is None else limit)].index[-1]))
        for limit in limits
    ]
    return [
        pick
        for pick, after in zip(found, [*found[1:], None], strict=True)
        if after is None or pick.model_id != after.model_id
    ]


def _place(value: float, axis: pd.Series[float]) -> float:
    """Return where a value lies, from 0 at the lowest to 1 at the highest of an axis."""
    lowest, highest = float(axis.min()), float(axis.max())
    return (value - lowest) / ((highest - lowest) or 1.0)


def _round_down(amount: float) -> float:
    """Return the next of 1, 2 and 5, times a power of ten, that is not above."""
    return max(figure for figure in _round_figures(amount) if figure <= amount)


def _round_up(amount: float) -> float:
    """Return the next of 1, 2 and 5, times a power of ten, that is not below."""
    return min(figure for figure in _round_figures(amount) if figure >= amount)


def _round_figures(amount: float) -> list[float]:
    power = math.floor(math.log10(amount))
    return [float(f"{digit}e{power}") for digit in (1, 2, 5, 10)]
