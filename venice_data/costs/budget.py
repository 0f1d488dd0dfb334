"""What a sum of money buys: how many chats, images or minutes with each model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.costs.work import Transcription, one_unit_of
from venice_data.costs.work_costs import costs_by_model

if TYPE_CHECKING:
    from decimal import Decimal

    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Work
    from venice_data.costs.work_costs import Cost

UNLIMITED: Final = math.inf
_DIVISIBLE: Final = (Transcription.kind,)  # half a minute can be bought, half an image cannot


def units_bought(
    budget: Decimal, work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.DataFrame:
    """Return how many units of the work (`work.counted_in`) a budget buys with each model.

    Indexed by model id: `unit_cost` and `units`, most first; whole units but for minutes.
    Free work is unlimited (infinite), work that is not priced NaN, with the reason in `why_not`.
    """
    costs = costs_by_model(one_unit_of(work), prices, models, currency)
    bought = pd.DataFrame(
        {
            "unit_cost": [cost.as_float for cost in costs.values()],
            "units": [_units(budget, cost, work) for cost in costs.values()],
            "why_not": pd.Series([cost.why_not for cost in costs.values()], dtype="str"),
        }
    ).astype({"unit_cost": "float64", "units": "float64"})
    bought.index = pd.Index(list(costs), dtype="str", name="id")
    return bought.sort_index().sort_values("units", ascending=False, kind="stable")


def _units(budget: Decimal, cost: Cost, work: Work) -> float:
    if cost.amount is None:
        return math.nan
    if not cost.amount:
        return UNLIMITED
    return float(budget / cost.amount if work.kind in _DIVISIBLE else budget // cost.amount)
