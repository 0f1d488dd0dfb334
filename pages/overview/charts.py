"""Chart of all prices by type: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt

from pages.overview.strip_layout import PADDING, Strip, lay_out
from pages.shared.chart_parts import opened_by_click, privacy_color, privacy_shape, privacy_values
from pages.shared.chart_template import ROWS, AnyChart, Drawing, blank, chart_template
from venice_data.catalog.money import price_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from venice_data.catalog.frames import Currency

_LEGEND_PIXELS: Final = 54
_NAMES: Final = alt.NamedData("names")
_HEADINGS: Final = alt.NamedData("headings")
_TICKS: Final = alt.NamedData("ticks")


def price_strips(strips: Sequence[Strip], currency: Currency) -> Drawing:
    """Show every price on a strip of its type, with its own scale and unit.

    The models of the strips have model_id, label, privacy, price, price_text, default_for; at
    least one strip has some.
    """
    layout = lay_out(strips, lambda price: _tick_text(price, currency))
    return _price_strips().filled(
        rows=layout.marks,
        names=layout.names,
        headings=layout.headings,
        ticks=layout.ticks,
        height=layout.height + _LEGEND_PIXELS,
        height_domain=[layout.height, 0],
        **privacy_values(layout.marks["privacy"]),
    )


def _tick_text(price: float, currency: Currency) -> str:
    """Write a price on a scale, whose heading names the currency."""
    return price_text(price, currency).removesuffix(" DIEM").removesuffix(".00")


@chart_template
def _price_strips() -> AnyChart:
    picked = alt.selection_point(fields=["privacy"], bind="legend")
    headings = alt.Chart(_HEADINGS)
    lines = headings.mark_rule(color="gray", opacity=0.4).encode(y=_down("line_y"))
    heads = headings.mark_text(align="left", fontSize=13, fontWeight="bold").encode(
        x=alt.value(0), y=_down(), text="text:N"
    )
    ticks = (
        alt.Chart(_TICKS)
        .mark_text(
            align=alt.ExprRef("datum.x < 0.02 ? 'left' : datum.x > 0.98 ? 'right' : 'center'"),
            fontSize=11,
            opacity=0.8,
        )
        .encode(x=_across(), y=_down(), text="text:N")
    )
    marks = (
        alt.Chart(ROWS)
        .mark_point(filled=True)
        .encode(
            x=_across(),
            y=_down(),
            size=alt.when("datum.is_named").then(alt.value(110)).otherwise(alt.value(55)),
            opacity=alt.when(picked).then(alt.value(0.75)).otherwise(alt.value(0.08)),
            color=privacy_color(),
            shape=privacy_shape(),
            tooltip=[
                alt.Tooltip("label:N", title="Model"),
                alt.Tooltip("price_text:N", title="Price"),
                alt.Tooltip("privacy:N", title="Privacy"),
                alt.Tooltip("default_for:N", title="Venice's default"),
            ],
        )
    )
    named = alt.Chart(_NAMES).transform_filter(
        "datum.least_width <= width && width < datum.next_width"
    )
    leaders = named.mark_rule(color="gray", strokeWidth=0.8).encode(
        x=_across(), y=_down("line_top"), y2="line_end:Q"
    )
    names = named.mark_text(
        align=alt.ExprRef("datum.align"),
        dx=alt.ExprRef("datum.at_x != datum.x ? 0 : datum.align == 'left' ? 4 : -4"),
        fontSize=12,
    ).encode(x=_across("at_x"), y=_down(), text="text:N")
    return alt.layer(
        lines, heads, ticks, leaders, marks.add_params(picked, opened_by_click()), names
    )


def _across(column: str = "x") -> alt.X:
    """Axis along the strips, which have scales of their own."""
    x: alt.X = alt.X(f"{column}:Q").scale(domain=[-PADDING, 1 + PADDING], nice=False).axis(None)
    return x


def _down(column: str = "y") -> alt.Y:
    """Pixels from the top."""
    y: alt.Y = alt.Y(f"{column}:Q").scale(domain=blank("height_domain"), nice=False).axis(None)
    return y
