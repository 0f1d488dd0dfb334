"""When models retire, on an axis of time: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from pages.shared.chart_parts import AXIS_AND_LEGEND_PIXELS
from pages.shared.chart_template import AnyChart, Drawing, Told, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import opened_by_click
from pages.shared.price_step_chart import time_axis, time_domain

if TYPE_CHECKING:
    from datetime import datetime

_STEP_PIXELS: Final = 24
_HALF_A_LINE_PIXELS: Final = 6
_IN_ONE_LINE: Final = "width > 480"


def retirement_days(models: pd.DataFrame, now: datetime, now_text: str) -> Drawing:
    """Show when each model goes or went, named at its day with what to use instead.

    Columns: model_id, label, at (UTC), day_text, instead, told (of both); in the order to draw.
    """
    days = pd.concat([models["at"], pd.Series([pd.Timestamp(now)])])
    return _retirement_days().filled(
        rows=models,
        now=pd.DataFrame({"at": [now], "text": [now_text]}),
        told=Told(prices=("told",)),
        height=_STEP_PIXELS * len(models) + AXIS_AND_LEGEND_PIXELS,
        time_domain=time_domain(days),
    )


@chart_template
def _retirement_days() -> AnyChart:
    rows = rows_chart().encode(
        y=alt.Y("label:N").sort(None).axis(None),
        x=time_axis(),
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("day_text:N", title="Retires"),
            alt.Tooltip("instead:N", title="Use instead"),
        ],
    )
    now = rows_chart("now").encode(x="at:T")
    rule = now.mark_rule(strokeDash=[4, 3], color="gray")
    said_of_now = now.mark_text(align="right", dx=-4, baseline="bottom").encode(
        y=alt.value(0), text="text:N"
    )
    is_right = "scale('x', datum.at) > width / 2"
    names = rows.transform_calculate(
        named="utcFormat(datum.at, '%-d %b') + ' · ' + datum.label",
        text=f"{_IN_ONE_LINE} ? datum.named + ' → ' + datum.instead"
        " : [datum.named, '→ ' + datum.instead]",
    ).mark_text(
        align=alt.ExprRef(f"{is_right} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"{is_right} ? -9 : 9"),
        dy=alt.ExprRef(f"{_IN_ONE_LINE} ? 0 : {-_HALF_A_LINE_PIXELS}"),
        cursor="pointer",
    )
    return alt.layer(
        rule,
        said_of_now,
        rows.mark_point(filled=True, size=90, opacity=1, cursor="pointer").add_params(
            opened_by_click()
        ),
        names.encode(text="text:N"),
    )
