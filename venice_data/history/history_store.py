"""The history of one database: prepared at first use, recorded under a lease, read whole.

Alembic is loaded where a database is brought to the present shape: it costs 0.3 seconds and 11 MB,
and most starts find it there.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Connection, column, func, insert, inspect, select, table, text

from venice_data.history.database import (
    OBSERVATIONS,
    REFRESH,
    DamagedError,
    HistoryDatabase,
    is_sound,
)
from venice_data.history.list_states import ListState
from venice_data.history.price_history import HistoryUnavailableError, PriceHistory
from venice_data.history.recording import read_price_history, record
from venice_data.history.refresh_lease import LatestAnswer, RefreshLease, latest_answer
from venice_data.history.seed import seed_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config

LOGGER: Final = logging.getLogger(__name__)
_PREPARATION_LOCK: Final = 0x76656E696365  # under which copies prepare the database
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_KEPT_IN: Final = "alembic_version"


class HistoryStore:
    """Opens its database when it is first needed, and again after every failure.

    Every method raises HistoryUnavailableError with a message for people where the database
    is away, full, damaged or not writable. A damaged SQLite file is kept under a new name.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._ready: HistoryDatabase | None = None

    @property
    def is_shared(self) -> bool:
        """Whether other copies of the app are to be expected on the same database."""
        return self._url.get_backend_name() != "sqlite"

    @contextmanager
    def refresh_lease(self, *, wait: bool = False) -> Iterator[RefreshLease | None]:
        """Hold the one right to refresh; None where another copy holds it and none waits.

        No transaction is open meanwhile. From a copy that dies, the right lapses.
        """
        with self._prepared() as database:
            lease = RefreshLease.acquire(database, wait=wait)
            if lease is None:
                yield None
                return
            with lease.kept():
                yield lease

    def latest(self) -> LatestAnswer:
        """Return what the last refresh of any copy came to."""
        with self._prepared() as database, database.reading() as connection:
            return latest_answer(connection)

    def read(self, known: PriceHistory | None = None) -> PriceHistory:
        """Return the whole history, `known` itself where nothing was recorded since."""
        with self._prepared() as database, database.reading() as connection:
            newest = connection.execute(select(func.max(OBSERVATIONS.c.observed_at))).scalar()
            if known is not None and known.newest == newest:
                return known
            return read_price_history(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write beside the history, within one short transaction."""
        with self._prepared() as database, database.writing() as connection:
            yield connection

    @contextmanager
    def _prepared(self) -> Iterator[HistoryDatabase]:
        try:
            if self._ready is None:
                self._ready = self._prepare()
            yield self._ready
        except DamagedError as error:
            self._ready = None
            raise HistoryUnavailableError(self._set_aside()) from error
        except HistoryUnavailableError:
            self._ready = None
            raise

    def _prepare(self) -> HistoryDatabase:
        """Bring the database to the present shape, with the seed in it."""
        database = HistoryDatabase(self._url)
        if database.is_sqlite:
            _make_folder(_file_of(self._url))
        with database.reading() as connection:
            if database.is_sqlite and not is_sound(connection):
                raise DamagedError("the database file is damaged")
            if is_present_shape(connection):
                return database
        with database.writing() as connection:
            _lock_out_other_copies(connection)
            bring_to_present_shape(connection)
            _seed_once(connection)
        return database

    def _set_aside(self) -> str:
        """Keep a damaged file under a new name; return in words what was done."""
        damaged = _file_of(self._url)
        kept = damaged.with_name(
            f"{damaged.stem}-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{damaged.suffix}"
        )
        if self._is_sound_by_now():
            return "the database file was damaged; another program has replaced it"
        try:
            damaged.rename(kept)
        except OSError as error:
            LOGGER.warning("The damaged history cannot be set aside: %s", error)
            return f"the database file is damaged and cannot be set aside: {error.strerror}"
        LOGGER.error("The history was damaged; it is kept as %s, and a new one begins", kept)
        return f"the database file was damaged; it is kept as {kept.name}, and a new one begins"

    def _is_sound_by_now(self) -> bool:
        try:
            with HistoryDatabase(self._url).reading() as connection:
                if is_present_shape(connection):
                    read_price_history(connection)  # fails where a text cannot be decoded
                return is_sound(connection)
        except HistoryUnavailableError:
            return False


def _file_of(url: URL) -> Path:
    return Path(str(url.database).removeprefix("file:"))


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HistoryUnavailableError(
            f"its folder cannot be made: {error.strerror}; check VENICE_DATA_DIR"
        ) from error


def _lock_out_other_copies(connection: Connection) -> None:
    """Let one copy prepare the database; on SQLite the transaction does that already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_PREPARATION_LOCK})"))


def _seed_once(connection: Connection) -> None:
    if connection.execute(select(func.count()).select_from(OBSERVATIONS)).scalar():
        return
    before, looked_at = ListState(), None
    for observed_at, state in seed_lists():
        record(connection, before, state, observed_at, previous_look_at=None)
        before, looked_at = state, observed_at
    connection.execute(insert(REFRESH), {"id": 1, "looked_at": looked_at, "missing_ids": "[]"})


def is_present_shape(connection: Connection) -> bool:
    """Return whether the last migration was the last that there is."""
    if not inspect(connection).has_table(_KEPT_IN):
        return False
    newest = max(file.name for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
    revision = connection.scalar(select(column("version_num")).select_from(table(_KEPT_IN)))
    return newest.partition("_")[0] == revision


def bring_to_present_shape(connection: Connection) -> None:
    """Run the migrations that are wanting, within the connection's transaction."""
    from alembic import command
    from alembic.util.exc import CommandError

    try:
        command.upgrade(migrations_on(connection), "head")
    except CommandError as error:
        raise HistoryUnavailableError(
            "the database was written by a newer version of this dashboard; update it"
        ) from error


def migrations_on(connection: Connection) -> Config:
    """Return what Alembic has to know to run the migrations on a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
