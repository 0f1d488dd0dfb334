"""Charts of video quotes: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import (
    bars_height,
    bars_with_labels,
    colors_of_models,
    from_zero_domain,
    labelled_domain,
    opening_bars,
    prices_along,
    privacy_of_bars,
    privacy_values,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import names_axis
from venice_data.catalog.money import axis_labels

if TYPE_CHECKING:
    import pandas as pd

_HEIGHT_PIXELS: Final = 360
_ROOM_FOR_SETTINGS: Final = 1.6


def price_by_duration(quotes: pd.DataFrame) -> Drawing:
    """Show how the price of a clip rises with its duration, by resolution and audio.

    Columns: seconds, price (USD), price_text, duration, resolution, audio, quoted_at.
    """
    resolutions = quotes["resolution"].unique().tolist()
    return _price_by_duration().filled(
        rows=quotes,
        told=Told(names=("duration", "resolution", "audio")),
        resolutions=resolutions,
        colors=colors_of_models(resolutions),
    )


@chart_template
def _price_by_duration() -> AnyChart:
    picked = alt.selection_point(fields=["resolution"], bind="legend")
    chart: alt.Chart = (
        rows_chart()
        .mark_line(point=alt.OverlayMarkDef(filled=True, size=70))
        .encode(
            x=alt.X("seconds:Q")
            .title("Duration of the clip, in seconds")
            .scale(zero=False, nice=True)
            .axis(tickMinStep=1),
            y=alt.Y("price:Q")
            .title("USD per clip")
            .scale(zero=True)
            .axis(labelExpr=axis_labels("usd"), tickCount=6),
            color=alt.Color("resolution:N")
            .scale(domain=blank("colors"))
            .title(None)
            .legend(orient="top", values=blank("resolutions")),
            strokeDash=alt.StrokeDash("audio:N")
            .title(None)
            .legend(orient="top", symbolType="stroke"),
            opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.15)),
            tooltip=[
                alt.Tooltip("duration:N", title="Duration"),
                alt.Tooltip("resolution:N", title="Resolution"),
                alt.Tooltip("audio:N", title="Audio"),
                alt.Tooltip("price_text:N", title="The clip"),
                alt.Tooltip("quoted_at:N", title="Quoted at"),
            ],
        )
        .add_params(picked)
        .properties(height=_HEIGHT_PIXELS)
    )
    return chart


def clip_price_by_setting(settings: pd.DataFrame) -> Drawing:
    """Show what a clip of one model costs about at each resolution, with audio and without.

    Columns: label (unique), price (USD), price_text, per_second.
    """
    return _clip_price_by_setting().filled(
        rows=settings,
        told=Told(),
        height=bars_height(settings),
        price_domain=labelled_domain(settings["price"]),
    )


@chart_template
def _clip_price_by_setting() -> AnyChart:
    base = rows_chart().encode(
        y=names_axis(),
        x=prices_along("usd", "USD for the clip, about"),
        tooltip=[
            alt.Tooltip("label:N", title="Setting"),
            alt.Tooltip("price_text:N", title="The clip, about"),
        ],
    )
    return bars_with_labels(base, "price_text")


def clip_lengths(models: pd.DataFrame) -> Drawing:
    """Show how long the longest clip of each model is, with what else it allows.

    Indexed by model id, in the order to draw. Columns: label (unique), seconds, told (behind
    the bar), durations, resolutions, audio, privacy.
    """
    return _clip_lengths().filled(
        rows=models.assign(model_id=models.index),
        told=Told(prices=("told",)),
        height=bars_height(models),
        seconds_domain=from_zero_domain(models["seconds"], _ROOM_FOR_SETTINGS),
        **privacy_values(models["privacy"]),
    )


@chart_template
def _clip_lengths() -> AnyChart:
    tooltip = [
        alt.Tooltip("label:N", title="Model"),
        alt.Tooltip("durations:N", title="Durations"),
        alt.Tooltip("resolutions:N", title="Resolutions"),
        alt.Tooltip("audio:N", title="Audio"),
        alt.Tooltip("privacy:N", title="Privacy"),
    ]
    base = rows_chart().encode(
        y=names_axis(),
        x=alt.X("seconds:Q")
        .title("Longest clip, in seconds")
        .scale(domain=blank("seconds_domain"), nice=False)
        .axis(tickMinStep=1, tickCount=5, titleAnchor="end"),
    )
    return opening_bars(base, "told", tooltip, **privacy_of_bars())
