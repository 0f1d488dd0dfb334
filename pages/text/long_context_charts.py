"""Charts of long requests: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from pages.shared.chart_parts import (
    BAR_HEIGHT,
    NAMES_LEGEND,
    bars_height,
    colors_of_models,
    labelled_domain,
    log_ticks,
    price_title,
    prices_along,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import names_axis, opened_by_click, opening_rows
from venice_data.catalog.money import axis_labels

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency

_REQUEST_HEIGHT_PIXELS: Final = 380
_ASKED: Final = "asked"
_HAS_ROOM_LEFT: Final = "datum.input_tokens > 50000"  # of the line of the request, for its name
_PARTS: Final = "parts"


def surcharge_bars(requests: pd.DataFrame, parts: pd.DataFrame, currency: Currency) -> Drawing:
    """Show what a request costs at the base rate, and what long context adds to that.

    Columns: model_id, label, cost_text, base_text, more_text; in the order to draw. `parts` has
    for each label its parts, from the base on: part, start, price (where it ends), told (behind
    the last).
    """
    names = parts["part"].unique().tolist()
    return _surcharge_bars(currency).filled(
        rows=requests,
        parts=parts,
        told=Told(prices=("cost_text", "more_text")),
        height=bars_height(requests),
        names=names,
        colors=colors_of_models(names),
        price_domain=labelled_domain(parts["price"]),
    )


@chart_template
def _surcharge_bars(currency: Currency) -> AnyChart:
    base = rows_chart(_PARTS).encode(
        y=names_axis(), x=prices_along(currency, price_title(currency, "per request"))
    )
    legend = alt.Legend(**NAMES_LEGEND, values=blank("names"))
    bars = base.mark_bar(height=BAR_HEIGHT, aria=False).encode(
        x2="start:Q",
        color=alt.Color("part:N").scale(domain=blank("colors")).title(None).legend(legend),
    )
    texts = base.mark_text(align="left", dx=5).encode(text="told:N")
    tooltip = [
        alt.Tooltip("label:N", title="Model"),
        alt.Tooltip("cost_text:N", title="The request"),
        alt.Tooltip("base_text:N", title="At the base rate"),
        alt.Tooltip("more_text:N", title="More"),
    ]
    return alt.layer(bars, texts, opening_rows(tooltip)).add_params(opened_by_click())


def request_cost_lines(costs: pd.DataFrame, currency: Currency, asked_tokens: int) -> Drawing:
    """Show the step where a long-context rate takes over the whole request.

    Columns: label, input_tokens, cost, cost_text, rate_text; costs are above zero. A named
    line stands at the input that is asked for.
    """
    labels = costs["label"].unique().tolist()
    return _request_cost_lines(currency).filled(
        rows=costs,
        asked=pd.DataFrame(
            {"input_tokens": [asked_tokens], "text": [f"your request: {asked_tokens:,}"]}
        ),
        labels=labels,
        colors=colors_of_models(labels),
        asked_tokens=asked_tokens,
        told=Told(prices=("cost_text",)),
        token_ticks=_ticks(costs["input_tokens"]),
        cost_ticks=_ticks(costs["cost"]),
    )


@chart_template
def _request_cost_lines(currency: Currency) -> AnyChart:
    hovered = alt.selection_point(
        on="pointerover", nearest=True, fields=["input_tokens", "label"], empty=False
    )
    picked = alt.selection_point(fields=["label"], bind="legend")
    legend = alt.Legend(**NAMES_LEGEND, symbolType="stroke", values=blank("labels"))
    base = rows_chart().encode(
        x=alt.X("input_tokens:Q")
        .scale(type="log", nice=False)
        .title("Input tokens of the request")
        .axis(format="~s", values=blank("token_ticks")),
        y=alt.Y("cost:Q")
        .scale(type="log")
        .title(price_title(currency, "per request"))
        .axis(labelExpr=axis_labels(currency), values=blank("cost_ticks")),
        color=alt.Color("label:N").scale(domain=blank("colors")).title(None).legend(legend),
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.15)),
    )
    lines = base.mark_line(strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("label:N").scale(domain=blank("labels")).legend(None)
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
    return alt.layer(lines.add_params(picked), points.add_params(hovered), asked, name).properties(
        height=_REQUEST_HEIGHT_PIXELS
    )


def _ticks(values: pd.Series[float]) -> list[float]:
    return log_ticks(float(values.min()), float(values.max()))
