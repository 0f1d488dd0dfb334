"""What can be said of prices without a quote: the rates that Venice has published, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.ranking import PRIVACY, Column, Ranking, by_price, show_ranking
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, price_text
from venice_data.days import day_text
from venice_data.quotes.published_rates import (
    PUBLISHED_ON,
    UPSCALER,
    UPSCALING_USD_PER_SECOND,
    published_rate,
)

if TYPE_CHECKING:
    from venice_data.quotes.video_quotes import VideoChoice

PUBLISHED: Final = f"published on {day_text(PUBLISHED_ON)}"
_UNIT: Final = "per second, approximate"
_SOURCE: Final = (
    f"Source: Venice's documentation, {PUBLISHED}; approximate, no quotes. A model that lacks "
    "the setting is shown with the nearest that it has."
)
_COLUMNS: Final = (
    Column("price", "USD per second, approximate", "cost", title_at_bar="Per second, about"),
    Column("setting", "Published for"),
    PRIVACY,
)


@once_per_view
def approximate_prices(view: View, model_ids: tuple[str, ...], wanted: VideoChoice) -> pd.DataFrame:
    """Rank those of some models that have a published rate by what a second costs about."""
    rates = {
        model_id: rate
        for model_id in model_ids
        if (rate := published_rate(model_id, wanted)) is not None
    }
    return by_price(
        pd.DataFrame(
            {
                "label": view.names.loc[list(rates)],
                "privacy": view.models.loc[list(rates), "privacy"],
                "price": [rate.usd_per_second for rate in rates.values()],
                "setting": [rate.setting for rate in rates.values()],
            },
            index=pd.Index(list(rates), dtype="str"),
        )
    )


def price_range(ranked: pd.DataFrame) -> str:
    """Say from where to where prices go: `$0.02 to $1.10`."""
    prices = ranked["price"].dropna()
    texts = dict.fromkeys(cost_text(price, "usd") for price in (prices.min(), prices.max()))
    return " to ".join(texts)


def show_approximate_prices(
    view: View, ranked: pd.DataFrame, most_drawn: int | None, remark: str = ""
) -> None:
    """Draw published rates as bars of their own, never among quotes."""
    show_ranking(
        view,
        ranked,
        Ranking(
            _UNIT,
            _COLUMNS,
            "video_published",
            f"Video models by approximate price per second, {PUBLISHED}",
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
