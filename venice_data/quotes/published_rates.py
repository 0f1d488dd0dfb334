"""Approximate rates of video that Venice has published: what clips cost, whom to ask first."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from venice_data import files
from venice_data.costs.work import Video
from venice_data.days import day_text
from venice_data.quotes.video_quotes import (
    QuoteRequest,
    VideoChoice,
    in_order_of_duration,
    nearest_duration,
    nearest_resolution,
    seconds_of,
    sound_text,
    usd_per_second,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from venice_data.quotes.quote_answer import Quote

USUAL_CLIP: Final = VideoChoice("5s", "720p", audio=False)
PUBLISHED_ON: Final = date(2026, 9, 28)
PUBLISHED: Final = f"published on {day_text(PUBLISHED_ON)}"
UPSCALER: Final = "topaz-video-upscale"
# From the guide to upscaling; twice that above 48 frames per second.
UPSCALING_USD_PER_SECOND: Final = {"720p": 0.013, "1080p": 0.025, "4K": 0.10}
_RATE_DECIMALS: Final = 3  # of an approximate price per second
_CLIP_DECIMALS: Final = 6  # of a rate with a few, times seconds
RATES_FILE: Final = "video-rates.csv"


@dataclass(frozen=True)
class PublishedRate:
    """What a second costs at one setting; an empty resolution: none can be selected."""

    resolution: str
    audio: bool
    duration: str
    usd_per_second: float

    def price_of(self, seconds: float) -> float:
        """Return what a clip of so many seconds costs about, without what floats add."""
        return round(self.usd_per_second * seconds, _CLIP_DECIMALS)

    @property
    def setting(self) -> str:
        """The setting in words."""
        audio = sound_text(audio=self.audio)
        return f"{self.resolution}, {audio}" if self.resolution else audio


@cache
def published_rates() -> Mapping[str, tuple[PublishedRate, ...]]:
    """Return every published rate by model id."""
    with (files.BUNDLED_FOLDER / RATES_FILE).open(encoding="utf-8", newline="") as file:
        by_model = groupby(csv.DictReader(file), key=lambda row: row["model_id"])
        return {model_id: tuple(map(_rate, rows)) for model_id, rows in by_model}


def published_rate(model_id: str, wanted: VideoChoice) -> PublishedRate | None:
    """Return the rate for the setting nearest to what is wanted; None where none is published."""
    rates = published_rates().get(model_id, ())
    if not rates:
        return None
    resolution = nearest_resolution(wanted.resolution, [rate.resolution for rate in rates])
    rates = tuple(rate for rate in rates if rate.resolution == resolution)
    with_wish = tuple(rate for rate in rates if rate.audio == wanted.audio)
    rates = with_wish or rates
    duration = nearest_duration(wanted.duration, [rate.duration for rate in rates])
    return next(rate for rate in rates if rate.duration == duration)


def clips_about(model_id: str, clips: int, wanted: VideoChoice = USUAL_CLIP) -> Video | None:
    """Return clips of a model at its approximate price; None where no rate is published.

    A model that lacks the setting has the nearest that it has.
    """
    rate, seconds = published_rate(model_id, wanted), seconds_of(wanted.duration)
    if rate is None or seconds is None:
        return None
    return Video(
        clips=clips,
        usd_per_clip=rate.price_of(seconds),
        quoted_model_id=model_id,
        clip=f"{seconds:g}s, {rate.setting}",
        is_approximate=True,
    )


def longest_published(model_id: str) -> str | None:
    """Return the duration of the longest clip of a model; None where no rate is published."""
    durations = [rate.duration for rate in published_rates().get(model_id, ())]
    return next(reversed(in_order_of_duration(durations)), None)


def _rate(row: dict[str, str]) -> PublishedRate:
    seconds = float(row["seconds"])
    return PublishedRate(
        resolution=row["resolution"],
        audio=row["audio"] == "on",
        duration=f"{seconds:g}s",
        usd_per_second=round(float(row["usd"]) / seconds, _RATE_DECIMALS),
    )


def cheapest_first(
    requests: Iterable[QuoteRequest], earlier: Iterable[Quote[QuoteRequest]]
) -> list[QuoteRequest]:
    """Sort requests by the least that a second of their model has cost at any setting.

    That is known from earlier quotes, else from published rates; models of which nothing is
    known come last, as they were.
    """
    known: dict[str, float] = {}
    for quote in earlier:
        cost = usd_per_second(quote)
        if not math.isnan(cost):
            model_id = quote.used.model_id
            known[model_id] = min(cost, known.get(model_id, cost))
    return sorted(
        requests,
        key=lambda request: known.get(request.model_id, _published(request.model_id)),
    )


def _published(model_id: str) -> float:
    rates = published_rates().get(model_id, ())
    return min((rate.usd_per_second for rate in rates), default=math.inf)
