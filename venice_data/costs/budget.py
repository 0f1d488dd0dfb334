"""What a sum of money buys, and how much DIEM covers a basket.

1 DIEM staked buys 1 USD of use a day, from 0.1 DIEM on. What is not used by 00:00 UTC
lapses; what runs over is paid in USD. Source: Venice's published description of DIEM.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.costs.baskets import per_average_month
from venice_data.costs.work import Transcription, one_unit_of
from venice_data.costs.work_costs import costs_by_model

if TYPE_CHECKING:
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


SMALLEST_STAKE_DIEM: Final = Decimal("0.1")
_STAKE_STEP_DIEM: Final = Decimal("0.01")
_NOTHING: Final = Decimal()


@dataclass(frozen=True)
class Need:
    """What a basket uses on an average and on a peak day, in DIEM, and the stakes covering it."""

    average_day: Decimal
    peak_day: Decimal

    @property
    def stake_for_average(self) -> Decimal:
        """The stake that covers an average day."""
        return stake_covering(self.average_day)

    @property
    def stake_for_peak(self) -> Decimal:
        """The stake that covers a peak day."""
        return stake_covering(self.peak_day)


@dataclass(frozen=True)
class Coverage:
    """What a stake leaves: DIEM that lapse unused on a day, and USD that run over its end."""

    lapses_on_average_day: Decimal
    overflow_usd_on_average_day: Decimal
    overflow_usd_on_peak_day: Decimal

    @property
    def overflow_usd_per_month(self) -> Decimal:
        """What runs over in a month of average days."""
        return per_average_month(self.overflow_usd_on_average_day)


def need_of(average_day: Decimal, peak_factor: float) -> Need:
    """Return what is used on an average day and on a peak day of so many times as much."""
    return Need(average_day, average_day * Decimal(repr(peak_factor)))


def stake_covering(day: Decimal) -> Decimal:
    """Return the smallest stake that covers a day, in hundredths of a DIEM; 0 for no use."""
    if not day:
        return _NOTHING
    return max(SMALLEST_STAKE_DIEM, day.quantize(_STAKE_STEP_DIEM, ROUND_CEILING))


def coverage_of(stake: Decimal, need: Need) -> Coverage:
    """Return what a stake leaves unused and uncovered; below the smallest one it buys nothing."""
    usable = stake if stake >= SMALLEST_STAKE_DIEM else _NOTHING
    return Coverage(
        lapses_on_average_day=max(usable - need.average_day, _NOTHING),
        overflow_usd_on_average_day=max(need.average_day - usable, _NOTHING),
        overflow_usd_on_peak_day=max(need.peak_day - usable, _NOTHING),
    )
