"""Frames as JSON: whatever a list holds becomes values that every reader of JSON takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from venice_data.days import instant_json

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_LEVELS: Final = 20  # what is nested deeper came from nobody who means well


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one object per row, by the names of the columns."""
    rows = zip(*(frame[name] for name in frame.columns), strict=True)
    names = list(map(str, frame.columns))
    return [{n: json_value(v) for n, v in zip(names, row, strict=True)} for row in rows]


def json_value(value: Any, levels: int = _MOST_LEVELS) -> Any:
    """Return a value that JSON can hold: null for what is missing, no number or nested too deep."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return _object(value, levels - 1) if levels else None
    if isinstance(value, list):
        return [json_value(item, levels - 1) for item in value] if levels else None
    if value is pd.NaT or value is pd.NA:
        return None
    return instant_json(value) if isinstance(value, pd.Timestamp) else value.item()


def _object(value: Mapping[Any, Any], levels: int) -> dict[str, Any]:
    return {str(name): json_value(item, levels) for name, item in value.items()}
