"""The months that ship with the project state what lists stated, and begin when they did.

Before, every fact of those months was filled in from the first record after them. What was
recorded since is kept as it is.
"""

from typing import Any

from alembic import op
from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, or_, select, update

from venice_data.history.database import FACTS, LISTINGS, OBSERVATIONS, PRICES
from venice_data.history.list_states import ListState, Price
from venice_data.history.recording import record
from venice_data.history.seed import seed_lists

revision = "0002"
down_revision = "0001"

_INTERVALS = (LISTINGS, PRICES, FACTS)


def upgrade() -> None:
    """Seed anew what was seeded; a database in which there is nothing yet is seeded later."""
    connection = op.get_bind()
    # Only the seed was recorded without a look before.
    is_seeded = OBSERVATIONS.c.previous_look_at.is_(None)
    seeded_until = connection.execute(
        select(func.max(OBSERVATIONS.c.observed_at)).where(is_seeded)
    ).scalar()
    if seeded_until is None:
        return
    bundled = _state_at(connection, seeded_until)
    kept = {table: _rows(connection, table, seeded_until) for table in _INTERVALS}
    for table in _INTERVALS:
        connection.execute(delete(table))
    connection.execute(delete(OBSERVATIONS).where(OBSERVATIONS.c.observed_at <= seeded_until))
    before = ListState()
    for observed_at, state in [*_lists_before(seeded_until), (seeded_until, bundled)]:
        record(connection, before, state, observed_at, previous_look_at=None)
        before = state
    for table, rows in kept.items():
        _end(connection, table, [row for row in rows if row["began_at"] <= seeded_until])
        later = [row for row in rows if row["began_at"] > seeded_until]
        if later:
            connection.execute(insert(table), later)


def _lists_before(instant: Any) -> list[tuple[Any, ListState]]:
    return [(at, state) for at, state in seed_lists() if at < instant]


def _rows(connection: Connection, table: Table, instant: Any) -> list[dict[str, Any]]:
    """Return the intervals that hold at an instant or begin after it."""
    holds_on = or_(table.c.ended_at.is_(None), table.c.ended_at > instant)
    return [dict(row) for row in connection.execute(select(table).where(holds_on)).mappings()]


def _state_at(connection: Connection, instant: Any) -> ListState:
    listings, prices, facts = (
        connection.execute(
            select(table).where(
                table.c.began_at <= instant,
                or_(table.c.ended_at.is_(None), table.c.ended_at > instant),
            )
        ).all()
        for table in _INTERVALS
    )
    return ListState(
        listed={(row.model_id,): None for row in listings},
        prices={(row.model_id, row.component): Price.from_row(row) for row in prices},
        facts={(row.model_id, row.fact): row.value for row in facts},
    )


def _end(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """End the seeded intervals that ended since, each when it did."""
    names = [column.name for column in table.primary_key if column.name != "began_at"]
    ended = [
        {f"its_{name}": row[name] for name in (*names, "ended_at")}
        for row in rows
        if row["ended_at"] is not None
    ]
    if ended:
        is_it = and_(*(table.c[name] == bindparam(f"its_{name}") for name in names))
        connection.execute(
            update(table)
            .where(is_it, table.c.ended_at.is_(None))
            .values(ended_at=bindparam("its_ended_at")),
            ended,
        )
