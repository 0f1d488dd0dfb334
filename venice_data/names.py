"""Names for charts, lists and sentences, where two models may share one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def distinct_names(models: pd.DataFrame) -> pd.Series[str]:
    """Return the name of each model, with its id behind it where another has the same name."""
    is_shared = models["name"].duplicated(keep=False)
    with_id = models["name"] + " (" + models.index.to_series() + ")"
    return models["name"].where(~is_shared, with_id)
