"""The table of models that retire, for the overview and the page of changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd

from pages.shared.freshness import unseen_since
from pages.shared.view import View, once_per_list, once_per_view
from venice_data.catalog.filters import Filters
from venice_data.catalog.model_types import model_type
from venice_data.days import INSTANT_FORMAT
from venice_data.history.retirements import days_left, retirements

if TYPE_CHECKING:
    from venice_data.catalog.frames import Catalog, Currency

BEFORE: Final = "Price of this model"
AFTER: Final = "Price of the replacement"
CHANGE: Final = "Change"
_BEFORE_ANY: Final = datetime.fromtimestamp(0, UTC)
_REMAPPED: Final = {True: "yes", False: "no"}


def retiring(view: View) -> pd.DataFrame:
    """Return the matching models that will be removed, as `retirements` gives them."""
    leaving = _leaving_of_those(view)
    return leaving.assign(days_left=days_left(leaving["removes_at"], view.now))


@once_per_view
def _leaving_of_those(view: View) -> pd.DataFrame:
    listed = _leaving(view.catalog, view.currency)
    return listed[listed.index.isin(view.models.index)]


@once_per_list
def _leaving(catalog: Catalog, currency: Currency) -> pd.DataFrame:
    """Return every model with a removal date, also a past one."""
    return retirements(catalog.models, catalog, _BEFORE_ANY, currency)


def none_retires(view: View) -> str:
    """Say that no model retires, as far as is known: none at all, or none of those that match."""
    is_all, day = view.applied == Filters(), unseen_since(view)
    if day:
        which = "no" if is_all else "no matching"
        return (
            f"The list of {day} names {which} model that retires after today; what Venice has "
            "announced since is not known"
        )
    has = "Venice has announced no" if is_all else "No matching model has a"
    return f"{has} removal date"


def retirement_table(leaving: pd.DataFrame) -> pd.DataFrame:
    """Return models as `retirements` gives them, as people read them."""
    return pd.DataFrame(
        {
            "Model": leaving["name"],
            "Retires (UTC)": leaving["removes_at"].dt.strftime(INSTANT_FORMAT),
            "Replaced by": leaving["replacement_id"].fillna("none named"),
            "Days left": leaving["days_left"],
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
