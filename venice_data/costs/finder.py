"""One comparable price for each model, and the cheapest model that can do what is wished.

Nothing may be called the cheapest that is free now or in beta, unless that is asked for: a free
model is a promotion, and one in beta may change or go any day, so neither says what work costs.
Where it was not recorded whether a model is in beta, it counts as not in beta.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from venice_data.catalog.filters import (
    FILTERS,
    Filters,
    counts_when_loosened,
    matching,
    recommendable,
)
from venice_data.catalog.frames import has_price
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import EDIT, IMAGE, WORDS_OF_TOKENS
from venice_data.catalog.wording import some_of
from venice_data.costs.audio import SECONDS_PER_HOUR, music_prices
from venice_data.costs.charges import owed_at
from venice_data.costs.images import makes_pictures, with_first_image
from venice_data.costs.tokens import DEFAULT_MIX, blended_price, token_prices

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from venice_data.catalog.frames import Currency
    from venice_data.costs.charges import Flags, Numbers

    Pricing = Callable[[pd.DataFrame, pd.DataFrame, Currency], pd.Series[float]]

TRACK_SECONDS: Final = 60
FREE_NOW: Final = "free now"
IN_BETA: Final = "in beta"


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

_MOST_NAMED: Final = 3


@dataclass(frozen=True)
class Finding:
    """The models that meet a wish, cheapest first, and the sentence that says so.

    `ranked` has label, privacy, status (see `status_of`) and price (NaN last) and is indexed by
    model id.
    """

    sentence: str
    ranked: pd.DataFrame

    @property
    def free_or_beta(self) -> pd.DataFrame:
        """Those of `ranked` that count for the sentence only if that is asked for."""
        return self.ranked[self.ranked["price"].notna() & (self.ranked["status"] != "")]


def find_cheapest(
    models: pd.DataFrame,
    prices: pd.DataFrame,
    wish: Filters,
    currency: Currency,
    *,
    headlines: pd.Series[float] | None = None,
    counts_free_and_beta: bool = False,
) -> Finding:
    """Find the cheapest model of one type that meets a wish; `wish.types` names the type.

    A model that is down is not recommended, and one that is free now or in beta is named only
    if such count. `headlines` are the `headline_prices` of these models, where they are known.
    """
    candidates = recommendable(models)
    found = matching(candidates, wish)
    if headlines is None:
        headlines = headline_prices(prices, found, currency)
    ranked = with_headlines(found, headlines)
    counted = ranked[
        may_be_cheapest(ranked["status"], counts_free_and_beta=counts_free_and_beta)
        & ranked["price"].notna()
    ]
    if found.empty:
        sentence = f"No {_wish_in_words(wish)}.{_remedy(candidates, wish)}"
    elif counted.empty:
        sentence = _why_none_is_named(ranked, prices, wish, currency)
    else:
        sentence = _naming_the_first(counted, wish, currency)
    return Finding(sentence, ranked)


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


def _naming_the_first(counted: pd.DataFrame, wish: Filters, currency: Currency) -> str:
    first = counted.iloc[0]
    price = f"{cost_text(first['price'], currency)} {HEADLINE_UNITS[wish.types[0]]}"
    at_lowest = counted.loc[counted["price"] == first["price"], "label"]
    if len(at_lowest) > 1:
        return f"Cheapest {_wish_in_words(wish)}: {sharing_text(list(at_lowest), price)}."
    is_said = f" It is {first['status']}." if first["status"] else ""
    return f"Cheapest {_wish_in_words(wish)}: {first['label']}, {price}.{is_said}"


def sharing_text(labels: Sequence[str], price: str) -> str:
    """Say which models cost the same: `7 models share $0.01: Anime, Chroma, Flux and 4 more`."""
    return f"{len(labels)} models share {price}: {some_of(labels, _MOST_NAMED)}"


def _why_none_is_named(
    ranked: pd.DataFrame, prices: pd.DataFrame, wish: Filters, currency: Currency
) -> str:
    wanted = _wish_in_words(wish, is_plural=len(ranked) > 1)
    if ranked["price"].notna().any():
        those = "those with a price are" if len(ranked) > 1 else "it is"
        lacking = f"{those} free now or in beta"
    elif has_price(ranked, prices, currency).any():
        lacking = "no price that can be ranked here"
    else:
        lacking = "no price published to rank by"
    return f"{len(ranked)} {wanted}, but {lacking}."


def _wish_in_words(wish: Filters, *, is_plural: bool = False) -> str:
    models = f"{model_type(wish.types[0]).label} model{'s' * is_plural}"
    return wish.without("types").in_words_around(models)


def _remedy(candidates: pd.DataFrame, wish: Filters) -> str:
    loosened = {
        condition: count
        for condition, count in counts_when_loosened(candidates, wish).items()
        if count and condition != "types"
    }
    if not loosened:
        return ""
    condition = max(loosened, key=lambda name: loosened[name])
    matches = "1 would match" if loosened[condition] == 1 else f"{loosened[condition]} would match"
    return f" Without {FILTERS[condition].in_advice}, {matches}."


def status_of(models: pd.DataFrame, is_free: pd.Series[bool]) -> pd.Series[str]:
    """Return what is to be said of each model: `free now`, `in beta`, both, or nothing.

    `is_free` tells with which of the models that costs nothing which is asked for.
    """
    are_free = is_free.reindex(models.index, fill_value=False)
    statuses = [
        " and ".join(compress((FREE_NOW, IN_BETA), said))
        for said in zip(are_free, models["beta"], strict=True)
    ]
    return pd.Series(statuses, index=models.index, dtype="str")


def may_be_cheapest(
    status: pd.Series[str], *, counts_free_and_beta: bool = False
) -> pd.Series[bool]:
    """Tell which models may be called the cheapest, by their `status_of`."""
    return (status == "") | counts_free_and_beta


def costs_that_count(costs: Numbers, is_beta: Flags) -> Numbers:
    """Return costs by model, along the first axis, with NaN for those that may not be cheapest."""
    is_left_out = (costs == 0) | is_beta.reshape(-1, *[1] * (costs.ndim - 1))
    return np.where(is_left_out, np.nan, costs)
