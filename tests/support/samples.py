"""Small pricing blocks, and the bundled list that the tests read: as a rule their own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tests.support.stand_in import answer
from venice_data import files, parse_models
from venice_data.api import sources

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from tests.support.stand_in import StandInVenice
    from venice_data import Catalog


def bundled() -> Catalog:
    """Return the bundled catalog; never write to it."""
    return _catalog_of(files.BUNDLED_FOLDER)


def frame_of(*models: dict[str, Any]) -> pd.DataFrame:
    """Return models of the API as the frame of a catalog."""
    return parse_models(list(models)).models


def ids_of(models: pd.DataFrame) -> list[str]:
    """Return the ids of a frame of models, in their order."""
    return [str(model_id) for model_id in models.index]


def bundled_models() -> list[dict[str, Any]]:
    """Return the models of the bundled list as they came, free to be changed."""
    models: list[dict[str, Any]] = sources.read_bundled().payload["data"]
    return models


def serve_bundled_list(venice: StandInVenice) -> list[dict[str, Any]]:
    """Let the stand-in serve the bundled list; return its models, which the test may change."""
    payload = answer(bundled_models())
    venice.payload = payload
    models: list[dict[str, Any]] = payload["data"]
    return models


@cache
def _catalog_of(_bundled_folder: Path) -> Catalog:
    saved = sources.read_bundled()
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
