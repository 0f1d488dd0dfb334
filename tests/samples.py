"""Small pricing blocks and the bundled catalog, for the tests of costs, filters and pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from venice_data import parse_models
from venice_data.api.sources import read_bundled

if TYPE_CHECKING:
    from venice_data import Catalog


@cache
def bundled() -> Catalog:
    """Return the catalog that ships with the project; never write to it."""
    saved = read_bundled()
    return parse_models(saved.payload, fetched_at=saved.fetched_at, source="bundled")


def usd(amount: float) -> dict[str, float]:
    """Return a price that costs the same in both currencies."""
    return {"usd": amount, "diem": amount}


def tokens(**prices: float) -> dict[str, Any]:
    """Return the pricing block of a text model: `input=1` and so on."""
    return {component: usd(amount) for component, amount in prices.items()}


def by_quality(matrix: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Return a `quality` block from a matrix of prices."""
    return {
        resolution: {quality: usd(amount) for quality, amount in row.items()}
        for resolution, row in matrix.items()
    }
