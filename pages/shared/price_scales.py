"""Scales of prices over time: linear where that is readable, else logarithmic, zero kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import altair as alt

from pages.shared.chart_parts import log_ticks, price_format

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from venice_data.catalog import Currency

_READABLE_ON_A_LINE: Final = 20.0  # the dearest against the cheapest
_ROOM: Final = 1.4
_ROOM_ON_A_LINE: Final = 1.08
_LINEAR_TICKS: Final = 5


@dataclass(frozen=True)
class PriceScale:
    """An axis of prices; `lowest` is above zero on it unless it begins at zero."""

    kind: Literal["linear", "log", "symlog"]
    lowest: float
    highest: float
    has_zero: bool

    @property
    def domain(self) -> tuple[float, float]:
        """The first and the last price on the axis."""
        if self.kind == "log":
            return self.lowest / _ROOM, self.highest * _ROOM
        return 0.0, self.highest * (_ROOM_ON_A_LINE if self.kind == "linear" else _ROOM)

    def share(self, price: float) -> float:
        """Return how far up the axis a price stands, from 0 to 1."""
        bottom, top = map(self._bent, self.domain)
        return (self._bent(price) - bottom) / (top - bottom)

    def price(self, share: float) -> float:
        """Return the price that stands so far up the axis."""
        bottom, top = map(self._bent, self.domain)
        place = bottom + share * (top - bottom)
        match self.kind:
            case "linear":
                return place
            case "log":
                return math.exp(place)
            case "symlog":
                return self.lowest * math.expm1(place)

    def encoding(self, currency: Currency, title: str) -> alt.Y:
        """Return the axis for a chart, its column being `price`."""
        is_linear = self.kind == "linear"
        axis: alt.Y = (
            alt.Y("price:Q")
            .scale(
                type=self.kind,
                domain=self.domain,
                nice=False,
                constant=self.lowest if self.kind == "symlog" else alt.Undefined,
            )
            .title(title if is_linear else f"{title}, log scale")
            .axis(_linear_axis(currency) if is_linear else self._bent_axis(currency))
        )
        return axis

    def _bent_axis(self, currency: Currency) -> alt.Axis:
        """Return an axis with ticks of its own; left to itself, it would round small prices."""
        zero = [0.0] if self.has_zero else []
        return alt.Axis(
            values=[*zero, *log_ticks(self.lowest, self.highest)],
            labelExpr=f"format(datum.value, '{price_format(currency)}')",
            labelOverlap="greedy",
            grid=True,
        )

    def _bent(self, price: float) -> float:
        """Return a price as the axis bends it."""
        match self.kind:
            case "linear":
                return price
            case "log":
                return math.log(price)
            case "symlog":
                return math.log1p(price / self.lowest)


def _linear_axis(currency: Currency) -> alt.Axis:
    return alt.Axis(format=price_format(currency), tickCount=_LINEAR_TICKS, grid=True)


def scale_for(prices: pd.Series[float]) -> PriceScale:
    """Return the scale on which these prices, of zero and above, can be told apart."""
    paid = prices[prices > 0]
    has_zero = bool((prices == 0).any())
    if paid.empty:
        return PriceScale("linear", 1.0, 1.0, has_zero)
    lowest, highest = float(paid.min()), float(paid.max())
    if highest / lowest <= _READABLE_ON_A_LINE:
        return PriceScale("linear", lowest, highest, has_zero)
    return PriceScale("symlog" if has_zero else "log", lowest, highest, has_zero)


def apart(shares: Sequence[float], gap: float) -> list[float]:
    """Move places on an axis from 0 to 1 apart until each two are a gap away; order is kept."""
    gap = min(gap, 1 / max(1, len(shares)))
    order = sorted(range(len(shares)), key=shares.__getitem__)
    places = [shares[position] for position in order]
    for below, above in pairwise(range(len(places))):
        places[above] = max(places[above], places[below] + gap)
    ceiling = 1.0
    for position in reversed(range(len(places))):
        places[position] = min(places[position], ceiling)
        ceiling = places[position] - gap
    moved = dict(zip(order, places, strict=True))
    return [moved[position] for position in range(len(shares))]
