"""Charts of models side by side: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from pages.shared.chart_parts import (
    AXIS_AND_LEGEND_PIXELS,
    bars_with_labels,
    colors_of_models,
    from_zero_domain,
    log_ticks,
    prices_along,
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
from pages.shared.named_rows import NAME_LIMIT_PIXELS, names_axis, opened_by_click, opening_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from venice_data.catalog.frames import Currency

_MARK_STEP_PIXELS: Final = 22
_GAP_PIXELS: Final = 14
_ROOM_AT_BASE: Final = 1.1
_ROOM_FOR_PRICE: Final = 1.5
_AXIS_PIXELS: Final = 60
_TITLE_MARK: Final = "="


def grouped_prices(prices: pd.DataFrame, currency: Currency, unit: str) -> Drawing:
    """Show prices of one unit as bars, a price a group under its own title, a model a colour.

    Columns: component, label, model_id, price, price_text; the rows in the order to draw. Where
    no price is known, the text stands without a bar.
    """
    rows = _with_group_titles(prices)
    return _grouped_prices(currency).filled(
        rows=rows,
        height=len(rows) * _MARK_STEP_PIXELS + _AXIS_PIXELS,
        price_domain=from_zero_domain(prices["price"], _ROOM_FOR_PRICE),
        price_title=unit,
        colors=colors_of_models(prices["label"].unique().tolist()),
    )


def _with_group_titles(prices: pd.DataFrame) -> pd.DataFrame:
    """Put a row without a bar above each group; `row` is unique, and its text begins at 4."""
    title = {"model_id": "", "price": 0.0, "price_text": "", "unit": "", "is_title": True}
    groups = [
        row
        for component, of_one in prices.groupby("component", sort=False)
        for row in [
            title | {"component": component, "label": component},
            *of_one.fillna({"price": 0.0}).assign(is_title=False).to_dict("records"),
        ]
    ]
    rows = pd.DataFrame(groups)[[*prices.columns, "is_title"]]
    marks = rows["is_title"].map({True: _TITLE_MARK, False: "-"})
    numbers = [f"{number:03d}" for number in range(len(rows))]
    return rows.assign(row=numbers + marks + rows["label"]).drop(columns="is_title")


@chart_template
def _grouped_prices(currency: Currency) -> AnyChart:
    is_title = f"slice(datum.label, 3, 4) === '{_TITLE_MARK}'"
    name = "slice(datum.{}, 4)"
    tooltip = [
        alt.Tooltip("label:N", title="Model"),
        alt.Tooltip("component:N", title="Price of"),
        alt.Tooltip("price_text:N", title="Price"),
        alt.Tooltip("unit:N", title="Unit"),
    ]
    base = rows_chart().encode(
        y=names_axis(
            "row",
            labelExpr=name.format("label"),
            labelOffset=0,  # what makes rows unique is no part of the name
            labelFontWeight={"condition": {"test": is_title, "value": "bold"}, "value": "normal"},
        ),
        x=prices_along(currency, blank_text("price_title")),
    )
    color = alt.Color("label:N").scale(domain=blank("colors")).legend(None)
    bars = bars_with_labels(base, "price_text", aria=False, color=color)
    return alt.layer(bars, opening_rows(tooltip, "row", name.format("row"), "false")).add_params(
        opened_by_click()
    )


def multiples_of_base(multiples: pd.DataFrame, base_name: str, names: Sequence[str]) -> Drawing:
    """Show how far each price lies from the base model's, which stands at 1.

    Columns: component, unit, label, multiple (above zero), multiple_text, price_text; the
    components in the order to draw. Ratios have no unit, so components can share the axis. `names`
    are those of all models, of which each keeps its colour whichever is the base.
    """
    lowest = min(1.0, float(multiples["multiple"].min()))
    highest = max(1.0, float(multiples["multiple"].max()))
    labels = list(multiples["label"].unique())
    components = multiples["component"].nunique()
    rows_pixels = components * (len(labels) * _MARK_STEP_PIXELS + _GAP_PIXELS)
    return _multiples_of_base().filled(
        rows=multiples,
        told=Told(names=("component", "label"), prices=("multiple_text",)),
        height=rows_pixels + AXIS_AND_LEGEND_PIXELS,
        multiple_title=f"Times the price of {base_name}",
        multiple_domain=_domain(lowest, highest),
        multiple_ticks=log_ticks(lowest, highest),
        labels=labels,
        colors=colors_of_models(names),
    )


@chart_template
def _multiples_of_base() -> AnyChart:
    picked = alt.selection_point(fields=["label"], bind="legend")
    legend = alt.Legend(
        orient="top",
        columns=1,
        labelLimit=NAME_LIMIT_PIXELS,
        symbolSize=80,
        values=blank("labels"),
    )
    color = alt.Color("label:N").scale(domain=blank("colors")).title(None).legend(legend)
    base = rows_chart().encode(
        y=names_axis("component", domain=alt.Undefined, grid=False),
        yOffset=alt.YOffset("label:N").scale(domain=blank("labels")),
        x=alt.X("multiple:Q")
        .title(blank_text("multiple_title"))
        .scale(type="log", domain=blank("multiple_domain"), nice=False)
        .axis(
            labelExpr="datum.label + '×'",
            format="~g",
            values=blank("multiple_ticks"),
            grid=True,
            titleAnchor="end",
        ),
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.12)),
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("component:N", title="Price of"),
            alt.Tooltip("price_text:N", title="Price"),
            alt.Tooltip("unit:N", title="Unit"),
            alt.Tooltip("multiple_text:N", title="Times the base"),
        ],
    )
    stems = base.mark_rule(strokeWidth=2).encode(x2=alt.X2Datum(1), color=color)
    points = base.mark_point(filled=True, size=90).encode(
        color=color,
        shape=alt.Shape("label:N").scale(domain=blank("colors")).title(None).legend(legend),
    )
    texts = base.encode(text="multiple_text:N")
    above = texts.transform_filter(alt.datum.multiple >= 1).mark_text(align="left", dx=9)
    below = texts.transform_filter(alt.datum.multiple < 1).mark_text(align="right", dx=-9)
    at_base = (
        alt.Chart(alt.sequence(1))
        .mark_rule(strokeDash=[5, 4], opacity=0.6, aria=False)
        .encode(x=alt.XDatum(1))
    )
    return alt.layer(at_base, stems, points.add_params(picked), above, below)


def _domain(lowest: float, highest: float) -> list[float]:
    """Leave room for a label beyond the outermost marks, in proportion to the axis."""
    room = 1.2 * (highest / lowest) ** 0.2
    return [lowest / (room if lowest < 1 else _ROOM_AT_BASE), highest * room]
