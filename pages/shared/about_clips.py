"""Clips of video by the rates that Venice has published: what they cost about, as work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from venice_data.costs.work import Video
from venice_data.days import day_text
from venice_data.quotes.published_rates import PUBLISHED_ON, USUAL_CLIP, published_rate
from venice_data.quotes.video_quotes import seconds_of

if TYPE_CHECKING:
    from venice_data.quotes.video_quotes import VideoChoice

PUBLISHED: Final = f"published on {day_text(PUBLISHED_ON)}"
_DECIMALS: Final = 6  # of a rate with a few, times seconds


def clips_about(model_id: str, clips: int, wanted: VideoChoice = USUAL_CLIP) -> Video | None:
    """Return clips of a model at its approximate price; None where no rate is published.

    A model that lacks the setting has the nearest that it has.
    """
    rate, seconds = published_rate(model_id, wanted), seconds_of(wanted.duration)
    if rate is None or seconds is None:
        return None
    return Video(
        clips=clips,
        usd_per_clip=round(rate.usd_per_second * seconds, _DECIMALS),
        quoted_model_id=model_id,
        clip=f"{seconds:g}s, {rate.setting}",
        is_approximate=True,
    )
