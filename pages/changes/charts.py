"""Charts of what changed: how much a week, by how much, and what it did to a bill."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import (
    AXIS_AND_LEGEND_PIXELS,
    BAR_HEIGHT,
    DAY_LABELS,
    colors_of_models,
    from_zero_domain,
    price_title,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import names_axis, opened_by_click, opening_rows
from pages.shared.price_step_chart import time_axis, time_domain
from venice_data.catalog.money import axis_labels

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

# In the order of the theme's colours, of which the first mean privacy: cheaper is green.
KINDS_BY_COLOR: Final = [
    " ",
    "retiring",
    "details",
    "price down",
    "price up",
    "new",
    "retired",
    "back",
    "prices changed",
]
_DIRECTIONS: Final = colors_of_models(["cheaper", "more expensive"])
_ACTIVITY_HEIGHT_PIXELS: Final = 270
_BILL_HEIGHT_PIXELS: Final = 300
_CHANGE_STEP_PIXELS: Final = 30  # room for two lines
_HALF_A_LINE_PIXELS: Final = 6
_NAME_IN_LINES: Final = "split(datum.label, '\\n')"
_STEPS: Final = 4
_LEAST_SPAN: Final = 1.1  # where nothing moved, of all of the axis
_ROOM_ABOVE: Final = 1.15
# To the right of the bars stand the change and the prices, on a phone below each other.
_IN_ONE_LINE: Final = "width > 480"
_LABEL_ROOM: Final = f"({_IN_ONE_LINE} ? 190 : 100)"
_ROOM_FOR_LABELS: Final = f"max(0.2, {_LABEL_ROOM} / max(16, width - {_LABEL_ROOM}))"


def weekly_activity(weeks: pd.DataFrame) -> Drawing:
    """Show in which weeks how much changed; a click on a kind leaves that kind alone.

    Columns: week and week_end (UTC), week_text, kind, count.
    """
    present = set(weeks["kind"])
    return _weekly_activity().filled(
        rows=weeks,
        told=Told(names=("week_text", "kind"), prices=("count",)),
        kinds_shown=[kind for kind in KINDS_BY_COLOR if kind in present],
    )


@chart_template
def _weekly_activity() -> AnyChart:
    picked = alt.selection_point(fields=["kind"], bind="legend")
    chart: alt.Chart = (
        rows_chart()
        .transform_filter(picked)
        .mark_bar(orient="vertical")
        .encode(
            x=alt.X("week:T").scale(type="utc").title(None).axis(**DAY_LABELS, grid=False),
            x2="week_end:T",
            y=alt.Y("count:Q")
            .title("Changes per week")
            .axis(format="d", tickMinStep=1, tickCount=4),
            color=alt.Color("kind:N")
            .scale(domain=KINDS_BY_COLOR)
            .title(None)
            .legend(
                orient="top",
                columns=alt.ExprRef("width > 560 ? 8 : 2"),
                symbolType="square",
                values=blank("kinds_shown"),
            ),
            order=alt.Order("place:Q"),
            tooltip=[
                alt.Tooltip("week_text:N", title="Week from"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("count:Q", title="Changes"),
            ],
        )
        .add_params(picked)
        .properties(height=_ACTIVITY_HEIGHT_PIXELS)
    )
    return chart


def replacement_bars(changes: pd.DataFrame) -> Drawing:
    """Show by how much each replacement is more expensive (to the right) or cheaper than what goes.

    Columns: those of `_change_bars`, replacement, and the unit of both prices.
    """
    texts = (
        ("label", "Model"),
        ("replacement", "Replacement"),
        ("before_text", "Price of this model"),
        ("after_text", "Price of the replacement"),
        ("unit", "Both"),
        ("change_text", "Change"),
    )
    told = Told(prices=("change_text",))
    return _change_bars(changes, "Change of the price with the replacement", texts, told)


def largest_moves_bars(moves: pd.DataFrame) -> Drawing:
    """Show by how much prices rose (to the right) and fell, and from what to what.

    The columns are those of `_change_bars`.
    """
    texts = (
        ("label", "Price of"),
        ("before_text", "Before"),
        ("after_text", "After"),
        ("change_text", "Change"),
    )
    told = Told(names=("name", "price_of"), prices=("change_text",))
    return _change_bars(moves, "Change of the price", texts, told)


def _change_bars(
    changes: pd.DataFrame, title: str, tooltips: tuple[tuple[str, str], ...], told: Told
) -> Drawing:
    """Draw changes as bars from none, each said to its right: there is room.

    As long as half as much to the left is twice as much to the right; nothing at all is drawn as
    a half of the least. Columns: model_id, label (a second line after a line break), change (a
    share), change_text, before_text, after_text, direction, and those of the tooltips; in the
    order to draw. Shares have no unit, so types can share the axis.
    """
    times = 1 + changes["change"]
    least = min(1.0, times[times > 0].min()) if (times > 0).any() else 1.0
    times = times.clip(lower=least / 2)
    lowest, highest = min(1.0, float(times.min())), max(1.0, float(times.max()))
    room = f"pow({max(highest / lowest, _LEAST_SPAN)}, {_ROOM_FOR_LABELS})"
    lines = 1 + int(changes["label"].str.count("\n").max())
    return _bars_of_changes(title, tooltips, lines).filled(
        rows=changes.assign(times=times),
        told=told,
        height=_CHANGE_STEP_PIXELS * len(changes) + AXIS_AND_LEGEND_PIXELS,
        times_domain=[lowest, {"expr": f"{highest} * {room}"}],
        times_ticks=change_ticks(lowest, highest),
    )


def change_ticks(lowest: float, highest: float) -> list[float]:
    """Return ratios between these, each as many times the one before as the next is, and 1."""
    first, last = math.ceil(math.log2(lowest)), math.floor(math.log2(highest))
    step = max(1, math.ceil((last - first) / _STEPS))
    below, above = range(0, first - 1, -step), range(0, last + 1, step)
    return [2.0**power for power in sorted({*below, *above})]


@chart_template
def _bars_of_changes(title: str, tooltips: tuple[tuple[str, str], ...], lines: int) -> AnyChart:
    told = [alt.Tooltip(f"{column}:N", title=name) for column, name in tooltips]
    base = rows_chart().encode(
        y=names_axis(
            labelExpr=_NAME_IN_LINES,
            labelOffset=-_HALF_A_LINE_PIXELS * (lines - 1),
        ),
        x=alt.X("times:Q")
        .title(f"{title}, ratio scale")
        .scale(type="log", domain=blank("times_domain"), nice=False)
        .axis(
            labelExpr="datum.value === 1 ? '0%'"
            " : replace(format(datum.value - 1, '+.0%'), '−', '-')",
            labelOverlap="greedy",
            values=blank("times_ticks"),
            titleAnchor="end",
        ),
    )
    bars = base.mark_bar(height=BAR_HEIGHT).encode(
        x2=alt.X2Datum(1), color=alt.Color("direction:N").scale(domain=_DIRECTIONS).legend(None)
    )
    told_beside = base.transform_calculate(
        end="max(1, datum.times)",
        prices="datum.before_text + ' → ' + datum.after_text",
        in_one_line="datum.change_text + ', ' + datum.prices",
        in_two_lines="[datum.change_text, datum.prices]",
    ).encode(x=alt.X("end:Q"))
    one_line = told_beside.transform_filter(_IN_ONE_LINE).mark_text(align="left", dx=5)
    two_lines = told_beside.transform_filter(f"!({_IN_ONE_LINE})").mark_text(
        align="left", dx=5, dy=-_HALF_A_LINE_PIXELS
    )
    return alt.layer(
        bars,
        one_line.encode(text="in_one_line:N"),
        two_lines.encode(text="in_two_lines:N"),
        opening_rows(told, name=_NAME_IN_LINES, is_in_two_lines=f"{lines} > 1"),
    ).add_params(opened_by_click())


def bill_steps(totals: pd.DataFrame, currency: Currency) -> Drawing:
    """Show a monthly bill as it rose and fell with prices, from zero.

    Columns: at (UTC), stretch (without a gap in it), price, price_text, at_text,
    is_labelled; two rows per step, its beginning and its end.
    """
    return _bill_steps(currency).filled(
        rows=totals,
        told=Told(names=("at_text",)),
        time_domain=time_domain(totals["at"]),
        price_domain=from_zero_domain(totals["price"], _ROOM_ABOVE),
    )


@chart_template
def _bill_steps(currency: Currency) -> AnyChart:
    hovered = alt.selection_point(on="pointerover", nearest=True, fields=["at"], empty=False)
    base = rows_chart().encode(
        x=time_axis(),
        y=alt.Y("price:Q")
        .title(price_title(currency, "per month"))
        .scale(domain=blank("price_domain"), nice=False)
        .axis(labelExpr=axis_labels(currency), tickCount=5),
    )
    steps = base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(detail="stretch:N")
    targets = base.mark_point(filled=True, size=80).encode(
        opacity=alt.when(hovered).then(alt.value(1.0)).otherwise(alt.value(0.0)),
        tooltip=[
            alt.Tooltip("at_text:N", title="From"),
            alt.Tooltip("price_text:N", title="Bill per month"),
        ],
    )
    labelled = base.transform_filter("datum.is_labelled").encode(text="price_text:N")
    return alt.layer(
        steps,
        targets.add_params(hovered),
        labelled.transform_filter("!datum.is_last").mark_text(align="left", dy=-10, dx=2),
        labelled.transform_filter("datum.is_last").mark_text(align="right", dy=-10),
    ).properties(height=_BILL_HEIGHT_PIXELS)
