"""What can be said of prices without a quote: the rates that Venice has published, marked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.ranking import PRIVACY, Column, Ranking, show_ranking
from pages.shared.view import View, once_per_view
from pages.video.clip_words import (
    apart_of,
    bought_in_words,
    costs_in_words,
    how_clips_are_counted,
    one_clip_first,
)
from venice_data.catalog.money import price_text
from venice_data.quotes.published_rates import (
    PUBLISHED,
    UPSCALER,
    UPSCALING_USD_PER_SECOND,
    USUAL_CLIP,
    published_rate,
)
from venice_data.quotes.video_quotes import seconds_of

if TYPE_CHECKING:
    from pages.video.clip_choice import Clip
    from venice_data.quotes.published_rates import PublishedRate
    from venice_data.quotes.video_quotes import VideoChoice

ABOUT_SOURCE: Final = (
    f"Source: Venice's documentation, {PUBLISHED}; approximate, by the second, no quotes."
)
_NEAREST: Final = "A model that lacks the setting is shown with the nearest that it has."


@once_per_view
def approximate_prices(view: View, model_ids: tuple[str, ...], wanted: VideoChoice) -> pd.DataFrame:
    """Rank those of some models that have a published rate by what a clip costs about.

    Where the longest clip of a model is shorter, it is as few of whole seconds as it takes.
    """
    seconds = seconds_of(wanted.duration)
    if seconds is None:
        return pd.DataFrame()
    rates = {
        model_id: rate
        for model_id in model_ids
        if (rate := published_rate(model_id, wanted)) is not None
    }
    made = [made_by(rate, wanted.duration) for rate in rates.values()]
    return one_clip_first(
        pd.DataFrame(
            {
                "name": view.names.loc[list(rates)],
                "privacy": view.models.loc[list(rates), "privacy"],
                "price": [
                    rate.price_of(seconds_of(length) or seconds) * wanted.clips_of(length)
                    for length, rate in zip(made, rates.values(), strict=True)
                ],
                "per_second": [rate.usd_per_second for rate in rates.values()],
                "setting": [rate.setting for rate in rates.values()],
                "audio": [rate.audio for rate in rates.values()],
                "made": made,
            },
            index=pd.Index(list(rates), dtype="str"),
        ),
        wanted,
    )


def suggested_model(view: View, clip: Clip) -> str:
    """Return of the models that are compared the one that costs about least, else the first.

    What a clip of no stated length costs is not known: there the usual one counts.
    """
    compared = tuple(clip.requests)
    wanted = USUAL_CLIP if seconds_of(clip.wanted.duration) is None else clip.wanted
    cheapest = approximate_prices(view, compared, wanted).index
    return str((*cheapest, *compared, *view.models.index)[0])


def made_by(rate: PublishedRate, wanted: str) -> str:
    """Return the duration of the clips that a model makes, as few and as short as are wanted.

    Only how long its longest are is published; of those there would be more seconds than wanted.
    """
    seconds, longest = seconds_of(wanted), seconds_of(rate.duration)
    if not seconds or not longest or seconds <= longest:
        return wanted
    return f"{math.ceil(seconds / math.ceil(seconds / longest))}s"


def about_in_words(
    view: View, clip: Clip, approximate: pd.DataFrame, most_drawn: int | None = None
) -> str:
    """Say what a clip costs about, and with which model least."""
    return costs_in_words(view, clip, approximate, most_drawn, "about ")


def show_approximate_prices(
    view: View,
    ranked: pd.DataFrame,
    clip: Clip,
    most_drawn: int | None,
    remark: str = "",
) -> None:
    """Draw published rates as bars of their own, never among quotes."""
    show_ranking(
        view,
        ranked,
        Ranking(
            f"{bought_in_words(clip.wanted, ranked)}, approximate",
            (
                Column("price", "USD for the clip, about", "cost", title_at_bar="The clip, about"),
                Column("per_second", "USD per second, about", "cost"),
                Column("setting", "Published for"),
                PRIVACY,
            ),
            "video_published",
            f"Video models{clip.called} by the approximate price of {clip.wanted.in_words}, "
            f"{PUBLISHED}",
            most_drawn=most_drawn,
            currency="usd",
            source=f"{ABOUT_SOURCE} {_NEAREST}{how_clips_are_counted(ranked)}",
            remark=remark,
            apart=apart_of(ranked),
        ),
    )


def say_what_upscaling_costs(view: View, model_ids: tuple[str, ...]) -> None:
    """Name the rates of the model that enlarges clips, which makes none of its own."""
    if UPSCALER in model_ids:
        rates = ", ".join(
            f"{price_text(usd, 'usd')} up to {height}"
            for height, usd in UPSCALING_USD_PER_SECOND.items()
        )
        st.caption(
            plain(
                f"{view.names[UPSCALER]} enlarges clips and makes none: by Venice's guide a second "
                f"costs about {rates}."
            )
        )
