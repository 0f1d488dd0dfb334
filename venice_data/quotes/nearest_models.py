"""What comes nearest to a model: by list price, or for video by what is published of clips."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from venice_data.catalog.money import relative_change
from venice_data.costs.alternatives import (
    MOST_ALTERNATIVES,
    Alternative,
    alternatives,
    distance,
    may_take_its_place,
    shortcomings,
)
from venice_data.costs.headlines import HEADLINE_UNITS
from venice_data.costs.work import Video
from venice_data.quotes.published_rates import USUAL_CLIP, published_rate, published_rates
from venice_data.quotes.video_quotes import (
    OTHER_KIND,
    VideoChoice,
    abilities_of,
    in_order_of_duration,
    in_order_of_resolution,
    lines_of,
    seconds_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from venice_data.catalog.frames import Currency
    from venice_data.quotes.published_rates import PublishedRate

_RATE_UNIT: Final = "per second, about"
_RATE_CURRENCY: Final[Currency] = "usd"  # in which rates are published
# What a clip is made from, where the list does not say it, as ids name it.
_WAY: Final = re.compile(
    r"first-last-frame-to-video|(?:text|image|reference|video)-to-video"
    r"|transition|motion-control|multi-angle|upscale"
)


class NearestModels(NamedTuple):
    """The models nearest to one, the nearest first, and by what they are the nearest.

    The prices of `found` are in `unit` and `currency`; `rule` goes on after “the nearest:”, and
    `why_none` says why there is none.
    """

    found: list[Alternative]
    unit: str
    currency: Currency
    rule: str
    is_measured: bool = True
    why_none: str = "no other of its kind that stays has a price to compare"


def nearest_models(
    model: pd.Series[Any],
    own_price: float,
    models: pd.DataFrame,
    prices: pd.DataFrame,
    currency: Currency,
) -> NearestModels:
    """Return the nearest alternatives to a model; the arguments are those of `alternatives`.

    Of video no price is listed. Near is there what makes clips from the same, with as much of
    sound, resolution and length, at about the same published rate. Where nothing is published of
    a model, as of one that was gone by then, the cheapest come first, and `is_measured` is False.
    """
    if model["type"] in Video.model_types:
        return _nearest_video(model, models)
    unit = HEADLINE_UNITS.get(str(model["type"]), "")
    return NearestModels(
        alternatives(model, own_price, models, prices, currency),
        unit,
        currency,
        "those that lack least of what it can do, and of them those whose price "
        f"{unit} is nearest".replace("  ", " "),
    )


def _nearest_video(model: pd.Series[Any], models: pd.DataFrame) -> NearestModels:
    way, own = _way_of(model), published_rate(str(model.name), USUAL_CLIP)
    if way is None:
        why_none = "nothing says what it makes clips from"
        return NearestModels([], _RATE_UNIT, _RATE_CURRENCY, "", why_none=why_none)
    found = [
        _clips_against(model, own, other, rate)
        for _, other in may_take_its_place(model, models).iterrows()
        if _way_of(other) == way and (rate := _comparable_rate(other, own)) is not None
    ]
    if own is None:
        rule = (
            f"the cheapest for {way}, since neither price nor clips of it are published "
            "to measure by"
        )
        found.sort(key=lambda other: (len(other.losses), other.price, other.model_id))
    else:
        rule = (
            f"those for {way} that lack least of its sound, resolution and length, and of them "
            "those whose published rate is nearest"
        )
        found.sort(key=lambda other: distance(other, own.usd_per_second))
    return NearestModels(
        found[:MOST_ALTERNATIVES], _RATE_UNIT, _RATE_CURRENCY, rule, is_measured=own is not None
    )


def _way_of(model: pd.Series[Any]) -> str | None:
    """Return what a model makes clips from, as `text-to-video`; None where nothing says it."""
    kind = abilities_of(str(model.name), model["constraints"]).kind
    if kind != OTHER_KIND:
        return kind
    named = _WAY.search(str(model.name))
    return named[0] if named else None


def _comparable_rate(other: pd.Series[Any], own: PublishedRate | None) -> PublishedRate | None:
    """Return what a second of another model costs at the setting of one's own rate, if any."""
    if own is None:
        return published_rate(str(other.name), USUAL_CLIP)
    resolution = own.resolution or USUAL_CLIP.resolution
    return published_rate(str(other.name), VideoChoice(own.duration, resolution, own.audio))


def _clips_against(
    model: pd.Series[Any], own: PublishedRate | None, other: pd.Series[Any], rate: PublishedRate
) -> Alternative:
    price = rate.usd_per_second
    change = math.nan if own is None else relative_change(own.usd_per_second, price)
    gained, lost = (
        ([], [])
        if own is None
        else _gained_and_lost(*(published_rates()[str(each.name)] for each in (model, other)))
    )
    losses = (*shortcomings(model, other), *lost)
    return Alternative(str(other.name), price, tuple(gained), losses, change)


def _gained_and_lost(
    own: Sequence[PublishedRate], others: Sequence[PublishedRate]
) -> tuple[list[str], list[str]]:
    """Say what clips have more and less with another model, as far as rates of both tell it."""
    gained: list[str] = []
    lost: list[str] = []
    if _has_sound(others) != _has_sound(own):
        (gained if _has_sound(others) else lost).append(
            "sound" if _has_sound(others) else "no sound"
        )
    for what, measure, end in (
        ("clips up to ", seconds_of, _longest),
        ("up to ", lines_of, _sharpest),
    ):
        size, others_size = measure(end(own)), measure(end(others))
        if size and others_size and size != others_size:
            words = f"{what}{end(others)} instead of {end(own)}"
            (gained if others_size > size else lost).append(words)
    return gained, lost


def _has_sound(rates: Sequence[PublishedRate]) -> bool:
    return any(rate.audio for rate in rates)


def _longest(rates: Sequence[PublishedRate]) -> str:
    return in_order_of_duration(rate.duration for rate in rates)[-1]


def _sharpest(rates: Sequence[PublishedRate]) -> str:
    """Return the highest resolution; empty where none can be selected."""
    return in_order_of_resolution(rate.resolution for rate in rates)[-1]
