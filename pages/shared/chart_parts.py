"""What charts share: price axes, the colour of privacy, and the ranking by price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import altair as alt

from venice_data.catalog.money import currency_label

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart

BAR_STEP_PIXELS: Final = 26
AXIS_AND_LEGEND_PIXELS: Final = 110
NAME_LIMIT_PIXELS: Final = 190
_CLOSE: Final = 5.0
_ROOM_FOR_LABELS: Final = 1.3
_PRIVACY_ORDER: Final = ["private", "anonymized", "unknown"]


def bars_height(rows: pd.DataFrame) -> int:
    """Height in pixels of a chart with one bar a row."""
    return BAR_STEP_PIXELS * len(rows) + AXIS_AND_LEGEND_PIXELS


def price_title(currency: Currency, unit: str) -> str:
    """Title of an axis of prices, such as `USD per 1M tokens`."""
    return f"{currency_label(currency)} {unit}"


def price_format(currency: Currency) -> str:
    """D3 format of the prices on an axis."""
    return "$,~f" if currency == "usd" else ",~f"


def log_price_axis(prices: pd.Series[float], currency: Currency, title: str) -> alt.Axis:
    """Axis of prices on a log scale, with ticks at 1 and 3 of each power of ten."""
    return alt.Axis(
        title=title,
        format=price_format(currency),
        values=log_ticks(float(prices.min()), float(prices.max())),
        grid=True,
    )


def log_ticks(lowest: float, highest: float) -> list[float]:
    """Return 1 and 3 of each power of ten around the values; every digit where they are close."""
    first, last = math.floor(math.log10(lowest)), math.ceil(math.log10(highest))
    digits = (1, 3) if highest / lowest > _CLOSE else range(1, 10)
    return [float(f"{digit}e{power}") for power in range(first, last + 1) for digit in digits]


def log_scale(prices: pd.Series[float]) -> alt.Scale:
    """Log scale that leaves room for half a mark beyond the outermost prices."""
    return alt.Scale(
        type="log", domain=[float(prices.min()) / 1.4, float(prices.max()) * 1.4], nice=False
    )


def privacy_domain(privacy: pd.Series[str]) -> list[str]:
    """Values of privacy in a fixed order, so that each keeps its colour on every chart."""
    present = set(privacy)
    others = sorted(present - set(_PRIVACY_ORDER))
    return [*_PRIVACY_ORDER[:2], *(["unknown"] if "unknown" in present else []), *others]


def privacy_color(privacy: pd.Series[str]) -> alt.Color:
    """Colour by privacy, the same on every chart, with its legend above."""
    return (
        alt.Color("privacy:N")
        .scale(domain=privacy_domain(privacy))
        .title(None)
        .legend(orient="top", values=sorted(set(privacy)))
    )


def privacy_shape(privacy: pd.Series[str]) -> alt.Shape:
    """Shape by privacy, for those who cannot tell the colours apart."""
    return (
        alt.Shape("privacy:N")
        .scale(domain=privacy_domain(privacy))
        .title(None)
        .legend(orient="top", values=sorted(set(privacy)))
    )


def ranking(
    ranked: pd.DataFrame, currency: Currency, unit: str, tooltips: list[alt.Tooltip]
) -> AnyChart:
    """Bars from the cheapest to the dearest, each with its price at the end.

    `ranked` is in the order to draw, with columns label (unique), price, price_text, privacy.
    """
    picked = alt.selection_point(fields=["privacy"], bind="legend")
    base = alt.Chart(ranked).encode(
        y=alt.Y("label:N")
        .sort(None)
        .title(None)
        .axis(labelLimit=NAME_LIMIT_PIXELS, labelOverlap=False, ticks=False, domain=False),
        x=alt.X("price:Q")
        .title(price_title(currency, unit))
        .scale(domain=[0, (float(ranked["price"].max()) or 1.0) * _ROOM_FOR_LABELS], nice=False)
        .axis(format=price_format(currency), tickCount=5, grid=True, titleAnchor="end"),
        tooltip=tooltips,
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.15)),
    )
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.72}).encode(
        color=privacy_color(ranked["privacy"])
    )
    labels = base.mark_text(align="left", dx=5).encode(text="price_text:N")
    return alt.layer(bars, labels).add_params(picked).properties(height=bars_height(ranked))
