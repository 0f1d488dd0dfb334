"""Where the cheapest model changes: over the shares of a workload, and over its lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from venice_data.costs.tokens import TOKENS_PER_MILLION, rates_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grid = NDArray[np.floating[Any]]

SHARES: Final = tuple(step / 20 for step in range(21))
_NOISE_DIGITS: Final = 9  # of a price per million tokens: ties are ties, whatever the last bits


def map_over_shares(
    tokens: pd.DataFrame,
    input_shares: tuple[float, ...] = SHARES,
    cached_shares: tuple[float, ...] = SHARES,
) -> pd.DataFrame:
    """Return the cheapest model at each share of input (x) and of cached input (y).

    `tokens` comes from `token_prices`. x is the share of input among all tokens, y the share
    of that input read from the cache. One row a cell: x, y, model_id, price per million
    tokens at base rates, runner_up_id, and margin, the share that the cheapest saves against
    it (NaN without one). Models without an input and an output price are left out; of two
    at the same price the first by id wins.
    """
    tokens = _comparable(tokens)
    rates = rates_at(tokens, _always(tokens, is_long=False))
    x, y = np.meshgrid(input_shares, cached_shares, indexing="ij")
    costs = (
        _by_model(rates["input"]) * (x * (1 - y))
        + _by_model(rates["cached"]) * (x * y)
        + _by_model(rates["output"]) * (1 - x)
    )
    return _cheapest_cells(tokens, costs, x, y)


def map_over_lengths(
    tokens: pd.DataFrame,
    input_lengths: tuple[int, ...],
    output_lengths: tuple[int, ...],
    cached_share: float = 0.0,
) -> pd.DataFrame:
    """Return the cheapest model for a request of each input (x) and output (y) length in tokens.

    Columns as of `map_over_shares`, with the price of one request. Once the input passes a
    model's threshold its long-context rates hold; a model into whose context window a request
    does not fit is no candidate there. A cell that no model can take has no row.
    """
    tokens = _comparable(tokens)
    x, y = np.meshgrid(
        np.array(input_lengths, dtype="float64"),
        np.array(output_lengths, dtype="float64"),
        indexing="ij",
    )
    is_long = x > _by_model(tokens["long_context_threshold_tokens"])
    short, extended = (
        _request_costs(rates_at(tokens, _always(tokens, is_long=long)), x, y, cached_share)
        for long in (False, True)
    )
    costs = np.where(is_long, extended, short)
    costs[x + y > _by_model(tokens["context_tokens"])] = np.nan
    cells = _cheapest_cells(tokens, costs, x, y)
    return cells.assign(price=cells["price"] / TOKENS_PER_MILLION)


def log_spaced(shortest: int, longest: int, steps: int) -> tuple[int, ...]:
    """Return whole lengths from the shortest to the longest, each about as many times the last."""
    return tuple(
        int(length) for length in np.unique(np.geomspace(shortest, longest, steps).round())
    )


def _comparable(tokens: pd.DataFrame) -> pd.DataFrame:
    return tokens[tokens["input"].notna() & tokens["output"].notna()].sort_index()


def _always(tokens: pd.DataFrame, *, is_long: bool) -> pd.Series[bool]:
    return pd.Series(data=is_long, index=tokens.index)


def _by_model(column: pd.Series[float]) -> Grid:
    """Return one number a model, shaped to spread over a grid of cells."""
    return column.to_numpy(dtype="float64", na_value=np.nan).reshape(-1, 1, 1)


def _request_costs(rates: pd.DataFrame, x: Grid, y: Grid, cached_share: float) -> Grid:
    """Return the cost of a million requests, by model and cell."""
    cached = x * cached_share
    return (
        _by_model(rates["input"]) * (x - cached)
        + _by_model(rates["cached"]) * cached
        + _by_model(rates["output"]) * y
    )


def _cheapest_cells(tokens: pd.DataFrame, costs: Grid, x: Grid, y: Grid) -> pd.DataFrame:
    """Pick the cheapest and the next of each cell; `costs` has models along its first axis."""
    none = np.full((2, *x.shape), np.nan)  # so that a second always exists
    padded = np.concatenate([costs.round(_NOISE_DIGITS), none])
    order = np.argsort(padded, axis=0, kind="stable")[:2]  # NaN goes last
    price, next_price = np.take_along_axis(padded, order, axis=0)
    ids = np.array([*tokens.index, "", ""], dtype="object")
    with np.errstate(invalid="ignore"):
        margin = np.where(next_price > 0, 1 - price / next_price, next_price)
    cells = pd.DataFrame(
        {
            "x": x.ravel(),
            "y": y.ravel(),
            "model_id": pd.Series(ids[order[0]].ravel(), dtype="str"),
            "price": price.ravel(),
            "runner_up_id": pd.Series(ids[order[1]].ravel(), dtype="str"),
            "margin": margin.ravel(),
        }
    )
    cells["runner_up_id"] = cells["runner_up_id"].where(np.isfinite(next_price.ravel()))
    return cells[cells["price"].notna()].reset_index(drop=True)
