"""Rows of a chart that have names: the axis that names them, and what makes all of a row a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pages.shared.chart_template import rows_chart
from pages.shared.late_altair import alt

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pages.shared.chart_template import AnyChart

OPENED: Final = "opened_model"  # the selection by which a click opens a model
NAME_LIMIT_PIXELS: Final = 235
_LINE_HEIGHT_PIXELS: Final = 11
FIRST_OF_TWO_LINES_PIXELS: Final = -_LINE_HEIGHT_PIXELS / 2  # from the middle of their row
_FROM_AXIS_PIXELS: Final = 7
_LONGEST_IN_A_LINE: Final = 30  # letters
_LONGEST_FIRST_LINE: Final = 27
_IS_LONG_NAME: Final = f"length(datum.label) > {_LONGEST_IN_A_LINE}"
_LAST_SPACE: Final = (
    f"lastindexof(slice(datum.label, 0, {_LONGEST_FIRST_LINE}), ' ')"  # of a whole first line
)
NAME_IN_LINES: Final = (
    f"{_IS_LONG_NAME} && {_LAST_SPACE} > 0 ? [slice(datum.label, 0, {_LAST_SPACE}), "
    f"slice(datum.label, {_LAST_SPACE} + 1)] : datum.label"
)
_UNSEEN: Final[dict[str, Any]] = {"fillOpacity": 0, "cursor": "pointer"}


def has_long_name(labels: pd.Series[str]) -> pd.Series[bool]:
    """Tell of each label whether `names_axis` writes it in two lines."""
    return labels.str.len() > _LONGEST_IN_A_LINE


def longest_line(label: str) -> int:
    """Count the letters of the longer of the lines in which `names_axis` writes a label."""
    if len(label) <= _LONGEST_IN_A_LINE:
        return len(label)
    first = label.rfind(" ", 0, _LONGEST_FIRST_LINE)
    return max(first, len(label) - first - 1)


def names_axis(column: str = "label", **axis: Any) -> alt.Y:
    """Axis that names every row in the order of the frame, a long name in two lines.

    `axis` adds to its looks.
    """
    plain_axis: dict[str, Any] = {
        "labelExpr": NAME_IN_LINES,
        "labelLineHeight": _LINE_HEIGHT_PIXELS,
        "labelOffset": {  # two lines stand around the middle of their bar
            "condition": {"test": _IS_LONG_NAME, "value": FIRST_OF_TWO_LINES_PIXELS},
            "value": 0,
        },
        "labelLimit": NAME_LIMIT_PIXELS,
        "labelOverlap": False,
        "ticks": False,
        "domain": False,
    }
    names: alt.Y = alt.Y(f"{column}:N").sort(None).title(None).axis(**(plain_axis | axis))
    return names


def opened_by_click() -> alt.Parameter:
    """Let a click on a mark open the page of its model, which the rows name in `model_id`."""
    return alt.selection_point(
        name=OPENED, fields=["model_id"], on="click", toggle=False, clear=False
    )


def opening_rows(
    tooltip: Sequence[alt.Tooltip],
    column: str = "label",
    name: str = NAME_IN_LINES,
    is_in_two_lines: str = _IS_LONG_NAME,
) -> AnyChart:
    """Let all of a row tell of its model and open it: bar, name, and the free place behind them.

    Nothing of it is seen, and it is what is read aloud: it lies over the others, and an axis,
    which writes the names, hears no clicks. `name` is the expression by which it writes those of
    `column`, `is_in_two_lines` that which says whether it does so in two lines.
    """
    names = (
        _rows(column)
        .mark_text(
            **_UNSEEN,
            aria=False,
            text=alt.ExprRef(name),
            align="right",
            dx=-_FROM_AXIS_PIXELS,
            dy=alt.ExprRef(f"{is_in_two_lines} ? {FIRST_OF_TWO_LINES_PIXELS} : 0"),
            limit=NAME_LIMIT_PIXELS,
            lineHeight=_LINE_HEIGHT_PIXELS,
        )
        .encode(x=alt.value(0), tooltip=tooltip[0])
    )  # without any it would hear no clicks
    return alt.layer(opening_places(tooltip, column), names)


def opening_places(tooltip: Sequence[alt.Tooltip], column: str = "label") -> AnyChart:
    """Let all of a row tell of its model and open it, where its name stands inside the plot."""
    places: alt.Chart = (
        _rows(column)
        .mark_rect(**_UNSEEN, ariaRoleDescription="bar")
        .encode(x=alt.value(0), x2=alt.value("width"), tooltip=[*tooltip])
    )
    return places


def _rows(column: str) -> alt.Chart:
    rows: alt.Chart = rows_chart().encode(y=alt.Y(f"{column}:N").sort(None))
    return rows
