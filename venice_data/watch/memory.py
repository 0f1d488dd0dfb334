"""What was told already, in the history's database: it outlives restarts, and copies share it.

A message is remembered after it was taken. Whoever is killed in between tells that one again, with
the same id, and every other one once.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from sqlalchemy import Column, Table, Text, insert, select, update

from venice_data.history.database import METADATA, Instant, time_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from venice_data.history.history_store import HistoryStore

HELD_SECONDS: Final = 300  # longer than sending one message may take

WATCHES: Final = Table(
    "watches",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("seen_until", Instant, nullable=False),
    Column("holder", Text),
    Column("held_until", Instant),
)
TOLD: Final = Table(
    "told_messages",
    METADATA,
    Column("watch", Text, primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("told_at", Instant, nullable=False),
)


class WatchHeldError(Exception):
    """Another run tells the same watch's messages at this moment."""


@dataclass(frozen=True)
class Watched:
    """From when on a watch tells, and until when all that was recorded is told."""

    began_at: datetime
    seen_until: datetime


class WatchMemory:
    """What one watch, known by its name, has told."""

    def __init__(self, store: HistoryStore, name: str) -> None:
        self._store = store
        self._name = name
        self._holder = uuid4().hex

    @contextmanager
    def held(self, newest: datetime) -> Iterator[Watched]:
        """Hold the right to tell; a watch that is new begins after `newest`.

        Raises WatchHeldError. From a run that is killed the right lapses after some minutes.
        """
        with self._store.writing() as connection:
            watched = self._take(connection, newest)
        try:
            yield watched
        finally:
            with self._store.writing() as connection:
                connection.execute(self._own_row().values(holder=None, held_until=None))

    def told(self) -> frozenset[str]:
        """Return the ids of all messages that were taken."""
        with self._store.writing() as connection:
            own = select(TOLD.c.message_id).where(TOLD.c.watch == self._name)
            return frozenset(connection.execute(own).scalars())

    def remember(self, message_id: str) -> None:
        """Remember that a message was taken, and hold the right for another while."""
        with self._store.writing() as connection:
            self._hold(connection)
            row = {"watch": self._name, "message_id": message_id, "told_at": time_of(connection)}
            connection.execute(insert(TOLD), row)

    def all_told_until(self, instant: datetime) -> None:
        """Remember that everything recorded up to an instant was told."""
        with self._store.writing() as connection:
            self._hold(connection)
            connection.execute(self._own_row().values(seen_until=instant))

    def _take(self, connection: Connection, newest: datetime) -> Watched:
        own = select(WATCHES).where(WATCHES.c.name == self._name).with_for_update()
        row: Any = connection.execute(own).one_or_none()
        now = time_of(connection)
        if row is None:
            row = {"name": self._name, "began_at": newest, "seen_until": newest}
            connection.execute(insert(WATCHES), row)
            watched = Watched(newest, newest)
        elif row.held_until is not None and now < row.held_until:
            raise WatchHeldError
        else:
            watched = Watched(row.began_at, row.seen_until)
        until = now + timedelta(seconds=HELD_SECONDS)
        own_row = update(WATCHES).where(WATCHES.c.name == self._name)
        connection.execute(own_row.values(holder=self._holder, held_until=until))
        return watched

    def _hold(self, connection: Connection) -> None:
        until = time_of(connection) + timedelta(seconds=HELD_SECONDS)
        if not connection.execute(self._own_row().values(held_until=until)).rowcount:
            raise WatchHeldError

    def _own_row(self) -> Any:
        return (
            update(WATCHES)
            .where(WATCHES.c.name == self._name)
            .where(WATCHES.c.holder == self._holder)
        )
