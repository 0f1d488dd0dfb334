"""The tables: what was listed, at which price, with which facts, each from when until when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from typing_extensions import override

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Instant(TypeDecorator[datetime]):
    """A UTC instant, also in databases that know no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write in UTC, for databases that keep the figures and drop the zone."""
        return None if value is None else value.astimezone(UTC)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give an instant without a zone the one in which it was written."""
        if value is None:
            return None
        instant: datetime = value
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)


METADATA: Final = MetaData()


def _interval_table(name: str, keys: tuple[str, ...], *values: Column[Any]) -> Table:
    """Rows that hold from `began_at` until `ended_at`; of each key one row at most is open."""
    table = Table(
        name,
        METADATA,
        *(Column(key, Text, primary_key=True) for key in keys),
        Column("began_at", Instant, primary_key=True),
        Column("ended_at", Instant),
        *values,
        CheckConstraint("ended_at > began_at", name=f"{name}_run_forward"),
    )
    is_open = table.c.ended_at.is_(None)
    Index(
        f"{name}_one_open",
        *(table.c[key] for key in keys),
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    return table


LISTINGS: Final = _interval_table("listings", ("model_id",))
PRICES: Final = _interval_table(
    "prices",
    ("model_id", "component"),
    Column("usd", Double),
    Column("diem", Double),
    Column("min_seconds", Double),
    Column("max_seconds", Double),
)
FACTS: Final = _interval_table("facts", ("model_id", "fact"), Column("value", Text, nullable=False))

OBSERVATIONS: Final = Table(
    "observations",
    METADATA,
    Column("observed_at", Instant, primary_key=True),
    Column("previous_look_at", Instant),
)

REFRESH: Final = Table(
    "refresh",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="refresh_is_one"), primary_key=True),
    Column("asked", Text),
    Column("next_at", Instant),
    Column("fetched_at", Instant),
    Column("looked_at", Instant),
    Column("failure", Text),
    Column("missing_ids", Text, nullable=False),
    Column("lease_holder", Text),
    Column("leased_until", Instant),
)

LATEST_ANSWER: Final = Table(
    "latest_answer",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="latest_is_one"), primary_key=True),
    Column("digest", Text, nullable=False),
    Column("compressed_json", LargeBinary, nullable=False),
)
