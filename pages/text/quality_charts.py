"""Charts of quality against price: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from pages.shared.chart_parts import (
    BAR_HEIGHT,
    bars_height,
    log_price_axis,
    log_scale,
    log_values,
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
from pages.shared.named_rows import (
    FIRST_OF_TWO_LINES_PIXELS,
    names_axis,
    opened_by_click,
    opening_rows,
)
from pages.text.charts import HALO, SCATTER_HEIGHT_PIXELS, names_at_points
from pages.text.scatter_labels import ROOM_FOR_NAMES
from venice_data.catalog.money import share_text

if TYPE_CHECKING:
    from pages.text.scatter_labels import Axis
    from venice_data.catalog.frames import Currency

MARK_AREAS: Final = (45, 150)  # off the frontier and on it
_LEGEND: Final = {"symbolSize": 90, "symbolStrokeWidth": 0}
_MIDDLE: Final = "middle"
_ROOM_ABOVE_BARS: Final = 0.8  # of a bar and its gap, for the name of the median
_HAS_ROOM_FOR_NAMES: Final = "width > 420"  # behind bars; else they stand below the model's
_SHARE_TICKS: Final = {"expr": f"{_HAS_ROOM_FOR_NAMES} ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1]"}
_SHARE_AND_A_NAME: Final = {"expr": f"[0, {_HAS_ROOM_FOR_NAMES} ? 1.6 : 1.4]"}


def quality_scatter(
    rated: pd.DataFrame,
    labels: pd.DataFrame,
    currency: Currency,
    score_axis: Axis,
    titles: tuple[str, str],
) -> Drawing:
    """Show that a better model costs more, along a frontier that few are on.

    Columns: model_id, label, privacy, price (above zero), score, price_text, score_text, is_on
    (the frontier), size (0 or 1), standing; what comes last lies on top. `labels` are those of
    `placed_labels`; `titles` name both axes.
    """
    return _quality_scatter(currency).filled(
        rows=rated,
        labels=labels,
        told=Told(prices=("price_text", "score_text")),
        score_domain=[score_axis.lowest, score_axis.highest],
        price_title=titles[0],
        score_title=titles[1],
        **log_values("price", rated["price"], ROOM_FOR_NAMES),
        **privacy_values(rated["privacy"]),
    )


@chart_template
def _quality_scatter(currency: Currency) -> AnyChart:
    picked = alt.selection_point(fields=["privacy"], bind="legend")
    position = {
        "x": alt.X("price:Q")
        .scale(log_scale("price"))
        .axis(log_price_axis("price", currency, blank_text("price_title"))),
        "y": alt.Y("score:Q")
        .scale(domain=blank("score_domain"), nice=False)
        .title(blank_text("score_title")),
    }
    opacity = alt.when(picked).then(alt.value(0.85)).otherwise(alt.value(0.08))
    frontier = (
        rows_chart()
        .transform_filter("datum.is_on")
        .mark_line(interpolate="step-after", color="gray", strokeWidth=1.5, strokeDash=[4, 3])
        .encode(**position)
    )
    points = (
        rows_chart()
        .mark_point(filled=True, stroke="white", strokeWidth=0.6)
        .encode(
            **position,
            opacity=opacity,
            size=alt.Size("size:Q").scale(domain=[0, 1], range=[*MARK_AREAS]).legend(None),
            color=privacy_color(**_LEGEND),
            shape=privacy_shape(**_LEGEND),
            tooltip=[
                alt.Tooltip("label:N", title="Model"),
                alt.Tooltip("price_text:N", title="Per 1M tokens"),
                alt.Tooltip("score_text:N", title="Score"),
                alt.Tooltip("standing:N", title="Better for less"),
                alt.Tooltip("privacy:N", title="Privacy"),
            ],
        )
        .add_params(picked, opened_by_click())
    )
    lines, names = names_at_points("price", "score")
    return alt.layer(frontier, lines, points, names).properties(height=SCATTER_HEIGHT_PIXELS)


def savings_bars(beaten: pd.DataFrame, savings: pd.Series[float]) -> Drawing:
    """Show how much the cheapest model saves that is at least as good, and the median of all.

    Columns: model_id, label, saving (share), price_text, saving_text, instead (its name),
    instead_text, standing; in the order to draw. `savings` are those of all, drawn or not.
    """
    row = beaten["label"] + "\nwith " + beaten["instead"]
    middle = float(savings.median())
    words = f"median of all {len(savings)}: {share_text(middle)}"
    return _savings_bars().filled(
        rows=beaten.assign(row=row),
        middle=pd.DataFrame({"saving": [middle], "text": [words]}),
        told=Told(prices=("price_text", "instead_text")),
        height=bars_height(beaten.assign(label=row)),
    )


@chart_template
def _savings_bars() -> AnyChart:
    base = rows_chart().encode(
        y=names_axis(
            "row",
            labelExpr=_names_in("label"),
            labelOffset={"expr": f"{_HAS_ROOM_FOR_NAMES} ? 0 : {FIRST_OF_TWO_LINES_PIXELS}"},
        ).scale(paddingOuter=_ROOM_ABOVE_BARS),
        x=alt.X("saving:Q")
        .title("Saved, as a share of the price")
        .scale(domain=_SHARE_AND_A_NAME, nice=False)
        .axis(format="%", values=_SHARE_TICKS, titleAnchor="end"),
    )
    tooltip = [
        alt.Tooltip("label:N", title="Model"),
        alt.Tooltip("standing:N", title="Better for less"),
    ]
    bars = base.mark_bar(cornerRadiusEnd=3, height=BAR_HEIGHT)
    texts = [base.mark_text(align="left", dx=5, **looks) for looks in (HALO, {})]
    named, short = (
        [text.transform_filter(where).encode(text=column) for text in texts]
        for where, column in (
            (_HAS_ROOM_FOR_NAMES, "instead_text:N"),
            (f"!({_HAS_ROOM_FOR_NAMES})", "saving_text:N"),
        )
    )
    rows = opening_rows(tooltip, "row", _names_in("row"), f"!({_HAS_ROOM_FOR_NAMES})")
    return alt.layer(bars, *_middle(), *named, *short, rows).add_params(opened_by_click())


def _middle() -> list[alt.Chart]:
    """Draw a line at the median, with its name in the room above the bars."""
    at = rows_chart(_MIDDLE).encode(x="saving:Q")
    gap = at.mark_rule(**HALO)  # so that it is seen on bars
    line = at.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color="gray", aria=False)
    name = at.mark_text(align="right", dx=-5, baseline="top", aria=False)
    return [gap, line, name.encode(y=alt.value(0), text="text:N")]


def _names_in(column: str) -> str:
    """Return the expression that writes a row's model, and where there is need what replaces it."""
    names = f"split(datum.{column}, '\\n')"
    return f"{_HAS_ROOM_FOR_NAMES} ? {names}[0] : {names}"
