"""Charts of video quotes: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import (
    bars_height,
    colors_of_models,
    from_zero_domain,
    opening_bars,
    privacy_of_bars,
    privacy_values,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import names_axis
from venice_data.catalog.money import axis_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_HEIGHT_PIXELS: Final = 360
_ROOM_FOR_SETTINGS: Final = 1.6
_MOST_WRITTEN_ACROSS: Final = 5
_MOST_WRITTEN_ABOVE: Final = 2


def price_by_duration(
    prices: pd.DataFrame, title: str, more_told: Sequence[tuple[str, str]] = ()
) -> Drawing:
    """Show how the price of a clip rises with its duration, by resolution and audio.

    Columns: seconds, price (USD), price_text, duration, resolution, audio, and those that are
    told beside, which are pairs of column and title. `title` is that of the axis of prices.
    """
    resolutions = prices["resolution"].unique().tolist()
    return _price_by_duration(title, tuple(more_told)).filled(
        rows=prices.assign(written=_written_at_points(prices)),
        told=Told(names=("duration", "resolution", "audio")),
        seconds=sorted(set(prices["seconds"])),
        resolutions=resolutions,
        colors=colors_of_models(resolutions),
    )


def _written_at_points(prices: pd.DataFrame) -> pd.Series[str]:
    """Write each price beside its point, where few points and lines leave the room."""
    points = prices[["seconds", "price_text"]]
    is_crowded = (
        points.value_counts("seconds").size > _MOST_WRITTEN_ACROSS
        or points.drop_duplicates().value_counts("seconds").max() > _MOST_WRITTEN_ABOVE
    )
    return prices["price_text"].mask(points.duplicated() | is_crowded, "")


@chart_template
def _price_by_duration(title: str, more_told: tuple[tuple[str, str], ...]) -> AnyChart:
    picked = alt.selection_point(fields=["resolution"], bind="legend")
    base = rows_chart().encode(
        x=alt.X("seconds:Q")
        .title("Duration of the clip, in seconds")
        .scale(zero=False, nice=True)
        .axis(values=blank("seconds")),
        y=alt.Y("price:Q")
        .title(title)
        .scale(zero=True)
        .axis(labelExpr=axis_labels("usd"), tickCount=6),
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.15)),
    )
    told = [
        ("duration", "Duration"),
        ("resolution", "Resolution"),
        ("audio", "Audio"),
        ("price_text", "The clip"),
        *more_told,
    ]
    lines = base.mark_line(point=alt.OverlayMarkDef(filled=True, size=70)).encode(
        color=alt.Color("resolution:N")
        .scale(domain=blank("colors"))
        .title(None)
        .legend(orient="top", values=blank("resolutions")),
        strokeDash=alt.StrokeDash("audio:N").title(None).legend(orient="top", symbolType="stroke"),
        tooltip=[alt.Tooltip(f"{column}:N", title=words) for column, words in told],
    )
    texts = base.mark_text(dy=-14).encode(text="written:N")
    return alt.layer(lines.add_params(picked), texts).properties(height=_HEIGHT_PIXELS)


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
