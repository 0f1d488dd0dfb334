"""Chart of one model among its kind: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import log_price_axis, log_scale, log_values
from pages.shared.chart_template import AnyChart, Told, blank_text, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import opened_by_click

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.chart_template import Drawing
    from venice_data.catalog.frames import Currency

_HEIGHT_PIXELS: Final = 150
_TICK_PIXELS: Final = 34


def price_strip(priced: pd.DataFrame, currency: Currency, title: str) -> Drawing:
    """Show the price of one model among all of its kind, the cheap ones to the left.

    Columns: model_id, label, price (above zero: the axis is logarithmic), price_text, is_own,
    and label_text, the label with the price.
    """
    return _price_strip(currency).filled(
        rows=priced, told=Told(), price_title=title, **log_values("price", priced["price"])
    )


@chart_template
def _price_strip(currency: Currency) -> AnyChart:
    base = rows_chart().encode(
        x=alt.X("price:Q")
        .scale(log_scale("price"))
        .axis(log_price_axis("price", currency, blank_text("price_title"))),
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("price_text:N", title="Price"),
        ],
    )
    others = base.transform_filter("!datum.is_own").mark_tick(
        size=_TICK_PIXELS, thickness=2, opacity=0.45, color="gray"
    )
    own = base.transform_filter("datum.is_own")
    mark = own.mark_tick(size=_TICK_PIXELS + 14, thickness=5, opacity=1, color="#00a67e")
    is_right = "scale('x', datum.price) > width / 2"
    name = own.mark_text(
        align=alt.ExprRef(f"{is_right} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"{is_right} ? -8 : 8"),
        dy=-_TICK_PIXELS,
        fontSize=13,
        fontWeight="bold",
    ).encode(text="label_text:N")
    return alt.layer(others.add_params(opened_by_click()), mark, name).properties(
        height=_HEIGHT_PIXELS
    )
