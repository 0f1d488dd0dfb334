"""What in a list gives cause for doubt: what was not understood, and prices that disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Catalog, Currency

_WHOLE_LIST = "the list itself"


def not_understood(catalog: Catalog) -> pd.DataFrame:
    """Return one row per thing not understood: name, model_id, where, what.

    `name` is the model's, or says that it is about the list where no model is named.
    """
    problems = catalog.problems
    names = problems["model_id"].map(catalog.models["name"]).astype("str")
    named = names.fillna(problems["model_id"]).where(problems["model_id"] != "", _WHOLE_LIST)
    return problems.assign(name=named)[["name", "model_id", "where", "what"]]


def contradictory_prices(catalog: Catalog, currency: Currency) -> pd.DataFrame:
    """Return where the older price by size differs from the highest price by quality.

    One row per model and size: name, model_id, resolution, quality, by_quality, by_size. Who
    leaves quality out expects the older price; both stand in Venice's list.
    """
    prices = catalog.prices[catalog.prices[currency].notna()]
    columns = ["model_id", "resolution", currency]
    by_quality = prices[prices["quality"].notna()]
    dearest = by_quality.loc[by_quality.groupby(["model_id", "resolution"])[currency].idxmax()]
    by_size = prices[prices["resolution"].notna() & prices["quality"].isna()][columns]
    pairs = dearest[[*columns, "quality"]].merge(
        by_size, on=["model_id", "resolution"], suffixes=("_by_quality", "_by_size")
    )
    pairs = pairs.set_axis(
        ["model_id", "resolution", "by_quality", "quality", "by_size"], axis="columns"
    )
    pairs = pairs[pairs["by_quality"] != pairs["by_size"]]
    return pairs.assign(name=pairs["model_id"].map(catalog.models["name"]))
