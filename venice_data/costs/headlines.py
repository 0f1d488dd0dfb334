"""One comparable price for each model, in the unit of its type."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import EDIT, IMAGE, WORDS_OF_TOKENS
from venice_data.costs.audio import SECONDS_PER_HOUR, music_prices
from venice_data.costs.charges import owed_at
from venice_data.costs.free_and_beta import status_of
from venice_data.costs.images import makes_pictures, with_first_image
from venice_data.costs.tokens import DEFAULT_MIX, blended_price, token_prices

if TYPE_CHECKING:
    from collections.abc import Callable

    from venice_data.catalog.frames import Currency

    Pricing = Callable[[pd.DataFrame, pd.DataFrame, Currency], pd.Series[float]]

TRACK_SECONDS: Final = 60


class Headline(NamedTuple):
    """The headline price of a type: its unit, and how it follows from prices and models."""

    unit: str
    pricing: Pricing


def headline_prices(
    prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.Series[float]:
    """Return one price per model, in the unit that HEADLINE_UNITS names for its type.

    NaN where no such price is published, as for video, and for types that are new here: prices
    of different types are never to be compared with each other.
    """
    priced = [
        HEADLINES[str(model_type)].pricing(prices, group, currency)
        for model_type, group in models.groupby("type", sort=False)
        if model_type in HEADLINES
    ]
    headlines: pd.Series[float] = pd.concat([pd.Series(dtype="float64"), *priced])
    return headlines.reindex(models.index)


def _blended(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.Series[float]:
    return blended_price(token_prices(prices, models, currency), DEFAULT_MIX)


def _per_track(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.Series[float]:
    return music_prices(prices, models, TRACK_SECONDS, currency)["price"]


def _per_picture(
    prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.Series[float]:
    made = _cheapest("unit", IMAGE)(prices, models[makes_pictures(models)], currency)
    return made.reindex(models.index)


def _per_edit(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.Series[float]:
    rates = _cheapest("unit", IMAGE, EDIT)(prices, models, currency)
    return with_first_image(rates, prices, models, currency)


def _cheapest(column: str, *values: str, times: int = 1) -> Pricing:
    """Price each model by the lowest of its prices with one of these values in a column."""

    def pricing(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.Series[float]:
        own = prices[prices[column].isin(values)]
        lowest = own.groupby("model_id")[currency].min().reindex(models.index)
        return owed_at(lowest, times)

    return pricing


HEADLINES: Final = {
    "text": Headline("per 1M tokens, 3 in for 1 out", _blended),
    "embedding": Headline("per 1M tokens", _cheapest("component", "input")),
    "image": Headline("per image, at its cheapest setting", _per_picture),
    "inpaint": Headline("per edit, at its cheapest setting", _per_edit),
    "upscale": Headline("per image enlarged 2x", _cheapest("component", "upscale.2x")),
    "music": Headline(f"per track of {TRACK_SECONDS} seconds", _per_track),
    "tts": Headline("per 1M characters", _cheapest("component", "input")),
    "asr": Headline(
        "per hour of audio", _cheapest("component", "per_audio_second", times=SECONDS_PER_HOUR)
    ),
}
HEADLINE_REMARKS: Final = {
    "text": "3 in for 1 out: a chat reads about three tokens for each one that it writes; "
    f"{WORDS_OF_TOKENS}.",
    "inpaint": "An edit is of one image, which some models charge for beside the edit.",
}
HEADLINE_UNITS: Final = {model_type: headline.unit for model_type, headline in HEADLINES.items()}


def with_headlines(models: pd.DataFrame, headlines: pd.Series[float]) -> pd.DataFrame:
    """Return models of one type by their headline price, cheapest first, without one last.

    `headlines` holds the `headline_prices` of these models and maybe of others. Columns: label,
    privacy, status (see `status_of`) and price.
    """
    own = models[["privacy", "beta"]]
    prices, labels = headlines.reindex(own.index), distinct_names(models)
    places = list(zip(prices.fillna(math.inf), labels, strict=True))
    ranked = pd.DataFrame(
        {
            "label": labels,
            "privacy": own["privacy"],
            "status": status_of(own, prices == 0),
            "price": prices,
        }
    )
    return ranked.iloc[sorted(range(len(places)), key=places.__getitem__)]
