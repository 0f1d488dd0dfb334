"""Chart of all prices by type: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pages.overview.strip_layout import FORMS, Strip, lay_out
from pages.overview.strip_names import PADDING
from pages.shared.chart_parts import privacy_color, privacy_shape, privacy_values
from pages.shared.chart_template import AnyChart, Drawing, blank_text, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import opened_by_click
from venice_data.catalog.money import price_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from venice_data.catalog.frames import Currency

_IN_CORNER: Final[dict[str, Any]] = {
    "orient": "none",
    "legendX": 0,
    "legendY": 0,
    "symbolStrokeWidth": 0,
}
_NAMES: Final = "names"
_HEADINGS: Final = "headings"
_TICKS: Final = "ticks"
_IS_OF_FORM: Final = "datum.form === form"


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
        height=max(layout.heights),
        middles=f"{layout.middles}[form]",
        strips_height=f"{layout.heights}[form]",
        **privacy_values(layout.marks["privacy"]),
    )


def _tick_text(price: float, currency: Currency) -> str:
    """Write a price on a scale, whose heading names the currency."""
    return price_text(price, currency).removesuffix(" DIEM").removesuffix(".00")


@chart_template
def _price_strips() -> AnyChart:
    picked = alt.selection_point(fields=["privacy"], bind="legend")
    headings = rows_chart(_HEADINGS).transform_filter(_IS_OF_FORM)
    lines = (
        headings.transform_filter("isValid(datum.line_y)")
        .mark_rule(color="gray", opacity=0.4)
        .encode(x=_across("line_from"), x2=alt.datum(1 + PADDING), y=_down("line_y"))
    )
    heads = headings.mark_text(
        align="left",
        dx=alt.ExprRef("datum.x"),
        fontSize=alt.ExprRef("datum.is_label ? 13 : 11.5"),
        fontWeight=alt.ExprRef("datum.is_label ? 'bold' : 'normal'"),
    ).encode(x=alt.value(0), y=_down(), text="text:N")
    ticks = (
        rows_chart(_TICKS)
        .transform_filter(_IS_OF_FORM)
        .mark_text(
            align=alt.ExprRef("datum.x < 0.02 ? 'left' : datum.x > 0.98 ? 'right' : 'center'"),
            fontSize=11,
            opacity=0.8,
        )
        .encode(x=_across(), y=_down(), text="text:N")
    )
    marks = (
        rows_chart()
        .transform_calculate(y="middles[datum.strip] + datum.rise")
        .mark_point(filled=True, stroke=alt.ExprRef("background"), strokeWidth=1)
        .encode(
            x=_across(),
            y=_down(),
            size=alt.when("datum.is_named").then(alt.value(110)).otherwise(alt.value(55)),
            opacity=alt.when(picked).then(alt.value(0.9)).otherwise(alt.value(0.08)),
            color=privacy_color(**_IN_CORNER),
            shape=privacy_shape(**_IN_CORNER),
            tooltip=[
                alt.Tooltip("label:N", title="Model"),
                alt.Tooltip("price_text:N", title="Price"),
                alt.Tooltip("privacy:N", title="Privacy"),
                alt.Tooltip("default_for:N", title="Venice's default"),
            ],
        )
    )
    named = rows_chart(_NAMES).transform_filter(_IS_OF_FORM)
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
    ).add_params(*_params_of_form())


def _params_of_form() -> tuple[alt.Parameter, ...]:
    """Let the form follow the width, and what depends on it the form: all without a new run."""
    form = " + ".join(f"(width >= {form.least_width})" for form in FORMS[1:])
    start = f"{[form.start for form in FORMS]}[form]"
    expressions = {
        "form": form,
        "start": start,
        "middles": blank_text("middles"),
        "height": blank_text("strips_height"),  # the name by which the whole chart takes it
    }
    return tuple(alt.param(name=name, expr=expr) for name, expr in expressions.items())


def _across(column: str = "x") -> alt.X:
    """Axis along the strips, which have scales of their own."""
    x: alt.X = (
        alt.X(f"{column}:Q")
        .scale(
            domain=[-PADDING, 1 + PADDING],
            range=[alt.ExprRef("start"), alt.ExprRef("width")],
            nice=False,
        )
        .axis(None)
    )
    return x


def _down(column: str = "y") -> alt.Y:
    """Pixels from the top."""
    y: alt.Y = alt.Y(f"{column}:Q").scale(domain=[alt.ExprRef("height"), 0], nice=False).axis(None)
    return y
