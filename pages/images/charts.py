"""Charts of picture prices: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import (
    AXIS_AND_LEGEND_PIXELS,
    bars_height,
    from_zero_domain,
    price_title,
    prices_along,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import NAME_LIMIT_PIXELS, names_axis, opened_by_click

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

_CELL_HEIGHT_PIXELS: Final = 34
_ROOM_FOR_MARKS: Final = 1.3  # and for the prices above them
_TICKS_OF_MARKS: Final = {"expr": "clamp(width / 75, 3, 6)"}  # beyond the last of two marks
_FAINTEST: Final = 0.22  # of the tiles


def quality_matrix(cells: pd.DataFrame, columns: list[str]) -> Drawing:
    """Show that a price rises with size, and far more with quality.

    Columns: row (model and resolution, in the order to draw), column (a quality, or the
    legacy price), price, price_text, label, resolution, model_id. `columns` is their order.
    """
    return _quality_matrix().filled(
        rows=cells,
        told=Told(names=("row", "column")),
        height=_CELL_HEIGHT_PIXELS * (cells["row"].nunique() + 1),
        columns=[column for column in columns if column in set(cells["column"])],
    )


@chart_template
def _quality_matrix() -> AnyChart:
    base = rows_chart().encode(
        x=alt.X("column:N")
        .scale(domain=blank("columns"), paddingInner=0.02)
        .title(None)
        .axis(
            orient="top",
            labelAngle=0,
            labelExpr="replace(datum.label, ' price', '')",  # "legacy" has room on a phone
            ticks=False,
            domain=False,
        ),
        y=names_axis("row", labelLimit=NAME_LIMIT_PIXELS + 30).scale(paddingInner=0.1),
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("resolution:N", title="Resolution"),
            alt.Tooltip("column:N", title="Quality"),
            alt.Tooltip("price_text:N", title="Price per image"),
        ],
    )
    # One hue, fainter for less: text stays readable on it, on a light page and a dark one, and the
    # faintest is seen on both, since a gap means that it is not offered.
    tiles = base.mark_rect(cornerRadius=4).encode(
        opacity=alt.Opacity("price:Q").scale(type="sqrt", range=[_FAINTEST, 0.55]).legend(None)
    )
    texts = base.mark_text(fontSize=13).encode(text="price_text:N")
    return alt.layer(tiles.add_params(opened_by_click()), texts)


def upscale_points(upscales: pd.DataFrame, currency: Currency) -> Drawing:
    """Show what enlarging a picture costs, by factor.

    Columns: label, model_id (empty where several models share a row), price, price_text, factor,
    names; in the order to draw.
    """
    return _upscale_points(currency).filled(
        rows=upscales,
        told=Told(),
        height=2 * bars_height(upscales.drop_duplicates("label")) - AXIS_AND_LEGEND_PIXELS,
        price_domain=from_zero_domain(upscales["price"], _ROOM_FOR_MARKS),
    )


@chart_template
def _upscale_points(currency: Currency) -> AnyChart:
    base = rows_chart().encode(
        y=names_axis(grid=True),
        x=prices_along(currency, price_title(currency, "per enlarged image"), _TICKS_OF_MARKS),
        tooltip=[
            alt.Tooltip("names:N", title="Models"),
            alt.Tooltip("price_text:N", title="Price per image"),
        ],
    )
    points = base.mark_point(filled=True, size=110, color="gray", opacity=1).encode(
        shape=alt.Shape("factor:N").legend(None)
    )
    texts = base.mark_text(dy=-14).encode(text="price_text:N")
    return alt.layer(points.add_params(opened_by_click()), texts)
