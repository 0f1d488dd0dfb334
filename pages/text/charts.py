"""Charts of token prices: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pages.shared.chart_parts import (
    PLACES_BEFORE_GREY,
    TICKS_BY_WIDTH,
    bars_height,
    log_domain,
    log_price_axis,
    log_scale,
    log_values,
    opening_bars,
    price_title,
    privacy_color,
    privacy_shape,
    privacy_values,
)
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
from pages.shared.named_rows import names_axis, opened_by_click
from pages.text.name_places import LINE_PIXELS
from pages.text.scatter_labels import CANVASES, ROOM_FOR_NAMES
from venice_data.catalog.money import times_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pages.text.name_places import Canvas
    from venice_data.catalog.frames import Currency

SCATTER_HEIGHT_PIXELS: Final = 430
_SHORTEST_BAR_PIXELS: Final = 12
_LETTER_PIXELS: Final = 6.5
_LABELS: Final = "labels"
_GREY_AND_ONE_MORE: Final[list[str | bool]] = [*PLACES_BEFORE_GREY, False, True]
HALO: Final[dict[str, Any]] = {  # what runs under a name does not strike it out
    "stroke": {"expr": "background"},
    "strokeWidth": 4,
    "strokeJoin": "round",
    "aria": False,
}


def input_output_scatter(
    tokens: pd.DataFrame, labels: pd.DataFrame, currency: Currency, times: float
) -> Drawing:
    """Expensive output goes with expensive input, along a line where it is so many `times` as much.

    Columns: model_id, label, privacy, input, output, size (from 0 to 1), input_text, output_text,
    context_text; what comes last lies on top. Prices are above zero: the axes are logarithmic.
    `labels` are those of `scatter_labels`, of which the browser shows what it has the width for.
    """
    return _input_output_scatter(currency).filled(
        rows=tokens,
        labels=labels,
        told=Told(prices=("input_text", "output_text")),
        times=f"median: {times_text(times)}",
        **_ends_of_multiple(tokens, times),
        **log_values("input", tokens["input"], ROOM_FOR_NAMES),
        **log_values("output", tokens["output"], ROOM_FOR_NAMES),
        **privacy_values(tokens["privacy"]),
    )


def _ends_of_multiple(tokens: pd.DataFrame, times: float) -> dict[str, Any]:
    """Fill in where the line of a multiple enters and leaves the picture."""
    inputs, outputs = (log_domain(tokens[name], ROOM_FOR_NAMES) for name in ("input", "output"))
    first, last = max(inputs[0], outputs[0] / times), min(inputs[1], outputs[1] / times)
    return {
        "first_input": first,
        "first_output": first * times,
        "last_input": last,
        "last_output": last * times,
    }


@chart_template
def _input_output_scatter(currency: Currency) -> AnyChart:
    picked = alt.selection_point(fields=["privacy"], bind="legend")
    zoomed = alt.selection_interval(
        bind="scales",
        zoom="wheel![event.shiftKey]",
        translate="[pointerdown[event.shiftKey], window:pointerup] > window:pointermove!",
    )
    position = {
        "x": alt.X("input:Q")
        .scale(log_scale("input"))
        .axis(
            log_price_axis(
                "input", currency, price_title(currency, "per 1M input tokens, log scale")
            )
        ),
        "y": alt.Y("output:Q")
        .scale(log_scale("output"))
        .axis(
            log_price_axis(
                "output", currency, price_title(currency, "per 1M output tokens, log scale")
            )
        ),
    }
    opacity = alt.when(picked).then(alt.value(0.8)).otherwise(alt.value(0.08))
    points = (
        rows_chart()
        .mark_point(filled=True, stroke="white", strokeWidth=0.6)
        .encode(
            **position,
            opacity=opacity,
            size=alt.Size("size:Q").scale(domain=[0, 1], range=mark_areas(CANVASES)).legend(None),
            color=privacy_color(symbolStrokeWidth=0),
            shape=privacy_shape(symbolStrokeWidth=0),
            tooltip=[
                alt.Tooltip("label:N", title="Model"),
                alt.Tooltip("input_text:N", title="Input per 1M tokens"),
                alt.Tooltip("output_text:N", title="Output per 1M tokens"),
                alt.Tooltip("context_text:N", title="Context window, in tokens"),
                alt.Tooltip("privacy:N", title="Privacy"),
            ],
        )
    )
    lines, names = (layer.encode(opacity=opacity) for layer in names_at_points("input", "output"))
    line, said = _multiple()
    marks = points.add_params(picked, zoomed, opened_by_click())
    return alt.layer(line, lines, marks, said, names).properties(height=SCATTER_HEIGHT_PIXELS)


def _multiple() -> tuple[AnyChart, AnyChart]:
    """Return the line of a multiple, and what it stands for, on the axes of the marks."""
    at_end = alt.Chart(alt.sequence(1)).encode(
        x=alt.XDatum(blank("last_input")), y=alt.YDatum(blank("last_output"))
    )
    looks: dict[str, Any] = {"color": "gray", "strokeWidth": 1.5, "strokeDash": [5, 4]}
    line = at_end.mark_rule(**looks, aria=False).encode(
        x2=alt.X2Datum(blank("first_input")), y2=alt.Y2Datum(blank("first_output"))
    )
    text = at_end.mark_text(align="right", dx=-8, dy=-2, text=blank_text("times"))
    return line, text


def mark_areas(canvases: Sequence[Canvas]) -> list[dict[str, str]]:
    """Return the smallest and the largest area of marks, by the canvas that there is room for."""
    narrow, wide = canvases[0], canvases[-1]
    return [
        {"expr": f"width < {canvases[1].least_width_pixels} ? {if_narrow} : {if_wide}"}
        for if_narrow, if_wide in (
            (narrow.smallest_mark, wide.smallest_mark),
            (narrow.largest_mark, wide.largest_mark),
        )
    ]


def names_at_points(across: str, up: str) -> tuple[AnyChart, AnyChart]:
    """Return the lines that lead to the names of `placed_labels`, and these, with a halo.

    Both lie on the axes of the marks, whose fields are `across` and `up`.
    """
    is_for_width = "datum.least_width <= width && width < datum.next_width"
    named = rows_chart(_LABELS)
    lines = (
        named.transform_filter(is_for_width)
        .mark_rule(color="gray", strokeWidth=0.8)
        .encode(x=f"{across}:Q", y=f"{up}:Q", x2=f"at_{across}:Q", y2=f"at_{up}:Q")
    )
    texts, halos = (
        named.mark_text(
            align=alt.ExprRef("datum.align"),
            dx=alt.ExprRef("datum.align == 'left' ? 2 : -2"),
            dy=alt.ExprRef(f"indexof(datum.text, '\\n') < 0 ? 0 : {-LINE_PIXELS / 2}"),
            lineBreak="\n",
            lineHeight=LINE_PIXELS,
            fontSize=12,
            **looks,
        )
        for looks in ({}, HALO)
    )
    names = alt.layer(halos, texts).transform_filter(is_for_width)
    return lines, names.encode(x=f"at_{across}:Q", y=f"at_{up}:Q", text="text:N")


def cache_discount_steps(steps: pd.DataFrame) -> Drawing:
    """Show how many models save how much of the price of input that they have just seen.

    Columns: label (unique: the discount), count (of models), told (behind the bar: how many, or
    which), names, model_id (empty where several models share the step), is_mine (whether it has
    a colour of its own); in the order to draw.
    """
    ends = [
        f"{count} * width / max({_SHORTEST_BAR_PIXELS}, width - {_LETTER_PIXELS * len(told)})"
        for count, told in zip(steps["count"], steps["told"], strict=True)
    ]
    return _cache_discount_steps().filled(
        rows=steps,
        told=Told(prices=("told",)),
        height=bars_height(steps),
        count_domain=[0, {"expr": f"max({', '.join(ends)})"}],  # the texts have room
    )


@chart_template
def _cache_discount_steps() -> AnyChart:
    tooltip = [
        alt.Tooltip("label:N", title="Discount"),
        alt.Tooltip("names:N", title="Models"),
    ]
    base = rows_chart().encode(
        y=names_axis(),
        x=alt.X("count:Q")
        .title("Models that take so much off a cache read")
        .scale(domain=blank("count_domain"), nice=False)
        .axis(tickMinStep=1, tickCount=TICKS_BY_WIDTH, titleAnchor="end"),
    )
    color = alt.Color("is_mine:N").scale(domain=_GREY_AND_ONE_MORE).legend(None)
    return opening_bars(base, "told", tooltip, color=color)
