"""What holds of every catalog, whatever it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from tests.support.stand_in import text_model
from venice_data import parse_models

if TYPE_CHECKING:
    from venice_data import Catalog

_PRICE_COLUMNS: Final = [
    "model_id",
    "component",
    "unit",
    "usd",
    "diem",
    "resolution",
    "quality",
    "tier",
    "min_seconds",
    "max_seconds",
    "label",
]
_PROBLEM_COLUMNS: Final = ["model_id", "where", "what"]
_USUAL: Final = parse_models([text_model()])


def assert_whole(catalog: Catalog) -> None:
    """Assert that the frames have their columns and types, and no price is below zero."""
    assert list(catalog.prices) == _PRICE_COLUMNS
    assert list(catalog.problems) == _PROBLEM_COLUMNS
    pd.testing.assert_series_equal(catalog.models.dtypes, _USUAL.models.dtypes)
    pd.testing.assert_series_equal(catalog.prices.dtypes, _USUAL.prices.dtypes)
    assert catalog.models.index.name == "id"
    assert catalog.models.index.is_unique
    assert set(catalog.prices["model_id"]) <= set(catalog.models.index)
    assert not (catalog.prices[["usd", "diem"]] < 0).any(axis=None)
