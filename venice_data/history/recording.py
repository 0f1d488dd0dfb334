"""How the differences between two lists are recorded in the database, and read back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import pandas as pd
from sqlalchemy import Connection, Table, and_, bindparam, insert, select, update

from venice_data.history.database import FACTS, LISTINGS, OBSERVATIONS, PRICES
from venice_data.history.list_states import ListState, Price
from venice_data.history.price_history import PriceHistory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_Key = TypeVar("_Key", bound=tuple[str, ...])
_Value = TypeVar("_Value")

_UTC: Final = "datetime64[us, UTC]"


def recorded_state(connection: Connection) -> ListState:
    """Return the list that was recorded last."""
    listings = connection.execute(select(LISTINGS.c.model_id).where(LISTINGS.c.ended_at.is_(None)))
    prices = connection.execute(select(PRICES).where(PRICES.c.ended_at.is_(None)))
    facts = connection.execute(select(FACTS).where(FACTS.c.ended_at.is_(None)))
    return ListState(
        listed={(row.model_id,): None for row in listings},
        prices={(row.model_id, row.component): Price.from_row(row) for row in prices},
        facts={(row.model_id, row.fact): row.value for row in facts},
    )


def record(
    connection: Connection,
    before: ListState,
    after: ListState,
    observed_at: datetime,
    previous_look_at: datetime | None,
) -> None:
    """Record that the list `before` gave way to `after`; `observed_at` is later than all before.

    `previous_look_at` is when the list was last seen as it was before.
    """
    connection.execute(
        insert(OBSERVATIONS),
        {"observed_at": observed_at, "previous_look_at": previous_look_at},
    )
    _end_and_begin(connection, LISTINGS, before.listed, after.listed, observed_at, lambda _: {})
    _end_and_begin(connection, PRICES, before.prices, after.prices, observed_at, Price._asdict)
    _end_and_begin(
        connection, FACTS, before.facts, after.facts, observed_at, lambda text: {"value": text}
    )


def read_price_history(connection: Connection) -> PriceHistory:
    """Read everything that was recorded."""
    return PriceHistory(
        listings=_read(connection, LISTINGS),
        prices=_read(connection, PRICES),
        facts=_read(connection, FACTS),
        observations=_read(connection, OBSERVATIONS),
    )


def _end_and_begin(
    connection: Connection,
    table: Table,
    before: Mapping[_Key, _Value],
    after: Mapping[_Key, _Value],
    at: datetime,
    as_columns: Callable[[_Value], dict[str, Any]],
) -> None:
    """End the intervals that no longer hold, then begin those that now do."""
    names = [column.name for column in table.primary_key if column.name != "began_at"]
    ended = before.items() - after.items()
    begun = after.items() - before.items()
    if ended:
        is_one_of_them = and_(*(table.c[name] == bindparam(f"its_{name}") for name in names))
        its_names = [f"its_{name}" for name in names]
        connection.execute(
            update(table).where(is_one_of_them, table.c.ended_at.is_(None)).values(ended_at=at),
            [dict(zip(its_names, key, strict=True)) for key, _ in ended],
        )
    if begun:
        connection.execute(
            insert(table),
            [
                dict(zip(names, key, strict=True), began_at=at, **as_columns(value))
                for key, value in begun
            ],
        )


def _read(connection: Connection, table: Table) -> pd.DataFrame:
    names = [column.name for column in table.columns]
    rows = connection.execute(select(table).order_by(*table.primary_key)).all()
    frame = pd.DataFrame([tuple(row) for row in rows], columns=names)  # twice as fast as rows
    instants = [name for name in names if name.endswith("_at")]
    texts = [name for name in names if name in ("model_id", "component", "fact", "value")]
    others = [name for name in names if name not in {*instants, *texts}]
    return frame.astype(
        dict.fromkeys(instants, _UTC)
        | dict.fromkeys(texts, "str")
        | dict.fromkeys(others, "float64")
    )
