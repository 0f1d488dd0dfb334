"""When a refresh is due: by one clock for all copies, that of the last answer and its source."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.lone_processes import changed_models
from tests.support.recorded_lists import SOURCE_ID, after, first_models, keep, record_under
from tests.support.stand_in import answer

if TYPE_CHECKING:
    from venice_data.history.history_store import HistoryStore

MINUTE = timedelta(minutes=1)


def _is_due(store: HistoryStore, source_id: str = SOURCE_ID) -> bool:
    with store.refresh_lease() as lease:
        assert lease is not None
        return lease.is_due(source_id)


def _refresh(store: HistoryStore, next_at: datetime) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        record_under(lease, changed_models(), after(1), next_at)


def test_at_first_a_refresh_is_due(store: HistoryStore) -> None:
    assert _is_due(store)


def test_after_a_refresh_none_is_due_for_any_copy(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    _refresh(store, datetime.now(UTC) + MINUTE)

    assert not _is_due(store)
    assert not _is_due(other_store)


@pytest.mark.parametrize("days", [0, -1, 2], ids=["come", "long past", "of a clock gone wrong"])
def test_a_refresh_is_due_when_its_time_has_come_or_cannot_be(
    store: HistoryStore, other_store: HistoryStore, days: int
) -> None:
    _refresh(store, datetime.now(UTC) + timedelta(days=days))

    assert _is_due(store)
    assert _is_due(other_store)


def test_a_refresh_that_failed_is_put_off_for_all_copies(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        lease.record_failure(SOURCE_ID, "said \0 and no more", datetime.now(UTC) + MINUTE)

    assert not _is_due(other_store)
    assert other_store.latest().failure == "said ? and no more"


def test_who_asks_somebody_else_does_not_take_the_answer_for_theirs(store: HistoryStore) -> None:
    _refresh(store, datetime.now(UTC) + MINUTE)

    assert _is_due(store, source_id="Venice with a key")


def test_what_was_answered_last_is_there_for_all_copies(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    keep(store, first_models(), after(1))
    first = other_store.latest()

    keep(store, changed_models(), after(2))
    second = other_store.latest()

    assert first.payload() == answer(first_models())
    assert second.payload() == answer(changed_models())
    assert second.digest != first.digest
    assert (second.source_id, second.fetched_at, second.next_at) == (SOURCE_ID, after(2), after(7))
