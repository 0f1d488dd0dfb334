"""What can be said of prices without a quote: the rates that Venice has published, marked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.about_clips import PUBLISHED
from pages.shared.plain_text import begun, plain
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    by_price,
    cheapest_of,
    show_ranking,
    tied_for_lowest,
)
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, price_text
from venice_data.quotes.published_rates import (
    UPSCALER,
    UPSCALING_USD_PER_SECOND,
    published_rate,
)
from venice_data.quotes.video_quotes import seconds_of

if TYPE_CHECKING:
    from pages.video.clip_choice import Clip
    from venice_data.quotes.published_rates import PublishedRate
    from venice_data.quotes.video_quotes import VideoChoice

_SOURCE: Final = (
    f"Source: Venice's documentation, {PUBLISHED}; approximate, no quotes. A model that lacks "
    "the setting is shown with the nearest that it has; of shorter clips, as much as was asked for "
    "is counted."
)


@once_per_view
def approximate_prices(view: View, model_ids: tuple[str, ...], wanted: VideoChoice) -> pd.DataFrame:
    """Rank those of some models that have a published rate by what a clip costs about.

    Where the longest clip of a model is shorter, as much video as is wanted is counted.
    """
    seconds = seconds_of(wanted.duration)
    if seconds is None:
        return pd.DataFrame()
    rates = {
        model_id: rate
        for model_id in model_ids
        if (rate := published_rate(model_id, wanted)) is not None
    }
    names = view.names.loc[list(rates)]
    return by_price(
        pd.DataFrame(
            {
                "name": names,
                "label": [
                    wanted.named(name, _made(rate, wanted.duration))
                    for name, rate in zip(names, rates.values(), strict=True)
                ],
                "privacy": view.models.loc[list(rates), "privacy"],
                "price": [rate.usd_per_second * seconds for rate in rates.values()],
                "per_second": [rate.usd_per_second for rate in rates.values()],
                "setting": [rate.setting for rate in rates.values()],
            },
            index=pd.Index(list(rates), dtype="str"),
        )
    )


def _made(rate: PublishedRate, wanted: str) -> str:
    """Return the duration of the clips that a model makes: its longest, where that is shorter."""
    return min(rate.duration, wanted, key=lambda duration: seconds_of(duration) or math.inf)


def price_range(ranked: pd.DataFrame) -> str:
    """Say from where to where prices go: `$0.02 to $1.10`."""
    prices = ranked["price"].dropna()
    texts = dict.fromkeys(cost_text(price, "usd") for price in (prices.min(), prices.max()))
    return " to ".join(texts)


def about_in_words(view: View, wanted: VideoChoice, approximate: pd.DataFrame) -> str:
    """Say what a clip costs about, and with which model least."""
    return (
        f"{begun(wanted.in_words)} costs about {price_range(approximate)}"
        f"{cheapest_named(view, approximate)}"
    )


def cheapest_named(view: View, ranked: pd.DataFrame) -> str:
    """Name the one model that is the cheapest, where there is one."""
    cheapest = cheapest_of(view, ranked)
    tied = len(cheapest) and bool(tied_for_lowest(cheapest, "usd"))
    if cheapest.empty or tied or len(ranked) == 1:
        return ""
    return f"; the cheapest is {cheapest['label'].iloc[0]}"


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
            f"for {clip.wanted.in_short}, approximate",
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
            source=_SOURCE,
            remark=remark,
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
