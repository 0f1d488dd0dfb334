"""Prices over time as steps, each named where it ends."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from pages.shared.chart_parts import DAY_LABELS, colors_of_models, price_title
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
from pages.shared.named_rows import NAME_LIMIT_PIXELS
from pages.shared.price_scale import PriceScale, ScaleKind, price_axis, scale_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from venice_data.catalog.frames import Currency

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
# Vega's own, turned so that the first line, which has the fourth place, is solid.
_DASHES: Final = [[2, 1], [1, 1], [1, 2, 4, 2], [1, 0], [4, 2]]
_EVENT_KINDS: Final = ["new", "back", "retired", "retiring", "details"]
_EVENT_SHAPES: Final = ["triangle-up", "circle", "triangle-down", "diamond", "square"]


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


def price_steps(
    steps: pd.DataFrame, events: pd.DataFrame, currency: Currency, unit: str
) -> Drawing:
    """Show each price as a line that holds, steps, and is not there where nothing was listed.

    `steps` has two rows per time for which a price held, its beginning and its end, with columns
    series, stretch, at, price, price_text, since_text, until_text, and end_text at the last of
    a series. `events`: at, at_text, kind, text. Instants are UTC.
    """
    scale = scale_for(steps["price"])
    labels = _end_labels(steps, scale)
    series = list(labels["series"])
    around = _AXIS_AND_EVENTS_PIXELS + _LEGEND_ROW_PIXELS * len(series)
    marks: dict[str, Any] = {}
    if not events.empty:
        shown = [kind for kind in _EVENT_KINDS if kind in set(events["kind"])]
        marks = {"events": events, "kinds_shown": shown}
    return _price_steps(scale.kind, currency, "events" if marks else "no events").filled(
        rows=steps,
        told=Told(names=("series",)),
        labels=labels,
        series=series,
        colors=colors_of_models(series),
        height=PLOT_HEIGHT_PIXELS + around,
        price_title=price_title(currency, unit) + ("" if scale.kind == "linear" else ", log scale"),
        price_in_unit=f"Price {unit}",
        time_domain=time_domain(steps["at"]),
        end_of_time=_end_of_time(labels["end_text"]),
        **scale.values(),
        **marks,
    )


@chart_template
def _price_steps(
    kind: ScaleKind, currency: Currency, marked: Literal["events", "no events"]
) -> AnyChart:
    picked = alt.selection_point(fields=["series"], bind="legend")
    hovered = alt.selection_point(
        on="pointerover", nearest=True, fields=["series", "at"], empty=False
    )
    legend = alt.Legend(
        orient="top",
        columns=alt.ExprRef(f"{_WIDE} ? {_LEGEND_COLUMNS} : 1"),
        labelLimit=NAME_LIMIT_PIXELS,
        symbolType="stroke",
        values=blank("series"),
    )
    color = alt.Color("series:N").scale(domain=blank("colors")).title(None).legend(legend)
    dash = (
        alt.StrokeDash("series:N")
        .scale(domain=blank("colors"), range=_DASHES)
        .title(None)
        .legend(legend)
    )
    opacity = alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.1))
    x = time_axis(range=[0, blank("end_of_time")])
    base = rows_chart().encode(x=x, y=price_axis(kind, currency), color=color)
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(
        detail="stretch:N", strokeDash=dash, opacity=opacity
    )
    targets = base.mark_point(filled=True, size=80).encode(
        opacity=alt.when(hovered).then(alt.value(1.0)).otherwise(alt.value(0.0)),
        tooltip=[
            alt.Tooltip("series:N", title="Price of"),
            alt.Tooltip("price_text:N", title=blank_text("price_in_unit")),
            alt.Tooltip("since_text:N", title="From"),
            alt.Tooltip("until_text:N", title="Until"),
        ],
    )
    texts = rows_chart("labels").encode(x=x, y=alt.Y("label_price:Q"), color=color, opacity=opacity)
    wide = texts.transform_filter(_WIDE).mark_text(align="left", dx=7, limit=_WIDEST_LABEL_PIXELS)
    narrow = texts.transform_filter(f"!({_WIDE})").mark_text(align="left", dx=5)
    layers: list[Any] = [
        lines.add_params(picked),
        targets.add_params(hovered),
        wide.encode(text="end_text:N"),
        narrow.encode(text="price_text:N"),
    ]
    if marked == "events":
        layers.append(_event_marks(x))
    return alt.layer(*layers)


def time_axis(**scale: Any) -> alt.X:
    """Axis of UTC time over its blank `time_domain`; `scale` adds to its scale."""
    axis: alt.X = (
        alt.X("at:T")
        .scale(type="utc", domain=blank("time_domain"), **scale)
        .title(None)
        .axis(**DAY_LABELS)
    )
    return axis


def time_domain(instants: pd.Series[pd.Timestamp]) -> list[str]:
    """Fill an axis of time: from the first to the last instant, for at least a day."""
    first, last = instants.min(), instants.max()
    if first == last:
        first -= _SHORTEST
    return [first.isoformat(), last.isoformat()]


def _end_labels(steps: pd.DataFrame, scale: PriceScale) -> pd.DataFrame:
    """Return the last row of each series, the highest first, each with a place of its own."""
    ends = steps[steps["end_text"] != ""].sort_values("price", ascending=False, kind="stable")
    gap = _LABEL_GAP_PIXELS / PLOT_HEIGHT_PIXELS
    shares = apart([scale.share(price) for price in reversed(list(ends["price"]))], gap)[::-1]
    return ends.assign(label_price=[scale.price(share) for share in shares])


def _end_of_time(texts: pd.Series[str]) -> dict[str, str]:
    """Leave as much room beside the axis as the longest label takes, on a phone that of a price."""
    longest = _LABEL_ROOM_PIXELS + _LETTER_PIXELS * float(texts.str.len().max())
    room = round(min(_WIDEST_LABEL_PIXELS, longest))
    return {"expr": f"{_WIDE} ? width - {room} : width - {_NARROW_ROOM_PIXELS}"}


def _event_marks(x: alt.X) -> alt.Chart:
    """Mark on the time axis when models were added, retired or announced to retire."""
    marks: alt.Chart = (
        rows_chart("events")
        .mark_point(filled=True, size=90, opacity=1, color="gray")
        .encode(
            x=x,
            y=alt.value(alt.ExprRef("height")),
            shape=alt.Shape("kind:N")
            .scale(domain=_EVENT_KINDS, range=_EVENT_SHAPES)
            .title(None)
            .legend(orient="bottom", values=blank("kinds_shown")),
            tooltip=[
                alt.Tooltip("at_text:N", title="When"),
                alt.Tooltip("text:N", title="What"),
            ],
        )
    )
    return marks
