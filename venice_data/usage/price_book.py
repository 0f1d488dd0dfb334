"""The prices that models had on each day, as far as they were recorded, else today's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from venice_data.catalog.price_components import describe
from venice_data.days import end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from venice_data.catalog.frames import Currency
    from venice_data.history.price_history import PriceHistory


@dataclass(frozen=True, eq=False)
class DayPrices:
    """Days on which all prices were the same, those prices, and of which models they were recorded.

    The prices of all others are today's.
    """

    days: list[pd.Timestamp]
    prices: pd.DataFrame
    recorded: frozenset[str]


@dataclass(frozen=True, eq=False)
class PriceBook:
    """All prices of some models: today's, and those that were recorded before.

    `models` are as listed today. `looked_at` is when somebody looked last at what Venice lists:
    what it cost on later days is not known.
    """

    models: pd.DataFrame
    prices: pd.DataFrame
    currency: Currency
    history: PriceHistory | None = None
    looked_at: datetime | None = None

    def of(self, models: pd.DataFrame) -> PriceBook:
        """Return the book of some of the models."""
        own = self.prices[self.prices["model_id"].isin(models.index)]
        return PriceBook(models, own, self.currency, self.history, self.looked_at)

    @cached_property
    def recorded(self) -> pd.DataFrame:
        """Every price that was recorded, with from when until when it held."""
        if self.history is None:
            never = pd.Series(dtype="datetime64[us, UTC]")
            return self.prices[:0].assign(began_at=never, ended_at=never)
        prices = self.history.prices
        own = prices[prices["model_id"].isin(self.models.index)]
        named = own[["model_id", "component"]].drop_duplicates()
        described = [
            describe(component, self.models["type"][model_id]).columns()
            for model_id, component in zip(named["model_id"], named["component"], strict=True)
        ]
        columns = ["unit", "resolution", "quality", "tier", "label"]
        words = pd.DataFrame(described, index=named.index, columns=columns, dtype="str")
        return own.merge(named.join(words), on=["model_id", "component"])

    def of_days(self, days: Iterable[pd.Timestamp]) -> Iterator[DayPrices]:
        """Yield the prices of days, those of equal prices together."""
        edges = pd.concat([self.recorded["began_at"], self.recorded["ended_at"]])
        alike: dict[int | None, list[pd.Timestamp]] = {}
        for day in days:
            changes_before = int((edges <= _end_of(day)).sum())
            alike.setdefault(changes_before if self._is_known(day) else None, []).append(day)
        for state, same in alike.items():
            if state:
                yield self._as_recorded(same)
            else:
                yield DayPrices(same, self.prices, frozenset())

    def _is_known(self, day: pd.Timestamp) -> bool:
        return self.looked_at is not None and day.date() <= self.looked_at.date()

    def _as_recorded(self, days: list[pd.Timestamp]) -> DayPrices:
        recorded, instant = self.recorded, _end_of(days[0])
        held = recorded[(recorded["began_at"] <= instant) & ~(recorded["ended_at"] <= instant)]
        known = frozenset(held["model_id"])
        others = self.prices[~self.prices["model_id"].isin(known)]
        prices = pd.concat([held[list(self.prices.columns)], others], ignore_index=True)
        return DayPrices(days, prices, known)


def _end_of(day: pd.Timestamp) -> pd.Timestamp:
    return pd.Timestamp(end_of(day.date()))
