"""Quality against price: which models nothing beats at both, and what beats the others."""

from __future__ import annotations

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
