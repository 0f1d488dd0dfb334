"""Which models retire soon, what replaces them, and what that changes in the price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.filters import retiring
from venice_data.headlines import HEADLINE_UNITS, headline_prices

if TYPE_CHECKING:
    from datetime import datetime

    from venice_data.catalog import Catalog, Currency

NOTHING_NAMED: Final = "nothing named"
NOT_IN_THE_LIST: Final = "replacement not in the list"
NO_COMPARABLE_PRICE: Final = "no comparable price"
OTHER_TYPE: Final = "replacement of another type"
FREE_SO_FAR: Final = "free so far, and nothing is a share of zero"


def retirements(
    models: pd.DataFrame, catalog: Catalog, now: datetime, currency: Currency
) -> pd.DataFrame:
    """Return the models that will be removed after `now`, the next to go first, by id.

    Columns: name, type, removes_at, days_left, replacement_id, replacement_name, auto_remap,
    and in the type's headline `unit` the price `before`, that of the replacement `after`, and
    `change` as a share of the old price; `remark` says why there is none.
    """
    leaving = retiring(models, now)
    replacements = catalog.models.reindex(leaving["replacement_id"]).set_axis(leaving.index)
    prices = headline_prices(catalog.prices, catalog.models, currency)
    before = prices.reindex(leaving.index)
    after = prices.reindex(leaving["replacement_id"]).set_axis(leaving.index)
    is_same_type = replacements["type"] == leaving["type"]
    after = after.where(is_same_type)
    return pd.DataFrame(
        {
            "name": leaving["name"],
            "type": leaving["type"],
            "removes_at": leaving["removes_at"],
            "days_left": (leaving["removes_at"] - pd.Timestamp(now)).dt.days,
            "replacement_id": leaving["replacement_id"],
            "replacement_name": replacements["name"],
            "auto_remap": leaving["auto_remap"],
            "unit": leaving["type"].map(HEADLINE_UNITS),
            "before": before,
            "after": after,
            "change": (after / before - 1).where(before > 0),
            "remark": _remarks(leaving["replacement_id"], replacements["type"], before, after).mask(
                replacements["type"].notna() & ~is_same_type, OTHER_TYPE
            ),
        }
    )


def _remarks(
    replacement_ids: pd.Series[str],
    replacement_types: pd.Series[str],
    before: pd.Series[float],
    after: pd.Series[float],
) -> pd.Series[str]:
    """Say of each model why no change of price can be told; nothing where one can."""
    remarks = pd.Series("", index=before.index, dtype="str")
    remarks = remarks.mask(before == 0, FREE_SO_FAR)
    remarks = remarks.mask(before.isna() | after.isna(), NO_COMPARABLE_PRICE)
    remarks = remarks.mask(replacement_types.isna(), NOT_IN_THE_LIST)
    return remarks.mask(replacement_ids.isna(), NOTHING_NAMED)
