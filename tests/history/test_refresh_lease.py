"""One copy refreshes at a time; who dies over it leaves nothing behind and bars nobody."""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sqlalchemy import NullPool, create_engine, select
from tenacity import Retrying, stop_after_delay, wait_fixed

from tests.support.examples import rest_is_thorough
from tests.support.lone_processes import (
    AT_COMMIT,
    PATIENCE_SECONDS,
    changed_models,
    end_of,
    hold_the_lease_and_die,
    record_and_die,
    start,
)
from tests.support.recorded_lists import (
    after,
    first_models,
    keep,
    let_pass,
    record_under,
)
from tests.support.stand_in import answer
from venice_data.history.database import REFRESH, HistoryDatabase
from venice_data.history.price_history import HistoryUnavailableError, catalog_at
from venice_data.history.refresh_lease import LEASE_SECONDS

if TYPE_CHECKING:
    from sqlalchemy import URL

    from venice_data.history.history_store import HistoryStore
    from venice_data.history.price_history import PriceHistory
    from venice_data.history.refresh_lease import RefreshLease

MINUTE = timedelta(minutes=1)


@pytest.fixture
def _nobody_renews(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let holders of the lease stand still, as on a machine that was put to sleep."""
    monkeypatch.setattr("venice_data.history.refresh_lease.RENEWED_EVERY_SECONDS", 3600)


def _patiently() -> Retrying:
    return Retrying(stop=stop_after_delay(PATIENCE_SECONDS), wait=wait_fixed(0.01), reraise=True)


def _assert_same(history: PriceHistory, before: PriceHistory) -> None:
    for part in ("listings", "prices", "facts", "observations"):
        pd.testing.assert_frame_equal(getattr(history, part), getattr(before, part))


def _keep_changed(lease: RefreshLease, next_at: datetime) -> None:
    record_under(lease, changed_models(), after(1), next_at)


def _leased_until(url: URL) -> datetime:
    with create_engine(url, poolclass=NullPool).connect() as connection:
        until: datetime = connection.execute(select(REFRESH.c.leased_until)).scalar_one()
        return until


def test_while_one_holds_the_lease_the_other_goes_without_and_can_read(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    before = other_store.read()

    with store.refresh_lease() as lease:
        assert lease is not None
        with other_store.refresh_lease() as other_lease:
            assert other_lease is None
        during = other_store.read()
        _keep_changed(lease, after(6))

    _assert_same(during, before)
    assert other_store.read().newest == after(1)


def test_while_the_list_is_fetched_no_transaction_is_open(
    history_url: URL, store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once one was, which the server ended after 150 s: a list that came later was lost."""
    with store.refresh_lease() as lease:
        assert lease is not None
        monkeypatch.setattr("venice_data.history.database.WAIT_FOR_OTHERS_SECONDS", 0)
        with HistoryDatabase(history_url).writing() as connection:
            connection.execute(select(REFRESH).with_for_update(nowait=True)).one()
        monkeypatch.undo()
        _keep_changed(lease, after(6))

    assert store.read().newest == after(1)


def test_a_lease_does_not_lapse_while_its_holder_lives(
    history_url: URL, store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venice_data.history.refresh_lease.RENEWED_EVERY_SECONDS", 0.01)

    with store.refresh_lease() as lease:
        assert lease is not None
        at_first = _leased_until(history_url)
        monkeypatch.setattr("venice_data.history.refresh_lease.LEASE_SECONDS", 600)
        for attempt in _patiently():
            with attempt:
                assert _leased_until(history_url) > at_first + MINUTE
        _keep_changed(lease, after(6))

    assert store.read().newest == after(1)


@pytest.mark.usefixtures("_nobody_renews")
def test_a_late_answer_is_not_recorded_over_that_of_the_copy_that_took_over(
    history_url: URL, store: HistoryStore, other_store: HistoryStore
) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        let_pass(history_url, LEASE_SECONDS)
        keep(other_store, first_models()[1:], after(2))
        with pytest.raises(
            HistoryUnavailableError, match="another copy of the dashboard has taken"
        ):
            _keep_changed(lease, after(6))

    assert store.read().newest == after(2)
    assert store.latest().payload() == answer(first_models()[1:])


@pytest.mark.usefixtures("_nobody_renews")
def test_a_late_answer_is_not_recorded_while_the_copy_that_took_over_still_fetches(
    history_url: URL, store: HistoryStore, other_store: HistoryStore
) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        let_pass(history_url, LEASE_SECONDS)
        with other_store.refresh_lease() as other_lease:
            assert other_lease is not None
            with pytest.raises(HistoryUnavailableError, match="took too long"):
                _keep_changed(lease, after(6))
            record_under(other_lease, first_models()[1:], after(2))

    assert store.read().newest == after(2)


@pytest.mark.usefixtures("_nobody_renews")
def test_a_late_answer_is_recorded_where_nobody_took_over(
    history_url: URL, store: HistoryStore
) -> None:
    with store.refresh_lease() as lease:
        assert lease is not None
        let_pass(history_url, LEASE_SECONDS)
        _keep_changed(lease, after(6))

    assert store.read().newest == after(1)


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
    waiting = threading.Thread(target=wait_for_it)
    with store.refresh_lease() as lease:
        assert lease is not None
        waiting.start()
        assert begun.wait(PATIENCE_SECONDS)
        order.append("the one")
        _keep_changed(lease, after(6))
    waiting.join(PATIENCE_SECONDS)

    assert order == ["the one", "the other, after 00:06"]


def test_who_has_waited_too_long_for_the_lease_gives_up_in_words(
    store: HistoryStore, other_store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venice_data.history.refresh_lease.LONGEST_WAIT_SECONDS", 0)

    with (
        store.refresh_lease(),
        pytest.raises(HistoryUnavailableError, match="has been refreshing for too long"),
    ):
        keep(other_store, first_models(), after(1))

    assert store.latest().fetched_at is None


def test_who_has_waited_too_long_for_the_database_gives_up_in_words(
    history_url: URL, store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.latest()

    with HistoryDatabase(history_url).writing() as connection:
        connection.execute(select(REFRESH).with_for_update())
        monkeypatch.setattr("venice_data.history.database.WAIT_FOR_OTHERS_SECONDS", 0.5)
        with pytest.raises(HistoryUnavailableError, match="in use by another program"):
            keep(store, first_models(), after(1))

    assert store.latest().fetched_at is None


def test_of_a_recording_that_fails_nothing_is_kept_and_the_lease_is_free(
    store: HistoryStore, other_store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.read()
    monkeypatch.setattr("venice_data.history.refresh_lease.zlib.compress", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        keep(store, changed_models(), after(1))

    monkeypatch.undo()
    _assert_same(other_store.read(), before)
    assert other_store.latest().digest is None
    assert keep(other_store, first_models()[1:], after(2), wait=False) == 0


@pytest.mark.parametrize("writes", rest_is_thorough([5, AT_COMMIT, 1, 9], first=2))
def test_who_is_killed_over_recording_leaves_the_history_as_it_was(
    history_url: URL, store: HistoryStore, writes: int | None
) -> None:
    before = store.read()

    exit_code = end_of(start(record_and_die, history_url, writes))

    assert exit_code == -signal.SIGKILL
    _assert_same(store.read(), before)
    let_pass(history_url, LEASE_SECONDS)
    keep(store, changed_models(), after(1), wait=False)
    shown = catalog_at(store.read(), after(1))
    assert list(shown.models.index) == sorted(model["id"] for model in changed_models())


def test_who_is_killed_while_fetching_bars_the_others_for_a_quarter_of_a_minute(
    history_url: URL, store: HistoryStore
) -> None:
    exit_code = end_of(start(hold_the_lease_and_die, history_url))

    assert exit_code == -signal.SIGKILL
    assert _leased_until(history_url) <= datetime.now(UTC) + MINUTE / 4
    let_pass(history_url, LEASE_SECONDS)
    with store.refresh_lease() as lease:
        assert lease is not None
