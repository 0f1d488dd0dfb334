"""The shared catalog: one fetch for everybody, nobody waits, and failures are told in words."""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from sqlalchemy import update

from tests.support.stand_in import Answer, StandInVenice, answer, json_answer, text_model
from venice_data.api.client import VeniceClient
from venice_data.api.patience import MAX_ATTEMPTS
from venice_data.api.sources import SavedAnswer, write_last_good
from venice_data.history.database import REFRESH, HistoryDatabase
from venice_data.live.store import CatalogStore

if TYPE_CHECKING:
    from venice_data.live.store import Snapshot
    from venice_data.settings import Settings

PATIENCE_SECONDS = 10.0

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def store(settings: Settings) -> CatalogStore:
    return _store(settings)


def _store(settings: Settings) -> CatalogStore:
    return CatalogStore(settings, VeniceClient(settings, sleep=lambda _: None))


def _about(seconds: float, started: float) -> Any:
    """Return what is these seconds, give or take the time that has passed since the start."""
    return pytest.approx(seconds, abs=time.monotonic() - started)


def _refresh(store: CatalogStore) -> Snapshot:
    """Refresh now, due or not, and return what there is then."""
    store._next_refresh_at = 0.0
    with HistoryDatabase(store.settings.history_database).writing() as connection:
        connection.execute(update(REFRESH).values(next_at=None))
    store.current()
    _join(store)
    with store._lock:
        return store.snapshot


def _join(store: CatalogStore) -> None:
    assert store._refresh is not None
    store._refresh.join(PATIENCE_SECONDS)
    assert not store._refresh.is_alive()


def _let_go(held: threading.Event, store: CatalogStore) -> None:
    held.set()
    assert store._refresh is not None
    store._refresh.join(PATIENCE_SECONDS)


def test_before_the_first_refresh_the_bundled_list_is_there(
    venice: StandInVenice, store: CatalogStore
) -> None:
    held = threading.Event()
    venice.script(Answer(hold_until=held))

    snapshot = store.current()

    assert (snapshot.catalog.source, snapshot.failure) == ("bundled", None)
    _let_go(held, store)


def test_before_the_first_refresh_the_last_good_list_is_preferred(
    settings: Settings,
) -> None:
    saved = SavedAnswer(answer([text_model("old")]), datetime(2026, 9, 1, tzinfo=UTC))
    write_last_good(settings.data_dir, saved)

    catalog = _store(settings.model_copy(update={"offline": True})).current().catalog

    assert (catalog.source, list(catalog.models.index)) == ("last good", ["old"])


def test_after_the_first_refresh_the_live_list_is_there(
    venice: StandInVenice, store: CatalogStore
) -> None:
    venice.payload = answer([text_model("new")])

    store.warm_up(PATIENCE_SECONDS)

    catalog = store.current().catalog
    assert (catalog.source, list(catalog.models.index)) == ("live", ["new"])


def test_one_fetch_serves_many_viewers_at_once(venice: StandInVenice, store: CatalogStore) -> None:
    held = threading.Event()
    venice.script(Answer(body=b'{"data": [{"id": "a"}]}', hold_until=held))
    together = threading.Barrier(16)

    def visit(_: int) -> Snapshot:
        together.wait(PATIENCE_SECONDS)
        return store.current()

    with ThreadPoolExecutor(16) as viewers:
        seen = list(viewers.map(visit, range(16)))
    _let_go(held, store)

    assert {snapshot.catalog.source for snapshot in seen} == {"bundled"}
    assert len(venice.requests) == 1


def test_nobody_waits_for_a_server_that_hangs(venice: StandInVenice, store: CatalogStore) -> None:
    held = threading.Event()
    venice.script(Answer(hold_until=held))
    store.current()
    assert venice.wait_for_requests(1)

    snapshots = [store.current() for _ in range(100)]

    assert not held.is_set()
    assert len(snapshots) == 100
    assert len(venice.requests) == 1
    _let_go(held, store)


def test_a_fresh_catalog_is_not_fetched_again(venice: StandInVenice, store: CatalogStore) -> None:
    store.warm_up(PATIENCE_SECONDS)

    store.current()
    store.warm_up(PATIENCE_SECONDS)

    assert len(venice.requests) == 1


def test_the_next_refresh_is_due_after_the_set_time(store: CatalogStore) -> None:
    started = time.monotonic()

    store.warm_up(PATIENCE_SECONDS)

    assert store._next_refresh_at - started == _about(store.settings.refresh_seconds, started)


def test_an_old_catalog_is_fetched_again_behind_the_viewers_backs(
    venice: StandInVenice, settings: Settings
) -> None:
    store = _store(settings.model_copy(update={"refresh_seconds": 0.001}))
    store.warm_up(PATIENCE_SECONDS)
    _join(store)  # it lives for a moment longer than it is waited for
    venice.payload = answer([text_model("newer")])
    due = threading.Event()
    while time.monotonic() < store._next_refresh_at:
        due.wait(0.001)

    store.current()
    _join(store)

    assert len(venice.requests) == 2
    assert list(store.snapshot.catalog.models.index) == ["newer"]


def test_a_failed_refresh_turns_the_live_list_into_the_last_good_one(
    venice: StandInVenice, store: CatalogStore
) -> None:
    live = _refresh(store).catalog
    venice.script(json_answer({"error": "no"}, 403))

    snapshot = _refresh(store)

    assert snapshot.catalog.source == "last good"
    assert snapshot.catalog.fetched_at == live.fetched_at
    assert snapshot.catalog.models is live.models
    assert snapshot.failure == (
        "127.0.0.1 answered with error 403 (no). Venice does not serve this region or key."
    )


def test_a_failed_first_refresh_says_why_beside_the_bundled_list(
    venice: StandInVenice, store: CatalogStore
) -> None:
    venice.close()

    snapshot = _refresh(store)

    assert snapshot.catalog.source == "bundled"
    assert snapshot.failure == "127.0.0.1 did not answer: no connection"


def test_an_empty_list_counts_as_a_failure(venice: StandInVenice, store: CatalogStore) -> None:
    venice.payload = answer([])

    snapshot = _refresh(store)

    assert snapshot.catalog.source == "bundled"
    assert snapshot.failure == "127.0.0.1 answered with a list without any model"


def test_a_later_success_makes_the_list_live_again(
    venice: StandInVenice, store: CatalogStore
) -> None:
    _refresh(store)
    venice.script(json_answer({"error": "no"}, 403))
    _refresh(store)

    snapshot = _refresh(store)

    assert (snapshot.catalog.source, snapshot.failure) == ("live", None)


def test_after_a_failure_the_next_try_comes_within_a_minute(
    venice: StandInVenice, store: CatalogStore
) -> None:
    venice.script(json_answer({"error": "no"}, 403))
    started = time.monotonic()

    _refresh(store)

    assert store._next_refresh_at - started == _about(60, started)


def test_after_a_failure_the_wait_that_venice_names_is_kept(
    venice: StandInVenice, store: CatalogStore
) -> None:
    started = time.monotonic()
    reset = str(time.time() + 200)
    venice.script(json_answer({"error": "slow"}, 429, x_ratelimit_reset_requests=reset))

    _refresh(store)

    assert store._next_refresh_at - started == _about(200, started)


@pytest.mark.parametrize("reset", ["inf", "1e300", "4102444800000"])
def test_a_senseless_wait_does_not_end_refreshing_for_good(
    venice: StandInVenice, store: CatalogStore, reset: str
) -> None:
    venice.script(json_answer({"error": "slow"}, 429, x_ratelimit_reset_requests=reset))

    _refresh(store)

    wait_seconds = store._next_refresh_at - time.monotonic()
    assert math.isfinite(wait_seconds)
    assert wait_seconds <= 24 * 60 * 60


def test_offline_nobody_is_called(venice: StandInVenice, settings: Settings) -> None:
    store = _store(settings.model_copy(update={"offline": True}))

    store.warm_up(PATIENCE_SECONDS)
    snapshot = store.current()

    assert (snapshot.catalog.source, snapshot.failure) == ("bundled", None)
    assert venice.requests == []


def test_warming_up_waits_no_longer_than_told(venice: StandInVenice, store: CatalogStore) -> None:
    held = threading.Event()
    venice.script(*[Answer(hold_until=held)] * MAX_ATTEMPTS)

    store.warm_up(0.05)

    assert not held.is_set()
    assert store.snapshot.catalog.source == "bundled"
    _let_go(held, store)


def test_visitors_who_come_while_venice_hangs_do_not_wait_one_after_the_other(
    venice: StandInVenice, store: CatalogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()
    venice.script(*[Answer(hold_until=held)] * MAX_ATTEMPTS)
    store.warm_up(0.01)
    waited: list[float] = []
    monkeypatch.setattr(store._is_warm, "wait", waited.append)

    store.warm_up(0.01)

    assert waited == [0.0]
    _let_go(held, store)


def test_a_list_comes_with_what_its_first_viewer_asks_for(
    store: CatalogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.warm_up(PATIENCE_SECONDS)

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("A viewer waits for a pass over the list.")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fail)
    catalog = store.current().catalog

    assert catalog.source == "live"
    assert catalog.content_id
