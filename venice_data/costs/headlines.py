"""One comparable price for each model, in the unit of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.catalog.price_components import EDIT, IMAGE
from venice_data.costs.audio import SECONDS_PER_HOUR, music_prices
from venice_data.costs.tokens import DEFAULT_MIX, blended_price, token_prices

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency

TRACK_SECONDS: Final = 60
HEADLINE_UNITS: Final = {
    "text": "per 1M tokens, 3:1 input:output",
    "embedding": "per 1M tokens",
    "image": "per image, at its cheapest setting",
    "inpaint": "per edit, at its cheapest setting",
    "upscale": "per image enlarged 2x",
    "music": f"per track of {TRACK_SECONDS} seconds",
    "tts": "per 1M characters",
    "asr": "per hour of audio",
}


def headline_prices(
    prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.Series[float]:
    """Return one price a model, in the unit that HEADLINE_UNITS names for its type.

    NaN where none is published, as for video, and for types that are new here: prices of
    different types are never to be compared with each other.
    """
    priced = [
        _headlines_of_type(str(model_type), prices, group, currency)
        for model_type, group in models.groupby("type", sort=False)
    ]
    headlines: pd.Series[float] = pd.concat([pd.Series(dtype="float64"), *priced])
    return headlines.reindex(models.index)


def _headlines_of_type(
    model_type: str, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.Series[float]:
    match model_type:
        case "text":
            return blended_price(token_prices(prices, models, currency), DEFAULT_MIX)
        case "music":
            return music_prices(prices, models, TRACK_SECONDS, currency)["price"]
        case "image":
            return _cheapest(prices[prices["unit"] == IMAGE], models, currency)
        case "inpaint":
            return _cheapest(prices[prices["unit"].isin((IMAGE, EDIT))], models, currency)
        case "upscale":
            return _cheapest(prices[prices["component"] == "upscale.2x"], models, currency)
        case "embedding" | "tts":
            return _cheapest(prices[prices["component"] == "input"], models, currency)
        case "asr":
            per_second = prices[prices["component"] == "per_audio_second"]
            return _cheapest(per_second, models, currency) * SECONDS_PER_HOUR
    return pd.Series(float("nan"), index=models.index)


def _cheapest(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.Series[float]:
    return prices.groupby("model_id")[currency].min().reindex(models.index)
