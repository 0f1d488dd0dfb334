"""What each price of some models was, from when until when, in one currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.components import describe
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from venice_data.catalog import Currency
    from venice_data.history.price_history import PriceHistory

_OF_ONE_PRICE: Final = ["model_id", "component"]


def price_intervals(
    history: PriceHistory, model_ids: Iterable[str], until: datetime, currency: Currency
) -> pd.DataFrame:
    """Return one row a price and the time for which it held, in the order of time.

    Columns: model_id, component, label, unit, price, began_at, ended_at (`until` where the
    price still holds then), is_open, and stretch: a number shared by rows without a gap
    between them. A removal that was announced ends the prices. Times without a price in the
    currency have no row; a price that is new at `until` has one without length.
    """
    ids = list(model_ids)
    own = history.prices[history.prices["model_id"].isin(ids)]
    ends = own["ended_at"].fillna(own["model_id"].map(_removals(history, ids)))
    now = pd.Timestamp(until)
    is_open = ~(ends <= now)
    intervals = own[["model_id", "component", "began_at"]].assign(
        price=own[currency],
        ended_at=ends.where(~is_open, now),
        is_open=is_open,
    )
    is_begun = intervals["began_at"] <= now
    has_held = is_open | (intervals["began_at"] < intervals["ended_at"])
    held = intervals[intervals["price"].notna() & is_begun & has_held]
    joined = _joined(held.sort_values([*_OF_ONE_PRICE, "began_at"], ignore_index=True))
    return _described(joined, models_ever_listed(history)["type"])


def _removals(history: PriceHistory, model_ids: list[str]) -> pd.Series[pd.Timestamp]:
    """Return when each model is removed, as it was announced last."""
    return models_ever_listed(history).loc[model_ids, "removes_at"]


def _joined(held: pd.DataFrame) -> pd.DataFrame:
    """Join rows that follow on each other at the same price, and number the stretches."""
    before = held.groupby(_OF_ONE_PRICE)[["ended_at", "price"]].shift()
    follows = held["began_at"] == before["ended_at"]
    run = (~(follows & (held["price"] == before["price"]))).cumsum()
    numbered = held.assign(stretch=(~follows).cumsum())
    joined: pd.DataFrame = numbered.groupby(run).agg(
        dict.fromkeys([*_OF_ONE_PRICE, "began_at", "price", "stretch"], "first")
        | dict.fromkeys(["ended_at", "is_open"], "last")
    )
    return joined.reset_index(drop=True)


def _described(intervals: pd.DataFrame, types: pd.Series[str]) -> pd.DataFrame:
    meanings = [
        describe(component, types[model_id])
        for model_id, component in zip(intervals["model_id"], intervals["component"], strict=True)
    ]
    return intervals.assign(
        label=pd.Series([meaning.label for meaning in meanings], dtype="str"),
        unit=pd.Series([meaning.unit for meaning in meanings], dtype="str"),
    )
