"""Writes what differs between two lists; what stays the same is not touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Table, and_, bindparam, insert, select, update

from venice_data.history.list_state import ListState, Price
from venice_data.history.tables import FACTS, LISTINGS, OBSERVATIONS, PRICES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_Key = TypeVar("_Key", bound=tuple[str, ...])
_Value = TypeVar("_Value")


def recorded_state(connection: Connection) -> ListState:
    """Return the list that was recorded last."""
    listings = connection.execute(select(LISTINGS.c.model_id).where(LISTINGS.c.ended_at.is_(None)))
    prices = connection.execute(select(PRICES).where(PRICES.c.ended_at.is_(None)))
    facts = connection.execute(select(FACTS).where(FACTS.c.ended_at.is_(None)))
    return ListState(
        listed={(row.model_id,): None for row in listings},
        prices={
            (row.model_id, row.component): Price(
                row.usd, row.diem, row.min_seconds, row.max_seconds
            )
            for row in prices
        },
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
    _move(connection, LISTINGS, before.listed, after.listed, observed_at, lambda _: {})
    _move(connection, PRICES, before.prices, after.prices, observed_at, Price._asdict)
    _move(connection, FACTS, before.facts, after.facts, observed_at, lambda text: {"value": text})


def _move(
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
