"""The whole history as frames: the catalog at an instant, each price and each model over time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from venice_data.catalog.frames import Catalog, models_frame, prices_frame
from venice_data.catalog.price_components import describe
from venice_data.history.list_states import FACT_NAMES, fact_from_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from venice_data.catalog.frames import Currency

    Rows = list[dict[Any, Any]]

_REMEMBERED_CATALOGS: Final = 16
_OF_ONE_PRICE: Final = ["model_id", "component"]
_UNKNOWN: Final[dict[str, Any]] = {
    "type": "unknown",
    "privacy": "unknown",
    "offline": False,
    "beta": False,
    "constraints": {},
} | {
    fact: []
    for fact in (
        "traits",
        "capabilities",
        "reasoning_efforts",
        "region_restrictions",
        "voices",
    )
}


class HistoryUnavailableError(Exception):
    """The history cannot be read or not be recorded; the message says why."""


@dataclass(frozen=True, eq=False)
class PriceHistory:
    """Everything recorded. Shared by all viewers: never write to a frame.

    `listings`: model_id; `prices`: model_id, component, usd, diem, min_seconds, max_seconds;
    `facts`: model_id, fact, value (JSON). Each row holds from `began_at` until `ended_at`,
    NaT where it still holds; instants are UTC. `observations`: `observed_at` of each list that
    differed from the one before, which was last seen at `previous_look_at`.
    """

    listings: pd.DataFrame
    prices: pd.DataFrame
    facts: pd.DataFrame
    observations: pd.DataFrame

    @cached_property
    def oldest(self) -> datetime:
        """The instant of the first list."""
        return _instant(self.observations["observed_at"].min())

    @cached_property
    def newest(self) -> datetime:
        """The instant of the last list that differed from the one before."""
        return _instant(self.observations["observed_at"].max())

    @cached_property
    def facts_since(self) -> datetime:
        """The instant from which all that a list states was recorded, announcements included."""
        announced = self.facts.loc[self.facts["fact"] == "removes_at", "began_at"]
        return self.newest if announced.empty else _instant(announced.min())


def last_look_at(history: PriceHistory, instant: datetime, latest_look: datetime) -> datetime:
    """Return when the list of an instant was last looked at, up to that instant.

    `latest_look` is when anybody looked last. In the seed's months that was all the time.
    """
    later = history.observations[history.observations["observed_at"] > pd.Timestamp(instant)]
    looked_at = latest_look if later.empty else later["previous_look_at"].iloc[0]
    return instant if pd.isna(looked_at) else min(instant, max(looked_at, history.oldest))


@lru_cache(maxsize=_REMEMBERED_CATALOGS)
def catalog_at(history: PriceHistory, instant: datetime) -> Catalog:
    """Return the catalog as it was recorded at an instant.

    What was not recorded then is unknown. Where it was not recorded which capabilities a model
    states, it states those that it has. Descriptions and the models as they came are not kept.
    """
    at = pd.Timestamp(instant)
    listed = list(_holding(history.listings, at)["model_id"])
    facts = _by_model(_holding(history.facts, at))
    models = {model_id: _model_row(model_id, facts.get(model_id, {})) for model_id in listed}
    prices = _holding(history.prices, at)
    return Catalog(
        models=models_frame(models),
        prices=prices_frame(
            [_price_row(row, models[row["model_id"]]["type"]) for row in prices.to_dict("records")]
        ),
        problems=pd.DataFrame(columns=["model_id", "where", "what"], dtype="str"),
        fetched_at=instant,
        source="history",
    )


@lru_cache(maxsize=2)
def models_ever_listed(history: PriceHistory) -> pd.DataFrame:
    """Return the frame of all models that were ever listed, as they were recorded last."""
    last_recorded = history.facts.sort_values("began_at").drop_duplicates(
        ["model_id", "fact"], keep="last"
    )
    facts = _by_model(last_recorded)
    return models_frame(
        {
            model_id: _model_row(model_id, facts.get(model_id, {}))
            for model_id in dict.fromkeys(history.listings["model_id"])
        }
    )


def models_listed_by(history: PriceHistory, instant: datetime) -> pd.DataFrame:
    """Return the frame of all models that were listed by an instant, as they were recorded last."""
    is_begun = history.listings["began_at"] <= pd.Timestamp(instant)
    return models_ever_listed(history).loc[history.listings.loc[is_begun, "model_id"].unique()]


def price_intervals(
    history: PriceHistory, model_ids: Iterable[str], until: datetime, currency: Currency
) -> pd.DataFrame:
    """Return one row per price and the time for which it held, in the order of time.

    Columns: model_id, component, label, unit, price, began_at, ended_at (`until` where the
    price still holds then), is_open, and stretch: a number shared by rows without a gap
    between them. A removal that was announced ends the prices. Times without a price in the
    currency have no row; a price that is new at `until` has one without length.
    """
    own = history.prices[history.prices["model_id"].isin(list(model_ids))]
    announced = models_ever_listed(history)["removes_at"].reindex(own["model_id"])
    ends = own["ended_at"].fillna(announced.set_axis(own.index))
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


def _model_row(model_id: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Return a row for the frame of models from what was recorded; the rest is unknown."""
    known = {fact: value for fact, value in facts.items() if value is not None}
    nothing = dict.fromkeys((*FACT_NAMES, "description", "source_text"))
    stated = {"capabilities_stated": known.get("capabilities", [])}
    return nothing | _UNKNOWN | {"name": model_id} | stated | known | {"raw": {}}


def _price_row(recorded: dict[Any, Any], model_type: str) -> dict[str, Any]:
    """Return a row for the frame of prices."""
    return recorded | describe(recorded["component"], model_type).columns()


def _instant(stamp: pd.Timestamp) -> datetime:
    return stamp.to_pydatetime()


def _holding(intervals: pd.DataFrame, at: pd.Timestamp) -> pd.DataFrame:
    return intervals[(intervals["began_at"] <= at) & ~(intervals["ended_at"] <= at)]


def _by_model(facts: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return each model's facts by their names; of one that comes twice, the last."""
    known: dict[str, dict[str, Any]] = {}
    columns = (facts[name].tolist() for name in ("model_id", "fact", "value"))
    for model_id, fact, value in zip(*columns, strict=True):
        known.setdefault(model_id, {})[fact] = fact_from_text(fact, value)
    return known


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
    described = [
        describe(component, types[model_id]).columns()
        for model_id, component in zip(intervals["model_id"], intervals["component"], strict=True)
    ]
    return intervals.join(pd.DataFrame(described, columns=["label", "unit"], dtype="str"))


@dataclass(frozen=True)
class ModelStates:
    """What is known of some models from the first list on, and each time that it changed.

    `models` and `prices` are frames as a catalog has, in which every state stands as a model
    with an id of its own; one in which the model was not offered has no row. `ids` are those of
    each model's states, by the instants at which they begin, the oldest first.
    """

    models: pd.DataFrame
    prices: pd.DataFrame
    ids: dict[str, dict[datetime, str]]


def states_of(history: PriceHistory, model_ids: AbstractSet[str]) -> ModelStates:
    """Return all states of these models; what was not recorded is as in `catalog_at`."""
    listings, prices, facts = (
        _rows_by_model(frame, model_ids)
        for frame in (history.listings, history.prices, history.facts)
    )
    ids: dict[str, dict[datetime, str]] = {}
    begins: list[datetime] = []
    models: dict[str, dict[str, Any]] = {}
    price_rows: Rows = []
    numbers = count()
    for model_id in model_ids:
        own = (listings[model_id], prices[model_id], facts[model_id])
        ids[model_id] = {
            instant: f"state {next(numbers)}"
            for instant in _instants_of_change(own, history.oldest)
        }
        for instant, state_id in ids[model_id].items():
            listed, priced, stated = (_rows_at(rows, instant) for rows in own)
            if not listed:
                continue
            begins.append(instant)
            models[state_id] = _model_row(model_id, _read_facts(stated))
            price_rows += [
                _price_row(row | {"model_id": state_id}, models[state_id]["type"]) for row in priced
            ]
    frame = models_frame(models)
    is_removed = frame["removes_at"] <= pd.Series(
        begins, index=frame.index, dtype="datetime64[us, UTC]"
    )
    return ModelStates(frame[~is_removed], prices_frame(price_rows), ids)


def _rows_by_model(intervals: pd.DataFrame, model_ids: AbstractSet[str]) -> dict[str, Rows]:
    rows: dict[str, Rows] = {model_id: [] for model_id in model_ids}
    for row in intervals[intervals["model_id"].isin(model_ids)].to_dict("records"):
        rows[row["model_id"]].append(row)
    return rows


def _instants_of_change(own: tuple[Rows, ...], oldest: datetime) -> list[datetime]:
    """Return the first list's instant and each at which something of a model began or ended."""
    recorded = (row[edge] for rows in own for row in rows for edge in ("began_at", "ended_at"))
    announced = (
        fact_from_text("removes_at", row["value"])
        for rows in own
        for row in rows
        if row.get("fact") == "removes_at"
    )
    stamps = {stamp for stamp in (*recorded, *announced) if not pd.isna(stamp)}
    instants = {stamp.to_pydatetime() for stamp in stamps}
    return sorted({oldest, *(instant for instant in instants if instant > oldest)})


def _rows_at(rows: Rows, instant: datetime) -> Rows:
    return [row for row in rows if row["began_at"] <= instant and not row["ended_at"] <= instant]


def _read_facts(rows: Rows) -> dict[str, Any]:
    return {row["fact"]: fact_from_text(row["fact"], row["value"]) for row in rows}
