"""Charts of long requests: from a frame to a chart, nothing else."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from pages.shared.chart_parts import (
    NAMES_LEGEND,
    PLACES_BEFORE_GREY,
    bars_height,
    colors_of_models,
    log_domain,
    log_price_axis,
    log_scale,
    log_ticks,
    log_values,
    price_title,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import names_axis, opened_by_click, opening_rows
from pages.shared.price_step_chart import apart
from pages.text.charts import HALO

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency

_REQUEST_HEIGHT_PIXELS: Final = 380
_PLOT_HEIGHT_PIXELS: Final = 300  # of it, about
_HAS_ROOM_AT_ENDS: Final = "width > 560"  # of lines, for their names; else a legend has them
_LETTER_PIXELS: Final = 6.6
_GAP_PIXELS: Final = 12
_LINE_PIXELS: Final = 16
_ASKED: Final = "asked"
_HAS_ROOM_LEFT: Final = "datum.input_tokens > 50000"  # of the line of the request, for its name
AT_BASE: Final = "At the base rate"
_WITH_SURCHARGE: Final = "With the long-context surcharge"
_PARTS: Final = [AT_BASE, _WITH_SURCHARGE]
_PARTS_LEGEND: Final[dict[str, Any]] = NAMES_LEGEND | {"values": _PARTS, "symbolStrokeWidth": 0}
_HAS_ROOM_FOR_TIMES: Final = "width > 420"
_ROOM_FOR_TIMES: Final = 130  # pixels behind the mark of the highest cost
_ROOM_FOR_MORE: Final = 85
_ROOM_FOR_MARKS: Final = 1.2
_STEM_PIXELS: Final = 3
_SHORTEST_PLOT_PIXELS: Final = 60
# Each of the eight lines of a chart is seen for itself, in the dark too.
_DASHES: Final = [
    [1, 0],
    [6, 3],
    [2, 2],
    [10, 3],
    [8, 3, 2, 3],
    [4, 4],
    [12, 3, 3, 3, 3, 3],
    [3, 6],
]


def surcharge_marks(requests: pd.DataFrame, currency: Currency) -> Drawing:
    """Show from what to what the surcharge of long context takes the cost of a request.

    Equal lengths are equal multiples, so that a cheap model beside an expensive one shows its own.
    Columns: model_id, label, base, cost (above zero), cost_text, base_text, more_text, times_text
    (of both); in the order to draw.
    """
    lowest, highest = float(requests["base"].min()), float(requests["cost"].max())
    room = f"max({_ROOM_FOR_MORE}, {_HAS_ROOM_FOR_TIMES} ? {_ROOM_FOR_TIMES} : 0)"
    grown = f"pow({highest / lowest}, {room} / max({_SHORTEST_PLOT_PIXELS}, width - {room}))"
    return _surcharge_marks(currency).filled(
        rows=requests,
        told=Told(prices=("cost_text", "more_text")),
        height=bars_height(requests),
        price_domain=[lowest / _ROOM_FOR_MARKS, {"expr": f"{highest} * {grown}"}],
        price_ticks=_ticks_around(lowest, highest),
    )


def _ticks_around(lowest: float, highest: float) -> list[float]:
    """Return ticks up to the first beyond the highest: further ones would stand where texts do."""
    ticks = log_ticks(lowest, highest)
    last = min(tick for tick in ticks if tick >= highest)
    return [tick for tick in ticks if tick <= last]


@chart_template
def _surcharge_marks(currency: Currency) -> AnyChart:
    title = price_title(currency, "per request, log scale")
    at = {
        end: alt.X(f"{end}:Q")
        .scale(log_scale("price"))
        .axis(log_price_axis("price", currency, title))
        for end in ("base", "cost")
    }
    base = rows_chart().encode(y=names_axis())
    color = (
        alt.Color("part:N")
        .scale(domain=[*PLACES_BEFORE_GREY, *_PARTS])
        .title(None)
        .legend(**_PARTS_LEGEND)
    )
    shape = (
        alt.Shape("part:N")
        .scale(domain=_PARTS, range=["circle", "diamond"])
        .title(None)
        .legend(**_PARTS_LEGEND)
    )
    at_base, with_surcharge = (base.transform_calculate(part=f"'{part}'") for part in _PARTS)
    stems = with_surcharge.mark_bar(height=_STEM_PIXELS, opacity=0.7, aria=False).encode(
        x=at["base"], x2="cost:Q", color=color
    )
    marks = [
        of_part.mark_point(filled=True, size=80, opacity=1, aria=False).encode(
            x=at[end], color=color, shape=shape
        )
        for of_part, end in ((at_base, "base"), (with_surcharge, "cost"))
    ]
    texts = base.mark_text(align="left", dx=9).encode(x=at["cost"])
    wide = texts.transform_filter(_HAS_ROOM_FOR_TIMES).encode(text="times_text:N")
    narrow = texts.transform_filter(f"!({_HAS_ROOM_FOR_TIMES})").encode(text="more_text:N")
    tooltip = [
        alt.Tooltip("label:N", title="Model"),
        alt.Tooltip("cost_text:N", title="The request"),
        alt.Tooltip("base_text:N", title=AT_BASE),
        alt.Tooltip("times_text:N", title="Surcharge"),
    ]
    layers = alt.layer(stems, *marks, wide, narrow, opening_rows(tooltip))
    return layers.add_params(opened_by_click())


def request_cost_lines(costs: pd.DataFrame, currency: Currency, asked_tokens: int) -> Drawing:
    """Show the step where a long-context rate takes over the whole request.

    Columns: label, input_tokens, cost, cost_text, rate_text; costs are above zero. A named
    line stands at the input that is asked for.
    """
    labels = costs["label"].unique().tolist()
    ends = _named_ends(costs)
    room = round(_GAP_PIXELS + _LETTER_PIXELS * max(map(len, labels)))
    return _request_cost_lines(currency).filled(
        rows=costs,
        ends=ends,
        legend={"expr": f"{_HAS_ROOM_AT_ENDS} ? [] : {json.dumps(labels)}"},
        end_of_tokens={"expr": f"{_HAS_ROOM_AT_ENDS} ? width - {room} : width"},
        asked=pd.DataFrame(
            {"input_tokens": [asked_tokens], "text": [f"your request: {asked_tokens:,}"]}
        ),
        labels=labels,
        colors=colors_of_models(labels),
        asked_tokens=asked_tokens,
        told=Told(prices=("cost_text",)),
        token_ticks=_ticks(costs["input_tokens"]),
        **log_values("cost", costs["cost"]),
    )


def _named_ends(costs: pd.DataFrame) -> pd.DataFrame:
    """Return the last place of each line, with a height of its own for its name (at_cost)."""
    ends = costs.groupby("label", sort=False).tail(1)
    lowest, highest = map(math.log, log_domain(costs["cost"]))
    heights = [(math.log(cost) - lowest) / (highest - lowest) for cost in ends["cost"]]
    moved = apart(heights, _LINE_PIXELS / _PLOT_HEIGHT_PIXELS)
    at_cost = [math.exp(lowest + height * (highest - lowest)) for height in moved]
    return ends[["label", "input_tokens"]].assign(at_cost=at_cost)


@chart_template
def _request_cost_lines(currency: Currency) -> AnyChart:
    hovered = alt.selection_point(
        on="pointerover", nearest=True, fields=["input_tokens", "label"], empty=False
    )
    picked = alt.selection_point(fields=["label"], bind="legend")
    legend = alt.Legend(**NAMES_LEGEND, symbolType="stroke", values=blank("legend"))
    base = rows_chart().encode(
        x=alt.X("input_tokens:Q")
        .scale(type="log", nice=False, range=[0, blank("end_of_tokens")])
        .title("Input tokens of the request, log scale")
        .axis(format="~s", values=blank("token_ticks")),
        y=alt.Y("cost:Q")
        .scale(log_scale("cost"))
        .axis(log_price_axis("cost", currency, price_title(currency, "per request, log scale"))),
        color=alt.Color("label:N").scale(domain=blank("colors")).title(None).legend(legend),
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.15)),
    )
    lines = base.mark_line(strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("label:N")
        .scale(domain=blank("labels"), range=_DASHES)
        .legend(None)
    )
    points = base.mark_point(filled=True, size=70).encode(
        opacity=alt.when(hovered).then(alt.value(1.0)).otherwise(alt.value(0.0)),
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("input_tokens:Q", title="Input tokens", format=","),
            alt.Tooltip("cost_text:N", title="Cost of the request"),
            alt.Tooltip("rate_text:N", title="Rate"),
        ],
    )
    asked = (
        rows_chart()
        .mark_rule(color="gray", aria=False)
        .encode(x=alt.datum(blank("asked_tokens"), type="quantitative"))
    )
    name = (
        rows_chart(_ASKED)
        .mark_text(
            align=alt.ExprRef(f"{_HAS_ROOM_LEFT} ? 'right' : 'left'"),
            dx=alt.ExprRef(f"{_HAS_ROOM_LEFT} ? -5 : 5"),
            dy=8,
            baseline="top",
            aria=False,
        )
        .encode(x="input_tokens:Q", y=alt.value(0), text="text:N")
    )
    texts = [
        rows_chart("ends")
        .transform_filter(_HAS_ROOM_AT_ENDS)
        .mark_text(align="left", dx=_GAP_PIXELS / 2, **looks)
        .encode(x=base.encoding.x.shorthand, y="at_cost:Q", text="label:N", color=color)
        for looks, color in ((HALO, alt.Color()), ({"aria": False}, base.encoding.color))
    ]
    return alt.layer(
        lines.add_params(picked), points.add_params(hovered), asked, name, *texts
    ).properties(height=_REQUEST_HEIGHT_PIXELS)


def _ticks(values: pd.Series[float]) -> list[float]:
    return log_ticks(float(values.min()), float(values.max()))
