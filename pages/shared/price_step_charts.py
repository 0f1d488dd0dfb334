"""Charts of prices over time, as steps: from frames to a chart, nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from pages.shared.chart_parts import NAME_LIMIT_PIXELS, AnyChart, price_title
from pages.shared.price_scales import apart, scale_for

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.price_scales import PriceScale
    from venice_data.catalog import Currency

PLOT_HEIGHT_PIXELS: Final = 320
_SHORTEST: Final = timedelta(days=1)
_AXIS_AND_EVENTS_PIXELS: Final = 80
_LABEL_GAP_PIXELS: Final = 16
_LETTER_PIXELS: Final = 6.6
_LABEL_ROOM_PIXELS: Final = 16
_WIDEST_LABEL_PIXELS: Final = 260
_LEGEND_COLUMNS: Final = 3
_LEGEND_ROW_PIXELS: Final = 20
# On a phone there is no room beside the plot: the price alone stands there.
_WIDE: Final = "width > 560"
_NARROW_ROOM_PIXELS: Final = 64
_EVENT_KINDS: Final = ["new", "back", "retired", "retiring", "details"]
_EVENT_SHAPES: Final = ["triangle-up", "circle", "triangle-down", "diamond", "square"]


def price_steps(
    steps: pd.DataFrame, events: pd.DataFrame, currency: Currency, unit: str
) -> AnyChart:
    """Show each price as a line that holds, steps, and is not there where nothing was listed.

    `steps` has two rows a time for which a price held, its beginning and its end, with columns
    series, stretch, at, price, price_text, since_text, until_text, and end_text at the last of
    a series. `events`: at, kind, text. Instants are UTC.
    """
    scale = scale_for(steps["price"])
    picked = alt.selection_point(fields=["series"], bind="legend")
    hovered = alt.selection_point(
        on="pointerover", nearest=True, fields=["series", "at"], empty=False
    )
    labels = _end_labels(steps, scale)
    series = list(labels["series"])
    legend = alt.Legend(
        orient="top",
        columns=alt.ExprRef(f"{_WIDE} ? {_LEGEND_COLUMNS} : 1"),
        labelLimit=NAME_LIMIT_PIXELS,
        symbolType="stroke",
    )
    color = alt.Color("series:N").sort(series).title(None).legend(legend)
    dash = alt.StrokeDash("series:N").sort(series).title(None).legend(legend)
    opacity = alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.1))
    x = time_axis(steps["at"], _room_beside(labels["end_text"]))
    base = alt.Chart(steps).encode(
        x=x, y=scale.encoding(currency, price_title(currency, unit)), color=color
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(
        detail="stretch:N", strokeDash=dash, opacity=opacity
    )
    targets = base.mark_point(filled=True, size=80).encode(
        opacity=alt.when(hovered).then(alt.value(1.0)).otherwise(alt.value(0.0)),
        tooltip=[
            alt.Tooltip("series:N", title="Price of"),
            alt.Tooltip("price_text:N", title=f"Price {unit}"),
            alt.Tooltip("since_text:N", title="From"),
            alt.Tooltip("until_text:N", title="Until"),
        ],
    )
    texts = alt.Chart(labels).encode(x=x, y=alt.Y("label_price:Q"), color=color, opacity=opacity)
    wide = texts.transform_filter(_WIDE).mark_text(align="left", dx=7, limit=_WIDEST_LABEL_PIXELS)
    narrow = texts.transform_filter(f"!({_WIDE})").mark_text(align="left", dx=5)
    layers: list[Any] = [
        lines.add_params(picked),
        targets.add_params(hovered),
        wide.encode(text="end_text:N"),
        narrow.encode(text="price_text:N"),
    ]
    if not events.empty:
        layers.append(_event_marks(events, x))
    around = _AXIS_AND_EVENTS_PIXELS + _LEGEND_ROW_PIXELS * len(series)
    return alt.layer(*layers).properties(height=PLOT_HEIGHT_PIXELS + around)


def time_axis(instants: pd.Series[pd.Timestamp], room: alt.ExprRef | None = None) -> alt.X:
    """Axis of UTC time over some instants; `room` is kept free at its right end, in pixels."""
    first, last = instants.min(), instants.max()
    if first == last:
        first -= _SHORTEST
    axis: alt.X = (
        alt.X("at:T")
        .scale(
            type="utc",
            domain=[first.isoformat(), last.isoformat()],
            range=alt.Undefined if room is None else [0, room],
        )
        .title(None)
        .axis(format="%-d %b %Y", tickCount=alt.ExprRef("max(3, width / 110)"), labelOverlap=True)
    )
    return axis


def _end_labels(steps: pd.DataFrame, scale: PriceScale) -> pd.DataFrame:
    """Return the last row of each series, the dearest first, each with a place of its own."""
    ends = steps[steps["end_text"] != ""].sort_values("price", ascending=False, kind="stable")
    gap = _LABEL_GAP_PIXELS / PLOT_HEIGHT_PIXELS
    shares = apart([scale.share(price) for price in reversed(list(ends["price"]))], gap)[::-1]
    return ends.assign(label_price=[scale.price(share) for share in shares])


def _room_beside(texts: pd.Series[str]) -> alt.ExprRef:
    """Leave as much room as the longest label takes, on a phone that of a price."""
    longest = _LABEL_ROOM_PIXELS + _LETTER_PIXELS * float(texts.str.len().max())
    room = round(min(_WIDEST_LABEL_PIXELS, longest))
    return alt.ExprRef(f"{_WIDE} ? width - {room} : width - {_NARROW_ROOM_PIXELS}")


def _event_marks(events: pd.DataFrame, x: alt.X) -> alt.Chart:
    """Mark on the time axis when models came, left or were told to leave."""
    marks: alt.Chart = (
        alt.Chart(events)
        .mark_point(filled=True, size=90, opacity=1, color="gray")
        .encode(
            x=x,
            y=alt.value(alt.ExprRef("height")),
            shape=alt.Shape("kind:N")
            .scale(domain=_EVENT_KINDS, range=_EVENT_SHAPES)
            .title(None)
            .legend(
                orient="bottom",
                values=[kind for kind in _EVENT_KINDS if kind in set(events["kind"])],
            ),
            tooltip=[
                alt.Tooltip("at_text:N", title="When"),
                alt.Tooltip("text:N", title="What"),
            ],
        )
    )
    return marks
