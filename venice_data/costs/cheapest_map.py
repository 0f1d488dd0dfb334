"""Where the cheapest model changes: over the shares of a workload, and over its lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from venice_data.catalog.money import saved_share
from venice_data.costs.charges import MILLION, owed_for
from venice_data.costs.free_and_beta import costs_that_count
from venice_data.costs.tokens import is_long_context, is_too_long, token_charges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from venice_data.costs.charges import Numbers

_SHARES: Final = tuple(step / 20 for step in range(21))
_DECIMALS_OF_SHARES: Final = 9  # of a product of shares that have a few decimals each


def map_over_shares(tokens: pd.DataFrame, *, counts_free_and_beta: bool = False) -> pd.DataFrame:
    """Return the cheapest model at each share of input (x) and of cached input (y).

    `tokens` comes from `token_prices`. x is the share of input among all tokens, y the share
    of that input read from the cache. One row per cell: x, y, model_id, price per million
    tokens at base rates, runner_up_id, and margin, the share that the cheapest saves against
    it (NaN without one). Models without an input and an output price are left out, and in each
    cell those that are free there or in beta, unless such count; of two at the same price the
    first by id wins.
    """
    tokens = _comparable(tokens)
    x, y = _grid(_SHARES, _SHARES)
    cached, output = (x * y).round(_DECIMALS_OF_SHARES), (1 - x).round(_DECIMALS_OF_SHARES)
    fresh = (x - cached).round(_DECIMALS_OF_SHARES)
    quantities = {"input": fresh, "cached": cached, "output": output}
    is_long = np.full((len(tokens), 1, 1), fill_value=False)
    costs = owed_for(token_charges(tokens, quantities, is_long))
    if not counts_free_and_beta:
        costs = costs_that_count(costs, tokens["beta"].to_numpy())
    return _cheapest_cells(tokens, costs, x, y)


def map_over_lengths(
    tokens: pd.DataFrame,
    input_lengths: tuple[int, ...],
    output_lengths: tuple[int, ...],
    *,
    counts_free_and_beta: bool = False,
) -> pd.DataFrame:
    """Return the cheapest model for a request of each input (x) and output (y) length in tokens.

    Columns as of `map_over_shares`, with the price of one request. Once the input passes a
    model's threshold its long-context rates hold; a model whose context window or longest
    output a request exceeds is no candidate there. A cell that no model can take has no row.
    """
    tokens = _comparable(tokens)
    x, y = _grid(input_lengths, output_lengths)
    charges = token_charges(tokens, {"input": x, "output": y}, is_long_context(tokens, x))
    costs = np.where(is_too_long(tokens, x, y), np.nan, owed_for(charges, per=MILLION))
    if not counts_free_and_beta:
        costs = costs_that_count(costs, tokens["beta"].to_numpy())
    return _cheapest_cells(tokens, costs, x, y)


def log_spaced(shortest: int, longest: int, steps: int) -> tuple[int, ...]:
    """Return whole lengths from the shortest to the longest, each about as many times the last."""
    return tuple(
        int(length) for length in np.unique(np.geomspace(shortest, longest, steps).round())
    )


def _comparable(tokens: pd.DataFrame) -> pd.DataFrame:
    return tokens[tokens["input"].notna() & tokens["output"].notna()].sort_index()


def _grid(x: Sequence[float], y: Sequence[float]) -> tuple[Numbers, Numbers]:
    """Return x along the second axis and y along the third: the first is for models."""
    columns, rows = np.ix_(np.array(x, dtype="float64"), np.array(y, dtype="float64"))
    return columns[np.newaxis], rows[np.newaxis]


def _cheapest_cells(tokens: pd.DataFrame, costs: Numbers, x: Numbers, y: Numbers) -> pd.DataFrame:
    """Pick the cheapest and the next of each cell; `costs` has models along its first axis."""
    none = np.full((2, *costs.shape[1:]), np.nan)  # so that a second always exists
    padded = np.concatenate([costs, none])
    order = np.argsort(padded, axis=0, kind="stable")[:2]  # NaN goes last
    price, next_price = np.take_along_axis(padded, order, axis=0)
    ids = np.array([*tokens.index, "", ""], dtype="object")
    x, y = np.broadcast_arrays(x, y)
    margin = [
        saved_share(of_next, of_first) if of_next else 0.0
        for of_next, of_first in zip(next_price.ravel(), price.ravel(), strict=True)
    ]
    cells = pd.DataFrame(
        {
            "x": x.ravel(),
            "y": y.ravel(),
            "model_id": pd.Series(ids[order[0]].ravel(), dtype="str"),
            "price": price.ravel(),
            "runner_up_id": pd.Series(ids[order[1]].ravel(), dtype="str"),
            "margin": margin,
        }
    )
    cells["runner_up_id"] = cells["runner_up_id"].where(np.isfinite(next_price.ravel()))
    return cells[cells["price"].notna()].reset_index(drop=True)
