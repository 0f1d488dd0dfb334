"""The cheapest model that can do what is wished, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
from venice_data.catalog.wording import some_of
from venice_data.costs.free_and_beta import may_be_cheapest
from venice_data.costs.headlines import HEADLINE_UNITS, headline_prices, with_headlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from venice_data.catalog.frames import Currency

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
