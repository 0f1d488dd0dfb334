"""One copy refreshes at a time; who dies over it leaves nothing behind and bars nobody."""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.support.lone_processes import (
    AT_COMMIT,
    PATIENCE_SECONDS,
    changed_models,
    end_of,
    hold_the_lease_and_die,
    record_and_die,
    start,
)
from tests.support.recorded_lists import SOURCE_ID, after, first_models, keep
from tests.support.stand_in import answer
from venice_data import parse_models
from venice_data.api.sources import SavedAnswer
from venice_data.history.database import HistoryUnavailableError
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from sqlalchemy import URL

    from venice_data.history.history_store import HistoryStore
    from venice_data.history.price_history import PriceHistory
    from venice_data.history.refresh_lease import RefreshLease

MINUTE = timedelta(minutes=1)


def _assert_same(history: PriceHistory, before: PriceHistory) -> None:
    for part in ("listings", "prices", "facts", "observations"):
        pd.testing.assert_frame_equal(getattr(history, part), getattr(before, part))


def _keep_changed(lease: RefreshLease, next_at: datetime) -> None:
    payload = answer(changed_models())
    catalog = parse_models(payload, fetched_at=after(1))
    lease.record_list(SOURCE_ID, SavedAnswer(payload, after(1)), catalog, next_at)


def _keep_and_fail(store: HistoryStore) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        _keep_changed(lease, after(6))
        raise ZeroDivisionError


def _is_due(store: HistoryStore, source_id: str = SOURCE_ID) -> bool:
    with store.refresh_lease() as lease:
        assert lease is not None
        return lease.is_due(source_id)


def test_while_one_holds_the_lease_the_other_goes_without_and_can_read(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    before = other_store.read()

    with store.refresh_lease() as lease:
        assert lease is not None
        _keep_changed(lease, after(6))
        with other_store.refresh_lease() as other_lease:
            assert other_lease is None
        during = other_store.read()

    _assert_same(during, before)
    assert other_store.read().newest == after(1)


def test_who_waits_for_the_lease_gets_it_next_and_sees_what_was_kept(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    order = []
    begun = threading.Event()

    def wait_for_it() -> None:
        begun.set()
        with other_store.refresh_lease(wait=True) as lease:
            assert lease is not None
            order.append(f"the other, after {lease.next_at:%H:%M}")

    other_store.latest()
    with store.refresh_lease() as lease:
        assert lease is not None
        waiting = threading.Thread(target=wait_for_it)
        waiting.start()
        assert begun.wait(PATIENCE_SECONDS)
        _keep_changed(lease, after(6))
        order.append("the one")
    waiting.join(PATIENCE_SECONDS)

    assert order == ["the one", "the other, after 00:06"]


def test_who_has_waited_too_long_for_the_lease_gives_up_in_words(
    store: HistoryStore, other_store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_store.latest()

    with store.refresh_lease():
        monkeypatch.setattr("venice_data.history.database.WAIT_FOR_OTHERS_SECONDS", 0.5)
        with pytest.raises(HistoryUnavailableError, match="in use by another program"):
            keep(other_store, first_models(), after(1))

    assert store.latest().fetched_at is None


def test_of_a_lease_that_fails_nothing_is_kept(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    before = store.read()

    with pytest.raises(ZeroDivisionError):
        _keep_and_fail(store)

    _assert_same(other_store.read(), before)
    assert other_store.latest().digest is None
    assert keep(other_store, first_models()[1:], after(2)) == 0


@pytest.mark.parametrize("writes", [1, 5, 9, AT_COMMIT])
def test_who_is_killed_over_recording_leaves_the_history_as_it_was(
    history_url: URL, store: HistoryStore, writes: int | None
) -> None:
    before = store.read()

    exit_code = end_of(start(record_and_die, history_url, writes))

    assert exit_code == -signal.SIGKILL
    _assert_same(store.read(), before)
    keep(store, changed_models(), after(1))
    shown = catalog_at(store.read(), after(1))
    assert list(shown.models.index) == sorted(model["id"] for model in changed_models())


def test_who_is_killed_while_fetching_bars_nobody(history_url: URL, store: HistoryStore) -> None:
    exit_code = end_of(start(hold_the_lease_and_die, history_url))

    with store.refresh_lease(wait=True) as lease:
        assert lease is not None

    assert exit_code == -signal.SIGKILL


def test_at_first_a_refresh_is_due(store: HistoryStore) -> None:
    assert _is_due(store)


def test_after_a_refresh_none_is_due_for_any_copy(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        _keep_changed(lease, datetime.now(UTC) + MINUTE)

    assert not _is_due(store)
    assert not _is_due(other_store)


@pytest.mark.parametrize("days", [0, -1, 2], ids=["come", "long past", "of a clock gone wrong"])
def test_a_refresh_is_due_when_its_time_has_come_or_cannot_be(
    store: HistoryStore, other_store: HistoryStore, days: int
) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        _keep_changed(lease, datetime.now(UTC) + timedelta(days=days))

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
    with store.refresh_lease() as lease:
        assert lease is not None
        _keep_changed(lease, datetime.now(UTC) + MINUTE)

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
