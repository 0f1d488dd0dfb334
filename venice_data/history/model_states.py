"""Models as they were each time that something of them changed, every state a row of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import pandas as pd

from venice_data.catalog.frames import models_frame, prices_frame
from venice_data.history.list_states import fact_from_text
from venice_data.history.price_history import model_row, price_row

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from venice_data.history.price_history import PriceHistory

    Rows = list[dict[Any, Any]]


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
            instant: f"state {next(numbers)}" for instant in _changes(own, history.oldest)
        }
        for instant, state_id in ids[model_id].items():
            listed, priced, stated = (_holding(rows, instant) for rows in own)
            if not listed:
                continue
            begins.append(instant)
            models[state_id] = model_row(model_id, _facts(stated))
            price_rows += [
                price_row(row | {"model_id": state_id}, models[state_id]["type"]) for row in priced
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


def _changes(own: tuple[Rows, ...], oldest: datetime) -> list[datetime]:
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


def _holding(rows: Rows, instant: datetime) -> Rows:
    return [row for row in rows if row["began_at"] <= instant and not row["ended_at"] <= instant]


def _facts(rows: Rows) -> dict[str, Any]:
    return {row["fact"]: fact_from_text(row["fact"], row["value"]) for row in rows}
