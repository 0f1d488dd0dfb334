"""What charts share: axes of prices and names, bars, the colour of privacy, the ranking.

What depends on data is a blank here; the function beside it says what to fill it with.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from pages.shared.chart_template import (
    AnyChart,
    Drawing,
    Told,
    blank,
    blank_text,
    chart_template,
    rows_chart,
)
from pages.shared.late_altair import alt
from pages.shared.named_rows import (
    NAME_LIMIT_PIXELS,
    has_long_name,
    names_axis,
    opened_by_click,
    opening_rows,
)
from venice_data.catalog.money import axis_labels, currency_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from venice_data.catalog.frames import Currency

BAR_STEP_PIXELS: Final = 26
_STEP_OF_LONG_NAMES_PIXELS: Final = 34  # two lines, and a gap to the next two
AXIS_AND_LEGEND_PIXELS: Final = 110
TICKS_BY_WIDTH: Final = {"expr": "clamp(width / 90, 2, 5)"}
DAY_LABELS: Final[dict[str, Any]] = {  # of an axis of time
    # the year stands where it begins to hold
    "labelExpr": "utcFormat(datum.value, datum.index === 0 || utcmonth(datum.value) === 0"
    " ? '%-d %b %Y' : '%-d %b')",
    "tickCount": {"expr": "max(3, width / 110)"},
    "labelOverlap": True,
}
BAR_HEIGHT: Final = {"band": 0.72}
NAMES_LEGEND: Final[dict[str, Any]] = {  # on a phone a name a line
    "orient": "top",
    "columns": {"expr": "width < 420 ? 1 : 2"},
    "labelLimit": NAME_LIMIT_PIXELS,
}
_CLOSE: Final = 5.0
_ROOM_FOR_LABELS: Final = 1.3
_LABEL_PIXELS: Final = 65
_SHORTEST_BAR_PIXELS: Final = 12  # of the highest price, where names leave no more
_ROOM_FOR_MARKS: Final = 1.4  # on a log axis: half a mark
_LEGEND_COLUMNS: Final = {"expr": "width < 180 ? 1 : 3"}  # beside long names on a phone
_LEGEND: Final[dict[str, Any]] = {
    "orient": "top",
    "values": blank("privacy_shown"),
    "columns": _LEGEND_COLUMNS,
}
_PRIVACY_ORDER: Final = ["private", "anonymized", "unknown"]
_RING_PIXELS: Final = 8
_LEGEND_OF_RINGS: Final[dict[str, Any]] = {
    "orient": "top",
    "values": blank("rings_shown"),
    "symbolStrokeColor": "gray",
    "symbolFillColor": "transparent",
    "symbolStrokeWidth": 2,
}
# The fill of bars and of what their legend shows, whose datum has a value: Vega draws no legend of
# a fill's opacity, so it ends the colour, which is written as #rrggbb.
_PRIVACY_SHOWN: Final = "(datum.privacy || datum.value)"
_HOW_FULL: Final = f"({{anonymized: 'b0', unknown: 'a6'}}[{_PRIVACY_SHOWN}] || '')"
_FILL_BY_PRIVACY: Final = f"scale('color', {_PRIVACY_SHOWN}) + {_HOW_FULL}"
# Among the colours of the page, that of what tells nothing by it: the grey of "unknown".
NEUTRAL_PLACE: Final = 2
_PLACES_OF_PRIVACY: Final = [" ", "  ", "   "]  # what no model is named
PLACES_BEFORE_GREY: Final = _PLACES_OF_PRIVACY[:NEUTRAL_PLACE]
COLORS_OF_MODELS: Final = 6  # beside those of privacy; then they come again


def bars_height(rows: pd.DataFrame) -> int:
    """Height in pixels of a chart with one bar per row, where names in two lines stay apart."""
    is_long = has_long_name(rows["label"])
    has_neighbours = (is_long & is_long.shift(fill_value=False)).any()
    step_pixels = _STEP_OF_LONG_NAMES_PIXELS if has_neighbours else BAR_STEP_PIXELS
    return step_pixels * len(rows) + AXIS_AND_LEGEND_PIXELS


def from_zero_domain(values: pd.Series[float], room: float) -> list[float]:
    """Domain from zero to `room` times the largest value."""
    return [0, (float(values.max()) or 1.0) * room]


def labelled_domain(values: pd.Series[float]) -> list[Any]:
    """Domain from zero that leaves room for the label of the longest bar, on a phone too."""
    highest = float(values.max()) or 1.0
    room = f"max({_ROOM_FOR_LABELS}, width / max({_SHORTEST_BAR_PIXELS}, width - {_LABEL_PIXELS}))"
    return [0, {"expr": f"{highest} * {room}"}]


def bars_with_labels(
    base: alt.Chart,
    label: str,
    gap_pixels: float | alt.ExprRef = 5,
    *,
    aria: bool = True,
    fill: alt.ExprRef | None = None,
    **looks: Any,
) -> AnyChart:
    """Draw `base`, which has its axes, as bars with the text of column `label` at their ends.

    `looks` are what encodes the bars alone, such as their colour, which is that of their edges
    where they have a `fill`. They are not read aloud (`aria`) where `opening_rows` are.
    """
    filled: dict[str, Any] = {} if fill is None else {"filled": False, "fill": fill}
    bars = base.mark_bar(cornerRadiusEnd=3, height=BAR_HEIGHT, aria=aria, **filled).encode(**looks)
    # The axes are said once, with the bars.
    places = {"y": alt.Y(base.encoding.y.shorthand).sort(None), "x": base.encoding.x.shorthand}
    labels = base.mark_text(align="left", dx=gap_pixels).encode(text=f"{label}:N", **places)
    return alt.layer(bars, labels)


def opening_bars(
    base: alt.Chart, label: str, tooltip: Sequence[alt.Tooltip], **looks: Any
) -> AnyChart:
    """Draw bars as `bars_with_labels`, whose rows tell of their models and open them."""
    bars = bars_with_labels(base, label, aria=False, **looks)
    return alt.layer(bars, opening_rows(tooltip)).add_params(opened_by_click())


def price_title(currency: Currency, unit: str) -> str:
    """Title of an axis of prices, such as `USD per 1M tokens`."""
    return f"{currency_label(currency)} {unit}"


def prices_along(currency: Currency, title: str, ticks: Any = TICKS_BY_WIDTH) -> alt.X:
    """Axis of the column `price` from zero, over its blank `price_domain`."""
    axis: alt.X = (
        alt.X("price:Q")
        .title(title)
        .scale(domain=blank("price_domain"), nice=False)
        .axis(labelExpr=axis_labels(currency), tickCount=ticks, grid=True, titleAnchor="end")
    )
    return axis


def log_price_axis(name: str, currency: Currency, title: str) -> alt.Axis:
    """Axis of prices on a log scale; its blank ticks are among the `log_values` of this name."""
    return alt.Axis(
        title=title, labelExpr=axis_labels(currency), values=blank(f"{name}_ticks"), grid=True
    )


def log_scale(name: str) -> alt.Scale:
    """Log scale; its blank domain is among the `log_values` of this name."""
    return alt.Scale(type="log", domain=blank(f"{name}_domain"), nice=False)


def log_values(
    name: str, prices: pd.Series[float], room: float = _ROOM_FOR_MARKS
) -> dict[str, Any]:
    """Fill a log axis and its scale."""
    lowest, highest = float(prices.min()), float(prices.max())
    return {
        f"{name}_domain": log_domain(prices, room),
        f"{name}_ticks": log_ticks(lowest, highest),
    }


def log_domain(prices: pd.Series[float], room: float = _ROOM_FOR_MARKS) -> list[float]:
    """Domain of a log axis that goes beyond the outermost prices by a factor."""
    return [float(prices.min()) / room, float(prices.max()) * room]


def log_ticks(lowest: float, highest: float) -> list[float]:
    """Return 1 and 3 of each power of ten around the values; every digit where they are close."""
    first, last = math.floor(math.log10(lowest)), math.ceil(math.log10(highest))
    digits = (1, 3) if highest / lowest > _CLOSE else range(1, 10)
    return [float(f"{digit}e{power}") for power in range(first, last + 1) for digit in digits]


def privacy_color(**legend: Any) -> alt.Color:
    """Colour by privacy, the same on every chart, with its legend above unless that says where."""
    color: alt.Color = _by_privacy(alt.Color, **legend)
    return color


def privacy_shape(**legend: Any) -> alt.Shape:
    """Shape by privacy, for those who cannot tell the colours apart; `legend` is the colours'."""
    shape: alt.Shape = _by_privacy(alt.Shape, **legend)
    return shape


def privacy_of_bars() -> dict[str, Any]:
    """Colour by privacy, and fill: without colours, what is not private is pale with an edge."""
    fill = alt.ExprRef(_FILL_BY_PRIVACY)
    return {"fill": fill, "color": _by_privacy(alt.Color, symbolType="square", symbolStrokeWidth=1)}


def _by_privacy(channel: Any, **legend: Any) -> Any:
    return (
        channel("privacy:N")
        .scale(domain=blank("privacy_domain"))
        .title(None)
        .legend(**(_LEGEND | legend))
    )


def privacy_values(privacy: pd.Series[str]) -> dict[str, Any]:
    """Fill colours and shapes of privacy: a fixed order, so that each keeps its colour."""
    present = set(privacy)
    others = sorted(present - set(_PRIVACY_ORDER))
    known = [*_PRIVACY_ORDER[:2], *(["unknown"] if "unknown" in present else [])]
    return {"privacy_domain": [*known, *others], "privacy_shown": sorted(present)}


def colors_of_models(names: Sequence[str]) -> list[str]:
    """Fill a domain of colours with names, of models or else, past those that mean privacy.

    Its legend needs the names alone as its values. More than `COLORS_OF_MODELS` need another
    sign beside the colour.
    """
    first, others = names[:COLORS_OF_MODELS], names[COLORS_OF_MODELS:]
    passed_again = [place * 4 for place in _PLACES_OF_PRIVACY] if others else []
    return [*_PLACES_OF_PRIVACY, *first, *passed_again, *others]


def ranking_bars(
    ranked: pd.DataFrame,
    currency: Currency,
    unit: str,
    tooltips: Sequence[tuple[str, str]],
    ringed: str = "",
) -> Drawing:
    """Bars from the cheapest to the most expensive, each with its price at the end.

    `ranked` is in the order to draw, with columns model_id, label (unique), price, price_text,
    privacy, and those of the tooltips, which are pairs of column and title. `ringed` says of
    those what they have in common whose column `ring` says so too: they end in a ring.
    """
    of_rings: dict[str, Any] = {}
    if ringed:
        of_rings["rings_shown"] = [ringed] if ranked["ring"].any() else []
    return _ranking_bars(currency, tuple(tooltips), ringed).filled(
        rows=ranked,
        told=Told(),
        height=bars_height(ranked),
        price_domain=labelled_domain(ranked["price"]),
        price_title=price_title(currency, unit),
        **privacy_values(ranked["privacy"]),
        **of_rings,
    )


@chart_template
def _ranking_bars(
    currency: Currency, tooltips: tuple[tuple[str, str], ...], ringed: str
) -> AnyChart:
    picked = alt.selection_point(fields=["privacy"], bind="legend")
    base = rows_chart().encode(
        y=names_axis(),
        x=prices_along(currency, blank_text("price_title")),
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.15)),
    )
    gap_pixels = alt.ExprRef(f"datum.ring ? {_RING_PIXELS + 9} : 5") if ringed else 5
    bars = bars_with_labels(base, "price_text", gap_pixels, aria=False, **privacy_of_bars())
    layers = [bars.add_params(picked), *([_rings(base, ringed)] if ringed else [])]
    told = [alt.Tooltip(f"{column}:N", title=title) for column, title in tooltips]
    return alt.layer(*layers, opening_rows(told)).add_params(opened_by_click())


def _rings(base: alt.Chart, words: str) -> alt.Chart:
    """Put a ring behind each bar whose column `ring` has these words, and the words above."""
    rings: alt.Chart = (
        base.transform_filter("datum.ring")
        .mark_point(
            shape="circle", size=_RING_PIXELS**2, color="gray", xOffset=_RING_PIXELS / 2 + 4
        )
        .encode(
            shape=alt.Shape("ring:N")
            .scale(domain=[words], range=["circle"])
            .title(None)
            .legend(**_LEGEND_OF_RINGS)
        )
    )
    return rings
