"""What a catalog says, in a form in which that of two catalogs can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from venice_data import Catalog

_PRICE: Final = ["model_id", "component", "unit", "usd", "diem", "min_seconds", "max_seconds"]
_NOT_RECORDED: Final = ["description", "source_text", "raw"]
_IN_NO_ORDER: Final = {"traits", "capabilities", "capabilities_stated", "region_restrictions"}


def prices_in(catalog: Catalog) -> list[tuple[Any, ...]]:
    """Return each price with its unit, None for what is not published."""
    rows = catalog.prices[_PRICE].itertuples(index=False, name=None)
    return sorted(
        (tuple(_value(part) for part in row) for row in rows), key=lambda row: (row[0], row[1])
    )


def usd_of(catalog: Catalog, model_id: str) -> dict[str, float]:
    """Return the price of each component of a model."""
    rows = catalog.prices[catalog.prices["model_id"] == model_id]
    return dict(zip(rows["component"], rows["usd"], strict=True))


def models_in(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Return what is recorded of each model, None for what is not stated."""
    models = catalog.models.drop(columns=_NOT_RECORDED)
    return {
        str(model_id): {
            str(fact): frozenset(value) if fact in _IN_NO_ORDER else _value(value)
            for fact, value in row.items()
        }
        for model_id, row in zip(models.index, models.to_dict("records"), strict=True)
    }


def _value(value: Any) -> Any:
    return value if isinstance(value, list | dict) or not pd.isna(value) else None
