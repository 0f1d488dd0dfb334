"""The axis of prices on which those of a chart can be told apart: even, or bent to logarithms."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from pages.shared.chart_parts import log_ticks
from pages.shared.chart_template import blank, blank_text
from pages.shared.late_altair import alt
from venice_data.catalog.money import axis_labels

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

ScaleKind = Literal["linear", "log", "symlog"]

_READABLE_ON_A_LINE: Final = 20.0  # the highest against the lowest
_ROOM: Final = 1.4
_ROOM_ON_A_LINE: Final = 1.08
_LINEAR_TICKS: Final = 5


@dataclass(frozen=True)
class PriceScale:
    """An axis of prices; `lowest` is above zero on it unless it begins at zero."""

    kind: ScaleKind
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

    @property
    def ticks(self) -> list[float]:
        """Ticks of a bent axis; left to itself, it would round small prices."""
        return [*([0.0] if self.has_zero else []), *log_ticks(self.lowest, self.highest)]

    def values(self) -> dict[str, Any]:
        """Fill the price axis of this kind."""
        values: dict[str, Any] = {"price_domain": self.domain}
        if self.kind != "linear":
            values["price_ticks"] = self.ticks
        if self.kind == "symlog":
            values["price_constant"] = self.lowest
        return values

    def _bent(self, price: float) -> float:
        """Return a price as the axis bends it."""
        match self.kind:
            case "linear":
                return price
            case "log":
                return math.log(price)
            case "symlog":
                return math.log1p(price / self.lowest)


def price_axis(kind: ScaleKind, currency: Currency) -> alt.Y:
    """Axis of column `price`; its blanks are its title and the `values` of a scale of this kind."""
    is_linear = kind == "linear"
    axis: alt.Y = (
        alt.Y("price:Q")
        .scale(
            type=kind,
            domain=blank("price_domain"),
            nice=False,
            constant=blank("price_constant") if kind == "symlog" else alt.Undefined,
        )
        .title(blank_text("price_title"))
        .axis(_linear_axis(currency) if is_linear else _bent_axis(currency))
    )
    return axis


def _linear_axis(currency: Currency) -> alt.Axis:
    return alt.Axis(labelExpr=axis_labels(currency), tickCount=_LINEAR_TICKS, grid=True)


def _bent_axis(currency: Currency) -> alt.Axis:
    return alt.Axis(
        values=blank("price_ticks"),
        labelExpr=axis_labels(currency),
        labelOverlap="greedy",
        grid=True,
    )


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
