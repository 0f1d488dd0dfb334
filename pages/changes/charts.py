"""Charts of what changed: how much a week, by how much, and what it did to a bill."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import (
    AXIS_AND_LEGEND_PIXELS,
    DAY_LABELS,
    colors_of_models,
    from_zero_domain,
    price_title,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import opened_by_click, opening_places
from pages.shared.price_step_chart import time_axis, time_domain
from venice_data.catalog.money import axis_labels

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

# In the order of the theme's colours, of which the first mean privacy: cheaper is green.
GROUPS_BY_COLOR: Final = [
    " ",
    "  ",
    "other changes",
    "prices down",
    "prices up",
    "added",
    "retired",
]
_OTHERS: Final = "other changes"  # many, and of little weight: drawn when asked for
_DIRECTIONS: Final = colors_of_models(["cheaper", "more expensive"])
_ACTIVITY_HEIGHT_PIXELS: Final = 270
_BILL_HEIGHT_PIXELS: Final = 300
_CHANGE_STEP_PIXELS: Final = 38  # a line for the name, and the bar below it
_BAR_HEIGHT_PIXELS: Final = 14
_BAR_BELOW_PIXELS: Final = 8  # the middle of a row
_NAME_ABOVE_PIXELS: Final = 9
_STEPS: Final = 4
_LEAST_SPAN: Final = 1.1  # where nothing moved, of all of the axis
_ROOM_ABOVE: Final = 1.15
_LABEL_ROOM: Final = 150  # pixels to the right of the bars, for the change and the prices
_ROOM_FOR_LABELS: Final = f"max(0.2, {_LABEL_ROOM} / max(16, width - {_LABEL_ROOM}))"


def weekly_activity(weeks: pd.DataFrame) -> Drawing:
    """Show in which weeks how much changed; a click on a kind leaves that kind alone.

    Columns: week and week_end (UTC), week_text, kind (one of `GROUPS_BY_COLOR`), count. At first
    other changes are left out where there are any but those.
    """
    present = [kind for kind in GROUPS_BY_COLOR if kind in set(weeks["kind"])]
    at_first = [kind for kind in present if kind != _OTHERS] or present
    return _weekly_activity(tuple(at_first)).filled(
        rows=weeks,
        told=Told(names=("week_text", "kind"), prices=("count",)),
        kinds_shown=present,
    )


@chart_template
def _weekly_activity(at_first: tuple[str, ...]) -> AnyChart:
    picked = alt.selection_point(
        fields=["kind"], bind="legend", value=[{"kind": kind} for kind in at_first]
    )
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
            .scale(domain=GROUPS_BY_COLOR)
            .title(None)
            .legend(
                orient="top",
                columns=alt.ExprRef("width > 560 ? 5 : 2"),
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
    """Show by how much prices rose (to the right) and fell, from what to what, and when.

    The columns are those of `_change_bars`, and name, price_of and day_text.
    """
    texts = (
        ("name", "Model"),
        ("price_of", "Price of"),
        ("before_text", "Before"),
        ("after_text", "After"),
        ("change_text", "Change"),
        ("day_text", "Seen on"),
    )
    told = Told(names=("name", "price_of"), prices=("change_text",))
    return _change_bars(moves, "Change of the price", texts, told)


def _change_bars(
    changes: pd.DataFrame, title: str, tooltips: tuple[tuple[str, str], ...], told: Told
) -> Drawing:
    """Draw changes as bars from none under the names of what changed, each said to its right.

    As long as half as much to the left is twice as much to the right; nothing at all is drawn as
    a half of the least. Columns: model_id, label, aside (what stands at the right of the name),
    change (a share), change_text, before_text, after_text, direction, and those of the tooltips;
    in the order to draw. Shares have no unit, so types can share the axis.
    """
    times = 1 + changes["change"]
    least = min(1.0, times[times > 0].min()) if (times > 0).any() else 1.0
    times = times.clip(lower=least / 2)
    lowest, highest = min(1.0, float(times.min())), max(1.0, float(times.max()))
    room = f"pow({max(highest / lowest, _LEAST_SPAN)}, {_ROOM_FOR_LABELS})"
    return _bars_of_changes(title, tooltips).filled(
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
def _bars_of_changes(title: str, tooltips: tuple[tuple[str, str], ...]) -> AnyChart:
    told = [alt.Tooltip(f"{column}:N", title=name) for column, name in tooltips]
    rows = rows_chart().encode(y=alt.Y("label:N").sort(None).axis(None))
    base = rows.encode(
        x=alt.X("times:Q")
        .title(f"{title}, log scale")
        .scale(type="log", domain=blank("times_domain"), nice=False)
        .axis(
            labelExpr="datum.value === 1 ? '0%'"
            " : replace(format(datum.value - 1, '+.0%'), '−', '-')",
            labelOverlap="greedy",
            values=blank("times_ticks"),
            titleAnchor="end",
        ),
    )
    bars = base.mark_bar(height=_BAR_HEIGHT_PIXELS, yOffset=_BAR_BELOW_PIXELS).encode(
        x2=alt.X2Datum(1), color=alt.Color("direction:N").scale(domain=_DIRECTIONS).legend(None)
    )
    beside = (
        base.transform_calculate(
            end="max(1, datum.times)",
            prices="datum.before_text + ' → ' + datum.after_text",
            said="datum.change_text + ', ' + datum.prices",
        )
        .mark_text(align="left", dx=5, dy=_BAR_BELOW_PIXELS)
        .encode(x=alt.X("end:Q"), text="said:N")
    )
    names = rows.mark_text(align="left", dy=-_NAME_ABOVE_PIXELS, fontWeight="bold").encode(
        x=alt.value(0), text="label:N"
    )
    asides = rows.mark_text(align="right", dy=-_NAME_ABOVE_PIXELS, opacity=0.75).encode(
        x=alt.value("width"), text="aside:N"
    )
    return alt.layer(bars, beside, names, asides, opening_places(told)).add_params(
        opened_by_click()
    )


def bill_steps(totals: pd.DataFrame, currency: Currency) -> Drawing:
    """Show a monthly bill as it rose and fell with prices, from zero.

    Columns: at (UTC), stretch (without a gap in it), price, price_text, at_text, cause (what
    moved it, at the beginning of a step), cause_shown (where there is room), is_labelled; two
    rows per step, its beginning and end.
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
            alt.Tooltip("cause:N", title="Moved by"),
        ],
    )
    labelled = base.transform_filter("datum.is_labelled").encode(text="price_text:N")
    is_right = "scale('x', datum.at) > width / 2"
    causes = (
        base.transform_filter("datum.cause_shown !== ''")
        .mark_text(
            align=alt.ExprRef(f"{is_right} ? 'right' : 'left'"),
            dx=alt.ExprRef(f"{is_right} ? -6 : 6"),
            dy=14,
        )
        .encode(text="cause_shown:N")
    )
    return alt.layer(
        steps,
        targets.add_params(hovered),
        causes,
        labelled.transform_filter("!datum.is_last").mark_text(align="left", dy=-10, dx=2),
        labelled.transform_filter("datum.is_last").mark_text(align="right", dy=-10),
    ).properties(height=_BILL_HEIGHT_PIXELS)
