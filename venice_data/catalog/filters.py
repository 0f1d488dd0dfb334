"""Narrows the models of a catalog, and says which condition to loosen when none is left."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from datetime import datetime

ANY_CONTEXT: Final = "any"
# A model of 131,072 tokens has "at least 128K", and so has one of 128,000.
CONTEXT_CHOICES: Final = {
    ANY_CONTEXT: 0,
    "8K": 8_000,
    "32K": 32_000,
    "64K": 64_000,
    "128K": 128_000,
    "200K": 200_000,
    "256K": 256_000,
    "400K": 400_000,
    "1M": 1_000_000,
    "2M": 2_000_000,
}
_NO_CONDITION: Final = ((), 0, "")


@dataclass(frozen=True)
class Filters:
    """What a model must meet; an empty condition is met by all.

    `types` and `privacy` name what is allowed, `capabilities` what a model must all have,
    `search` holds words that must all occur in the name or the id.
    """

    types: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    privacy: tuple[str, ...] = ()
    min_context_tokens: int = 0
    search: str = ""

    def active(self) -> list[str]:
        """Return the names of the conditions that are set."""
        return [
            field.name for field in fields(self) if getattr(self, field.name) not in _NO_CONDITION
        ]

    def without(self, condition: str) -> Filters:
        """Return the same filters with one condition taken away."""
        return replace(self, **{condition: getattr(Filters(), condition)})


def offered(models: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Return the models that are not yet removed at `now`; an old list can hold removed ones."""
    return models[~(models["removes_at"] <= pd.Timestamp(now))]


def retiring(models: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Return the models with a removal date after `now`, the next to go first."""
    return models[models["removes_at"] > pd.Timestamp(now)].sort_values("removes_at")


def recommendable(models: pd.DataFrame) -> pd.DataFrame:
    """Return the models that can be recommended today: those that are not down."""
    return models[~models["offline"]]


def matching(models: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Return the models that meet every condition, in their order."""
    meets = pd.Series(data=True, index=models.index)
    if filters.types:
        meets &= models["type"].isin(filters.types)
    if filters.privacy:
        meets &= models["privacy"].isin(filters.privacy)
    if filters.capabilities:
        wanted = set(filters.capabilities)
        meets &= models["capabilities"].map(wanted.issubset).astype(bool)
    if filters.min_context_tokens:
        meets &= (models["context_tokens"] >= filters.min_context_tokens).fillna(value=False)
    if filters.search:
        meets &= _found(models, filters.search)
    return models[meets]


def counts_when_loosened(models: pd.DataFrame, filters: Filters) -> dict[str, int]:
    """Return how many models match if one active condition is dropped, by its name."""
    return {
        condition: len(matching(models, filters.without(condition)))
        for condition in filters.active()
    }


def _found(models: pd.DataFrame, search: str) -> pd.Series[bool]:
    haystack = (models["name"] + " " + models.index.to_series()).str.casefold()
    found = pd.Series(data=True, index=models.index)
    for word in search.casefold().split():
        found &= haystack.str.contains(word, regex=False)
    return found
