"""The history's database, SQLite or PostgreSQL: its tables, transactions, and failures in words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    URL,
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    NullPool,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
    func,
    select,
    text,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError, ProgrammingError, SQLAlchemyError
from typing_extensions import override

from venice_data.history.price_history import HistoryUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Dialect

WAIT_FOR_OTHERS_SECONDS: Final = 60  # longer than the longest transaction: making the history
LONGEST_STATEMENT_SECONDS: Final = 120  # waiting for others included
_WAIT_TO_READ_SECONDS: Final = 5
_POSTGRESQL_OPTIONS: Final = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,  # milliseconds, of a server that is gone while it is told something
    "prepare_threshold": None,  # a pooler gives each transaction another connection
}
_SQLITE_DAMAGED: Final = {11, 26}
_SQLITE_IN_WORDS: Final = {
    5: "the database file is in use by another program",
    8: "the database file is read-only",
    10: "the disk of the database file does not work",
    13: "the disk is full",
    14: "the database file cannot be opened; check VENICE_DATA_DIR",
}
_POSTGRESQL_IN_WORDS: Final = {
    "08": "the database server cannot be reached",
    "25006": "the database is read-only",
    "25P03": "the recording took too long; the database server has broken it off",
    "28": "the database server refuses the sign-in; check VENICE_DATABASE_URL",
    "3D": "the database does not exist; check VENICE_DATABASE_URL",
    "42501": "the database's user lacks a right; grant it, or check VENICE_DATABASE_URL",
    "53100": "the disk of the database server is full",
    "55P03": "the database is in use by another program",
    "53": "the database server is out of resources",
    "57014": "the database server took too long",
    "57": "the database server is shutting down or starting",
}
# The driver gives no code for what the server says before it lets anybody in.
_POSTGRESQL_AT_SIGN_IN: Final = {
    'database ".*" does not exist': "3D",
    "password authentication failed|no password supplied|pg_hba.conf": "28",
    'role ".*" does not exist': "28",
    "permission denied for database": "42501",
    "too many connections|too many clients|connection slots": "53",
    "database system is": "57",
}


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


class DamagedError(HistoryUnavailableError):
    """The file is no database, or no longer one."""


class HistoryDatabase:
    """One database; every failure of it is a HistoryUnavailableError."""

    def __init__(self, url: URL) -> None:
        self.is_sqlite = url.get_backend_name() == "sqlite"
        options = {"timeout": _WAIT_TO_READ_SECONDS} if self.is_sqlite else _POSTGRESQL_OPTIONS
        with errors_in_words():
            self._engine = create_engine(url, poolclass=NullPool, connect_args=options)
        if self.is_sqlite:
            event.listen(self._engine, "connect", _leave_transactions_to_us)
        event.listen(self._engine, "begin", _begin_sqlite if self.is_sqlite else _begin_postgresql)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read within one transaction, which sees one state of the database."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with errors_in_words(), self._engine.connect() as connection:
            reader = connection.execution_options(**options)
            with reader.begin():
                yield reader

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write within one short transaction, after those of others; others wait for it."""
        options = {"sqlite_wait_seconds": WAIT_FOR_OTHERS_SECONDS}
        with errors_in_words(), self._engine.connect() as connection:
            writer = connection.execution_options(**options)
            with writer.begin():
                yield writer


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Turn the database's own errors into HistoryUnavailableError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _history_error(error) from error
    except ModuleNotFoundError as error:
        raise HistoryUnavailableError(
            f"VENICE_DATABASE_URL needs the Python package {error.name}; install it"
        ) from error


def time_of(connection: Connection) -> datetime:
    """Return what the database's clock says, which is one for all copies."""
    now: datetime = connection.execute(
        select(type_coerce(func.current_timestamp(), Instant))
    ).scalar_one()
    return now


def is_sound(connection: Connection) -> bool:
    """Return whether a SQLite database holds together."""
    return connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def _history_error(error: SQLAlchemyError) -> HistoryUnavailableError:
    if not isinstance(error, DBAPIError):
        return HistoryUnavailableError(f"VENICE_DATABASE_URL cannot be used: {error}")
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_error(error)
    state = getattr(error.orig, "sqlstate", None)
    if state is None and isinstance(error, ProgrammingError):
        return HistoryUnavailableError(f"VENICE_DATABASE_URL cannot be used: {error.orig}".strip())
    state = state or _state_at_sign_in(str(error.orig))
    words = _POSTGRESQL_IN_WORDS.get(state) or _POSTGRESQL_IN_WORDS.get(state[:2])
    return HistoryUnavailableError(words or f"the database failed ({state})")


def _state_at_sign_in(message: str) -> str:
    for pattern, state in _POSTGRESQL_AT_SIGN_IN.items():
        if re.search(pattern, message):
            return state
    return "08"


def _sqlite_error(error: DBAPIError) -> HistoryUnavailableError:
    extended_code = getattr(error.orig, "sqlite_errorcode", None)
    code = None if extended_code is None else int(extended_code) & 0xFF
    is_undecodable = code is None and "Could not decode" in str(error.orig)
    if is_undecodable or code in _SQLITE_DAMAGED:
        return DamagedError("the database file is damaged")
    words = None if code is None else _SQLITE_IN_WORDS.get(code)
    return HistoryUnavailableError(words or f"the database failed: {error.orig}")


def _leave_transactions_to_us(dbapi_connection: Any, _: Any) -> None:
    """Keep Python's driver from beginning and committing on its own."""
    dbapi_connection.isolation_level = None


def _begin_sqlite(connection: Connection) -> None:
    """Begin to read, or take the one right to write for the whole transaction."""
    seconds = connection.get_execution_options().get("sqlite_wait_seconds")
    if seconds is None:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {seconds * 1000}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    # What was written is kept once those who read at that moment have done so.
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_WAIT_TO_READ_SECONDS * 1000}")


def _begin_postgresql(connection: Connection) -> None:
    """Keep a copy that has lost its network, or a slow server, from keeping others from prices.

    Set here, and not when connecting, because poolers refuse it there.
    """
    limit = f"{WAIT_FOR_OTHERS_SECONDS}s"
    connection.exec_driver_sql(
        f"SELECT set_config('lock_timeout', '{limit}', true),"
        f" set_config('idle_in_transaction_session_timeout', '{limit}', true),"
        f" set_config('statement_timeout', '{LONGEST_STATEMENT_SECONDS}s', true)"
    )
