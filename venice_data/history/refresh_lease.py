"""The right to refresh: whoever holds it fetches the list and records it for all copies."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

import pandas as pd
from sqlalchemy import Connection, delete, func, insert, select, update

from venice_data.history.recording import (
    ListState,
    fact_from_text,
    record,
    recorded_state,
    state_of,
)
from venice_data.history.tables import LATEST_ANSWER, OBSERVATIONS, REFRESH

if TYPE_CHECKING:
    from venice_data.api.sources import SavedAnswer
    from venice_data.catalog.frames import Catalog

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
    """The right to refresh, held until its transaction ends."""

    connection: Connection
    source_id: str | None
    next_at: datetime | None
    looked_at: datetime
    missing_ids: frozenset[str]

    @classmethod
    def acquire(cls, connection: Connection, *, wait: bool) -> Self | None:
        """Lock the row that all copies lock; None where another holds it and none waits."""
        row = connection.execute(
            select(REFRESH).with_for_update(skip_locked=not wait)
        ).one_or_none()
        if row is None:
            return None
        missing_ids = frozenset(json.loads(row.missing_ids))
        return cls(connection, row.asked, row.next_at, row.looked_at, missing_ids)

    def is_due(self, source_id: str) -> bool:
        """Return whether it is time to refresh, or the last refresh asked another source."""
        now = datetime.now(UTC)
        is_fresh = self.next_at is not None and now < self.next_at < now + _LONGEST_PAUSE
        return not is_fresh or self.source_id != source_id

    def record_failure(self, source_id: str, failure: str, next_at: datetime) -> None:
        """Tell all copies that Venice gave no list, and when to ask again."""
        if source_id != self.source_id:
            self.connection.execute(delete(LATEST_ANSWER))
        self.connection.execute(
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
        before, after = recorded_state(self.connection), state_of(catalog)
        missing = _unexpectedly_missing(before, after, catalog.fetched_at)
        is_short = _is_a_fifth(missing, before)
        is_unconfirmed = is_short and not _is_a_fifth(missing & self.missing_ids, before)
        looked_at = self.looked_at
        if not is_unconfirmed:
            self._record_changes(before, after, catalog.fetched_at)
            looked_at = catalog.fetched_at
        self.connection.execute(
            update(REFRESH).values(
                asked=source_id,
                next_at=next_at,
                fetched_at=catalog.fetched_at,
                looked_at=looked_at,
                failure=None,
                missing_ids=json.dumps(sorted(missing) if is_unconfirmed else []),
            )
        )
        self._record_answer(answer.payload)
        return len(missing) if is_unconfirmed else 0

    def _record_changes(self, before: ListState, after: ListState, fetched_at: datetime) -> None:
        if before == after:
            return
        newest = self.connection.execute(select(func.max(OBSERVATIONS.c.observed_at))).scalar_one()
        observed_at = max(fetched_at, newest + _ONE_TICK)  # whatever the clocks of the copies say
        record(self.connection, before, after, observed_at, min(self.looked_at, observed_at))

    def _record_answer(self, payload: Any) -> None:
        written = json.dumps(payload).encode()
        digest = hashlib.sha256(written).hexdigest()
        if self.connection.execute(select(LATEST_ANSWER.c.digest)).scalar() == digest:
            return
        self.connection.execute(delete(LATEST_ANSWER))
        self.connection.execute(
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
