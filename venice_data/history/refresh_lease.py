"""The right to refresh: whoever holds it fetches the list and records it for all copies.

A row of the database says who holds it and until when. No transaction is open while the list is
fetched, however long that takes: meanwhile the holder moves the end on.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self
from uuid import uuid4

import pandas as pd
from sqlalchemy import Connection, delete, func, insert, select, update

from venice_data.history.database import LATEST_ANSWER, OBSERVATIONS, REFRESH, time_of
from venice_data.history.list_states import ListState, fact_from_text, state_of
from venice_data.history.price_history import HistoryUnavailableError
from venice_data.history.recording import record, recorded_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Update

    from venice_data.api.sources import SavedAnswer
    from venice_data.catalog.frames import Catalog
    from venice_data.history.database import HistoryDatabase

LOGGER: Final = logging.getLogger(__name__)
LEASE_SECONDS: Final = 15  # so long the others wait for a copy that has died
RENEWED_EVERY_SECONDS: Final = 5
LONGEST_WAIT_SECONDS: Final = 600  # longer than the longest refresh
_SECONDS_BETWEEN_LOOKS: Final = 0.1
SUSPICIOUS_SHARE: Final = 1 / 5
_LONGEST_PAUSE: Final = timedelta(days=1)  # beyond it a clock was wrong
_ONE_TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class LatestAnswer:
    """What the last refresh of any copy came to.

    `digest` tells answers apart, `source_id` the addresses and keys they were asked with;
    `failure` says why the last refresh gave no list; `missing_count` is above zero while a short
    list waits to be confirmed by another.
    """

    digest: str | None
    source_id: str | None
    fetched_at: datetime | None
    next_at: datetime | None
    failure: str | None
    missing_count: int
    compressed_json: bytes | None

    def payload(self) -> Any:
        """Return the decoded answer of Venice."""
        return json.loads(zlib.decompress(self.compressed_json or b""))


def latest_answer(connection: Connection) -> LatestAnswer:
    """Read what the last refresh came to."""
    refresh = connection.execute(select(REFRESH)).one()
    answer = connection.execute(select(LATEST_ANSWER)).one_or_none()
    return LatestAnswer(
        digest=answer.digest if answer else None,
        source_id=refresh.asked,
        fetched_at=refresh.fetched_at,
        next_at=refresh.next_at,
        failure=refresh.failure,
        missing_count=len(json.loads(refresh.missing_ids)),
        compressed_json=answer.compressed_json if answer else None,
    )


@dataclass(frozen=True)
class RefreshLease:
    """The right to refresh: until it is used to record, given back, or taken over once lapsed."""

    database: HistoryDatabase
    holder: str
    source_id: str | None
    next_at: datetime | None
    has_recorded: bool
    is_over: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def acquire(cls, database: HistoryDatabase, *, wait: bool) -> Self | None:
        """Take the lease; None where another copy holds it and none waits."""
        give_up_at = time.monotonic() + LONGEST_WAIT_SECONDS
        while (lease := cls._take(database)) is None and wait:
            if time.monotonic() > give_up_at:
                raise HistoryUnavailableError(
                    "another copy of the dashboard has been refreshing for too long"
                )
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        return lease

    @classmethod
    def _take(cls, database: HistoryDatabase) -> Self | None:
        with database.writing() as connection:
            row = connection.execute(select(REFRESH).with_for_update()).one()
            now = time_of(connection)
            if _lies_ahead(row.leased_until, now):
                return None
            has_recorded = connection.execute(select(LATEST_ANSWER.c.id)).scalar() is not None
            lease = cls(database, uuid4().hex, row.asked, row.next_at, has_recorded)
            connection.execute(update(REFRESH).values(lease_holder=lease.holder))
            lease._renew(connection)
            return lease

    def is_due(self, source_id: str) -> bool:
        """Return whether it is time to refresh, or the last refresh asked another source."""
        is_fresh = _lies_ahead(self.next_at, datetime.now(UTC))
        return not is_fresh or self.source_id != source_id

    def is_of_another_source(self, source_id: str) -> bool:
        """Return whether lists of another address or key are recorded here."""
        return self.has_recorded and self.source_id != source_id

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the lease from lapsing; give it back where nothing was recorded under it."""
        renewal = threading.Thread(target=self._renew_until_over, name="lease-renewal", daemon=True)
        renewal.start()
        try:
            yield
        finally:
            if not self.is_over.is_set():
                self.is_over.set()
                self._try(self._give_back)
            renewal.join()

    def record_failure(self, source_id: str, failure: str, next_at: datetime) -> None:
        """Tell all copies that Venice gave no list, and when to ask again."""
        with self._used_up() as (connection, _):
            if source_id != self.source_id:
                connection.execute(delete(LATEST_ANSWER))
            connection.execute(
                update(REFRESH).values(
                    asked=source_id,
                    failure=failure.replace("\0", "?"),  # which PostgreSQL's texts cannot hold
                    next_at=next_at,
                )
            )

    def record_list(
        self, source_id: str, answer: SavedAnswer, catalog: Catalog, next_at: datetime
    ) -> int:
        """Record a list for all copies; return how many models an unconfirmed one lacks.

        A list that lacks a fifth of the models is recorded when the next one confirms it.
        """
        with self._used_up() as (connection, last_refresh):
            before, after = recorded_state(connection), state_of(catalog)
            missing = _unexpectedly_missing(before, after, catalog.fetched_at)
            known_missing = frozenset(json.loads(last_refresh.missing_ids))
            is_short = _is_a_fifth(missing, before)
            is_unconfirmed = is_short and not _is_a_fifth(missing & known_missing, before)
            looked_at = last_refresh.looked_at
            if not is_unconfirmed:
                _record_changes(connection, before, after, catalog.fetched_at, looked_at)
                looked_at = catalog.fetched_at
            connection.execute(
                update(REFRESH).values(
                    asked=source_id,
                    next_at=next_at,
                    fetched_at=catalog.fetched_at,
                    looked_at=looked_at,
                    failure=None,
                    missing_ids=json.dumps(sorted(missing) if is_unconfirmed else []),
                )
            )
            _record_answer(connection, answer.payload)
            return len(missing) if is_unconfirmed else 0

    @contextmanager
    def _used_up(self) -> Iterator[tuple[Connection, Any]]:
        """Write what the refresh came to, beside the row of the last one, and end the lease.

        Nothing is written where another copy has taken the lease over: what it fetched is newer.
        """
        with self.database.writing() as connection:
            last_refresh = connection.execute(select(REFRESH).with_for_update()).one()
            if last_refresh.lease_holder != self.holder:
                raise HistoryUnavailableError(
                    "the refresh took too long; another copy of the dashboard has taken it over"
                )
            yield connection, last_refresh
            self._give_back(connection)
        self.is_over.set()

    def _renew_until_over(self) -> None:
        while not self.is_over.wait(RENEWED_EVERY_SECONDS):
            self._try(self._renew)

    def _renew(self, connection: Connection) -> None:
        until = time_of(connection) + timedelta(seconds=LEASE_SECONDS)
        connection.execute(self._own_row().values(leased_until=until))

    def _give_back(self, connection: Connection) -> None:
        connection.execute(self._own_row().values(lease_holder=None, leased_until=None))

    def _own_row(self) -> Update:
        return update(REFRESH).where(REFRESH.c.lease_holder == self.holder)

    def _try(self, change: Callable[[Connection], None]) -> None:
        """Change the lease if the database is there; if not, the lease lapses by itself."""
        try:
            with self.database.writing() as connection:
                change(connection)
        except HistoryUnavailableError as error:
            LOGGER.warning("The right to refresh cannot be changed: %s", error)


def _lies_ahead(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and now < instant < now + _LONGEST_PAUSE


def _record_changes(
    connection: Connection,
    before: ListState,
    after: ListState,
    fetched_at: datetime,
    looked_at: datetime,
) -> None:
    if before == after:
        return
    newest = connection.execute(select(func.max(OBSERVATIONS.c.observed_at))).scalar_one()
    observed_at = max(fetched_at, newest + _ONE_TICK)  # whatever the clocks of the copies say
    record(connection, before, after, observed_at, min(looked_at, observed_at))


def _record_answer(connection: Connection, payload: Any) -> None:
    written = json.dumps(payload).encode()
    digest = hashlib.sha256(written).hexdigest()
    if connection.execute(select(LATEST_ANSWER.c.digest)).scalar() == digest:
        return
    connection.execute(delete(LATEST_ANSWER))
    connection.execute(
        insert(LATEST_ANSWER),
        {"id": 1, "digest": digest, "compressed_json": zlib.compress(written)},
    )


def _unexpectedly_missing(before: ListState, after: ListState, now: datetime) -> frozenset[str]:
    """Return the models that have left the list without their announced removal having come."""
    return frozenset(
        model_id
        for (model_id,) in before.listed.keys() - after.listed.keys()
        if not _was_removal_due(model_id, before, now)
    )


def _was_removal_due(model_id: str, before: ListState, now: datetime) -> bool:
    removes_at = fact_from_text("removes_at", before.facts.get((model_id, "removes_at"), "null"))
    return removes_at is not None and removes_at <= pd.Timestamp(now)


def _is_a_fifth(missing: frozenset[str], before: ListState) -> bool:
    return bool(missing) and len(missing) >= SUSPICIOUS_SHARE * len(before.listed)
