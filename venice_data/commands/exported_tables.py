"""The tables that can be exported; those of the history are shaped as they ship."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from venice_data.history.list_state import fact_from_text
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from datetime import datetime

    from venice_data.history.price_history import PriceHistory

_PRICE_COLUMNS: Final = [
    "model_id",
    "name",
    "type",
    "component",
    "label",
    "unit",
    "usd",
    "diem",
    "resolution",
    "quality",
    "tier",
    "min_seconds",
    "max_seconds",
]
_COMPONENT: Final = ["model_id", "component"]
_AMOUNTS: Final = ["usd", "diem"]
_FACTS_OF_LISTING: Final = ["type", "name"]


def prices(history: PriceHistory, at: datetime) -> pd.DataFrame:
    """Return the prices that were listed at an instant, with what each is for."""
    catalog = catalog_at(history, at)
    listed = catalog.prices.join(catalog.models[["name", "type"]], on="model_id")
    return listed[_PRICE_COLUMNS].sort_values(_COMPONENT)


def price_history(history: PriceHistory, at: datetime) -> pd.DataFrame:
    """Return every price from when on it held, up to an instant.

    No amounts stand where a component went away while its model stayed.
    """
    priced = history.prices.dropna(subset=_AMOUNTS, how="all")
    begun = _with_new_amounts(priced).rename(columns={"began_at": "observed_at"})
    gone = _gone_from_a_model_that_stays(priced, history.listings)
    gone = gone[[*_COMPONENT, "ended_at"]].rename(columns={"ended_at": "observed_at"})
    columns = ["observed_at", *_COMPONENT, *_AMOUNTS]
    return _up_to(at, pd.concat([begun, gone])[columns], by=["observed_at", *_COMPONENT])


def listing_history(history: PriceHistory, at: datetime) -> pd.DataFrame:
    """Return when each model came and went, up to an instant, with its type and name then."""
    events = pd.concat(
        [_events(history, "began_at", "listed"), _events(history, "ended_at", "removed")]
    )
    columns = ["observed_at", "model_id", *_FACTS_OF_LISTING, "event"]
    return _up_to(at, events[columns], by=["observed_at", "model_id"])


def _with_new_amounts(priced: pd.DataFrame) -> pd.DataFrame:
    """Leave out what only moved its limits in seconds, which these rows do not tell."""
    before = priced[[*_COMPONENT, *_AMOUNTS, "ended_at"]].rename(columns={"ended_at": "began_at"})
    pairs = priced.merge(before, how="left", on=[*_COMPONENT, "began_at"], suffixes=("", "_before"))
    is_new = pd.Series(data=False, index=pairs.index)
    for amount in _AMOUNTS:
        now, then = pairs[amount], pairs[f"{amount}_before"]
        is_new |= (now != then) & (now.notna() | then.notna())
    return pairs[is_new]


def _gone_from_a_model_that_stays(priced: pd.DataFrame, listings: pd.DataFrame) -> pd.DataFrame:
    ended = priced.dropna(subset=["ended_at"])
    is_replaced = _keys(ended, *_COMPONENT, "ended_at").isin(_keys(priced, *_COMPONENT, "began_at"))
    left_with_its_model = _keys(ended, "model_id", "ended_at").isin(
        _keys(listings, "model_id", "ended_at")
    )
    return ended[~is_replaced & ~left_with_its_model]


def _events(
    history: PriceHistory, instant: Literal["began_at", "ended_at"], event: str
) -> pd.DataFrame:
    """Return the beginnings or ends of listings; a model's facts begin and end with them."""
    events = history.listings[["model_id", instant]].dropna()
    for fact in _FACTS_OF_LISTING:
        texts = history.facts[history.facts["fact"] == fact]
        texts = texts[["model_id", instant, "value"]].rename(columns={"value": fact})
        events = events.merge(texts, how="left", on=["model_id", instant])
        events[fact] = events[fact].map(partial(fact_from_text, fact), na_action="ignore")
    return events.rename(columns={instant: "observed_at"}).assign(event=event)


def _up_to(at: datetime, rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return rows[rows["observed_at"] <= pd.Timestamp(at)].sort_values(by)


def _keys(frame: pd.DataFrame, *columns: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[list(columns)].set_axis(range(len(columns)), axis=1))
