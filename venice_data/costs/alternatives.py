"""The nearest alternatives to a model, with what one gains and what one loses by each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from venice_data.catalog.filters import recommendable
from venice_data.catalog.model_types import makes_sound_effects
from venice_data.catalog.money import relative_change, share_text
from venice_data.costs.headlines import headline_prices

if TYPE_CHECKING:
    from collections.abc import Collection

    from venice_data.catalog.frames import Currency

MOST_ALTERNATIVES: Final = 5
SAME_PRIVACY: Final = "as private"
SAME_CONTEXT: Final = "as much context"
_AS_LONG: Final = 0.9  # 128,000 tokens are no loss against 131,072


@dataclass(frozen=True)
class Alternative:
    """Another model of the same type: its price, and what it has more and less.

    `change` is by what share its price is another, NaN where that cannot be told.
    """

    model_id: str
    price: float
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    change: float


def change_in_words(change: float) -> str:
    """Say by how much a price is cheaper or more expensive; nothing where that is not known."""
    if math.isnan(change):
        return ""
    if not change:
        return "same price"
    return f"{share_text(abs(change))} {'cheaper' if change < 0 else 'more expensive'}"


def alternatives(
    model: pd.Series[Any],
    own_price: float,
    models: pd.DataFrame,
    prices: pd.DataFrame,
    currency: Currency,
) -> list[Alternative]:
    """Return the nearest alternatives to a model, those that lose least and then cost most alike.

    `model` is a row of `models`, or one that has left the list; `own_price` is its headline price,
    then the last, NaN where it has none; `models` are those on offer. What makes sound effects is
    none to what makes music.
    """
    others = may_take_its_place(model, models)
    others = others.assign(price=headline_prices(prices, others, currency)).dropna(subset="price")
    found = [_against(model, own_price, other) for _, other in others.iterrows()]
    return sorted(found, key=lambda other: distance(other, own_price))[:MOST_ALTERNATIVES]


def may_take_its_place(model: pd.Series[Any], models: pd.DataFrame) -> pd.DataFrame:
    """Return the models of the same type that are not down and of which none is announced to go."""
    others = recommendable(models)
    others = others[(others["type"] == model["type"]) & others["removes_at"].isna()]
    others = others[others.index != model.name]
    is_effect = makes_sound_effects(str(model.name))
    are_alike = [makes_sound_effects(str(other)) == is_effect for other in others.index]
    alike: pd.DataFrame = others[np.array(are_alike, dtype=bool)]
    return alike


def _against(model: pd.Series[Any], own_price: float, other: pd.Series[Any]) -> Alternative:
    price = float(other["price"])
    gains = sorted(set(other["capabilities"]) - set(model["capabilities"]))
    if other["privacy"] == "private" != model["privacy"]:
        gains.append(_privacy_text(model, other))
    if _is_shorter(model, other):
        gains.append(_context_text(model, other))
    losses, change = tuple(shortcomings(model, other)), relative_change(own_price, price)
    return Alternative(str(other.name), price, tuple(gains), losses, change)


def abilities_of(model: pd.Series[Any]) -> list[str]:
    """Name the capabilities that the list states a model to have."""
    return sorted(set(model["capabilities"]) & set(model["capabilities_stated"]))


def strengths(model: pd.Series[Any]) -> list[str]:
    """Name what a model has that another can lack: abilities, privacy, length of context."""
    named = [*abilities_of(model), SAME_PRIVACY]
    if pd.notna(model["context_tokens"]):
        named.append(SAME_CONTEXT)
    return named


def shortcomings(
    model: pd.Series[Any], other: pd.Series[Any], needed: Collection[str] | None = None
) -> list[str]:
    """Say what another model lacks of the `strengths` of one, or of those that are needed.

    Whether it does the work as well, nobody states.
    """
    has = strengths(model) if needed is None else [n for n in strengths(model) if n in needed]
    lacks = [
        f"no {name}"
        for name in abilities_of(model)
        if name in has and name not in other["capabilities"]
    ]
    if SAME_PRIVACY in has and model["privacy"] != other["privacy"] != "private":
        lacks.append(_privacy_text(model, other))
    if SAME_CONTEXT in has and _is_shorter(other, model):
        lacks.append(_context_text(model, other))
    return lacks


def _privacy_text(model: pd.Series[Any], other: pd.Series[Any]) -> str:
    return f"privacy: {other['privacy']} instead of {model['privacy']}"


def _is_shorter(model: pd.Series[Any], than: pd.Series[Any]) -> bool:
    """Return whether the context of a model is known to be shorter, by more than a trifle."""
    context, other = model["context_tokens"], than["context_tokens"]
    return bool(pd.notna(context) and pd.notna(other) and context < other * _AS_LONG)


def _context_text(model: pd.Series[Any], other: pd.Series[Any]) -> str:
    return f"context {other['context_tokens']:,} instead of {model['context_tokens']:,} tokens"


def distance(other: Alternative, own_price: float) -> tuple[int, float, str]:
    """Order by what is lost, a higher price too, then by how far the price lies.

    That is told as a ratio, or against what is free by the price itself.
    """
    far = math.inf
    if own_price == 0:
        far = other.price
    elif own_price > 0 and other.price > 0:
        far = abs(math.log(other.price / own_price))
    return len(other.losses) + (other.change > 0), far, other.model_id
