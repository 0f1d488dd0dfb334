"""Charts of music prices: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import (
    colors_of_models,
    log_price_axis,
    log_scale,
    log_values,
    price_title,
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
from pages.shared.named_rows import NAME_LIMIT_PIXELS
from venice_data.costs.audio import SECONDS_PER_MINUTE

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

_HEIGHT_PIXELS: Final = 420
_DASHES: Final = [7, 5]  # what lies under them is seen
_LEGEND_ROW_PIXELS: Final = 20


def music_price_lines(points: pd.DataFrame, chosen_seconds: int, currency: Currency) -> Drawing:
    """Show that a track's price climbs in steps, as a ramp, or not at all with its length.

    Columns: label, stretch (points joined by one line), seconds, price (above zero),
    price_text, basis, is_end (of a tier), is_open. Dots mark the ends of tiers and the chosen
    length. Lines that are open, to a length that nobody promises, are dashed and lie above.
    """
    longest = float(points["seconds"].max())
    labels = sorted(points["label"].unique())
    return _music_price_lines(currency).filled(
        rows=points.sort_values("is_open", kind="stable").assign(
            is_marked=points["is_end"] | (points["seconds"] == chosen_seconds)
        ),
        told=Told(),
        height=_HEIGHT_PIXELS + _LEGEND_ROW_PIXELS * len(labels),
        length_title=f"Length in seconds; the grey line is at {chosen_seconds:,}",
        longest=longest,
        minutes=list(range(0, int(longest) + 1, SECONDS_PER_MINUTE)),
        chosen_seconds=chosen_seconds,
        labels=labels,
        colors=colors_of_models(labels),
        **log_values("price", points["price"]),
    )


@chart_template
def _music_price_lines(currency: Currency) -> AnyChart:
    hovered = alt.selection_point(
        on="pointerover", nearest=True, fields=["seconds", "label"], empty=False
    )
    picked = alt.selection_point(fields=["label"], bind="legend")
    legend = alt.Legend(
        orient="top",
        columns=1,
        labelLimit=2 * NAME_LIMIT_PIXELS,
        symbolSize=70,
        values=blank("labels"),
    )
    base = rows_chart().encode(
        x=alt.X("seconds:Q")
        .title(blank_text("length_title"))
        .scale(domain=[0, blank("longest")], nice=False, padding=8)
        .axis(format=",d", values=blank("minutes"), grid=True),
        y=alt.Y("price:Q")
        .scale(log_scale("price"))
        .axis(log_price_axis("price", currency, price_title(currency, "per track"))),
        color=alt.Color("label:N").scale(domain=blank("colors")).title(None).legend(legend),
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.12)),
    )
    lines = base.mark_line(strokeWidth=2.5).encode(
        detail="stretch:N",
        strokeDash=alt.when("datum.is_open").then(alt.value(_DASHES)).otherwise(alt.value([1, 0])),
    )
    shape = alt.Shape("label:N").scale(domain=blank("labels")).title(None).legend(legend)
    dots = (
        base.transform_filter("datum.is_marked")
        .mark_point(filled=True, size=45)
        .encode(shape=shape)
    )
    targets = base.mark_point(filled=True, size=110).encode(
        shape=shape,
        opacity=alt.when(hovered).then(alt.value(1.0)).otherwise(alt.value(0.0)),
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("seconds:Q", title="Length in seconds", format=",d"),
            alt.Tooltip("price_text:N", title="Price of the track"),
            alt.Tooltip("basis:N", title="Priced"),
        ],
    )
    chosen = (
        alt.Chart(alt.sequence(1))
        .mark_rule(color="gray", aria=False)  # the axis names it
        .encode(x=alt.XDatum(blank("chosen_seconds")))
    )
    return alt.layer(chosen, lines.add_params(picked), dots, targets.add_params(hovered))
