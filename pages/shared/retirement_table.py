"""The table of models that retire, for the overview and the page of changes."""

from __future__ import annotations

from typing import Final

import pandas as pd

from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.history.retirements import days_left, retirements

BEFORE: Final = "Price of this model"
AFTER: Final = "Price of the replacement"
CHANGE: Final = "Change"
_REMAPPED: Final = {True: "yes", False: "no"}


def retiring(view: View) -> pd.DataFrame:
    """Return the matching models that will be removed, as `retirements` gives them."""
    leaving = _leaving(view)
    return leaving.assign(days_left=days_left(leaving["removes_at"], view.now))


@once_per_view
def _leaving(view: View) -> pd.DataFrame:
    return retirements(view.models, view.catalog, view.now, view.currency)


def retirement_table(leaving: pd.DataFrame) -> pd.DataFrame:
    """Return models as `retirements` gives them, as people read them."""
    return pd.DataFrame(
        {
            "Model": leaving["name"],
            "Removed on (UTC)": leaving["removes_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "Days left": leaving["days_left"],
            "Replaced by": leaving["replacement_id"].fillna("none named"),
            CHANGE: leaving["change"],
            BEFORE: leaving["before"],
            AFTER: leaving["after"],
            "Remark": leaving["remark"],
            "Unit": leaving["unit"].fillna(""),
            "Calls are remapped": _remapped_texts(leaving["auto_remap"]),
            "Name of the replacement": leaving["replacement_name"].fillna(""),
            "Type": leaving["type"].map(lambda name: model_type(name).label),
            "Id": leaving.index,
        }
    )


def _remapped_texts(auto_remap: pd.Series[bool]) -> pd.Series[str]:
    return auto_remap.astype("object").map(_REMAPPED).astype("str").fillna("not stated")
