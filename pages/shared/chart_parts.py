"""What charts share: axes of prices and names, bars, the colour of privacy, the ranking."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from venice_data.catalog.money import currency_label

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart

BAR_STEP_PIXELS: Final = 26
AXIS_AND_LEGEND_PIXELS: Final = 110
NAME_LIMIT_PIXELS: Final = 190
BAR_HEIGHT: Final = {"band": 0.72}
_CLOSE: Final = 5.0
_ROOM_FOR_LABELS: Final = 1.3
_PRIVACY_ORDER: Final = ["private", "anonymized", "unknown"]


def bars_height(rows: pd.DataFrame) -> int:
    """Height in pixels of a chart with one bar per row."""
    return BAR_STEP_PIXELS * len(rows) + AXIS_AND_LEGEND_PIXELS


def names_axis(column: str = "label", **axis: Any) -> alt.Y:
    """Axis that names every row in the order of the frame; `axis` adds to its looks."""
    plain_axis = {
        "labelLimit": NAME_LIMIT_PIXELS,
        "labelOverlap": False,
        "ticks": False,
        "domain": False,
    }
    names: alt.Y = alt.Y(f"{column}:N").sort(None).title(None).axis(**(plain_axis | axis))
    return names


def from_zero_domain(values: pd.Series[float], room: float = _ROOM_FOR_LABELS) -> list[float]:
    """Domain from zero to `room` times the largest value, so that labels fit behind the bars."""
    return [0, (float(values.max()) or 1.0) * room]


def bars_with_labels(
    base: alt.Chart, label: str, color: alt.Color | alt.UndefinedType = alt.Undefined
) -> AnyChart:
    """Draw `base`, which has its axes, as bars with the text of column `label` at their ends."""
    bars = base.mark_bar(cornerRadiusEnd=3, height=BAR_HEIGHT).encode(color=color)
    labels = base.mark_text(align="left", dx=5).encode(text=f"{label}:N")
    return alt.layer(bars, labels)


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


def ranking_bars(
    ranked: pd.DataFrame, currency: Currency, unit: str, tooltips: list[alt.Tooltip]
) -> AnyChart:
    """Bars from the cheapest to the most expensive, each with its price at the end.

    `ranked` is in the order to draw, with columns label (unique), price, price_text, privacy.
    """
    picked = alt.selection_point(fields=["privacy"], bind="legend")
    base = alt.Chart(ranked).encode(
        y=names_axis(),
        x=alt.X("price:Q")
        .title(price_title(currency, unit))
        .scale(domain=from_zero_domain(ranked["price"]), nice=False)
        .axis(format=price_format(currency), tickCount=5, grid=True, titleAnchor="end"),
        tooltip=tooltips,
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.15)),
    )
    bars = bars_with_labels(base, "price_text", privacy_color(ranked["privacy"]))
    return bars.add_params(picked).properties(height=bars_height(ranked))
