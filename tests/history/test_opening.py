"""A history is made once, whoever opens it when, and it is made whole or not at all."""

from __future__ import annotations

import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.support.examples import rest_is_thorough
from tests.support.lone_processes import (
    AT_COMMIT,
    PATIENCE_SECONDS,
    PROCESSES,
    end_of,
    open_and_die,
    open_together,
    start,
)
from tests.support.recorded_lists import (
    after,
    begin,
    first_models,
    keep,
    row_counts,
    short_seed,
)
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import HistoryUnavailableError

if TYPE_CHECKING:
    from sqlalchemy import URL

    from venice_data.history.price_history import PriceHistory


def _assert_same(history: PriceHistory, expected: PriceHistory) -> None:
    for part in ("listings", "prices", "facts", "observations"):
        pd.testing.assert_frame_equal(getattr(history, part), getattr(expected, part))


def test_processes_that_open_together_put_one_seed_in(
    empty_url: URL, first_history: PriceHistory
) -> None:
    together = PROCESSES.Barrier(3)

    processes = [start(open_together, empty_url, together) for _ in range(3)]

    assert [end_of(process) for process in processes] == [0, 0, 0]
    _assert_same(HistoryStore(empty_url).read(), first_history)


def test_threads_that_open_together_put_one_seed_in(
    empty_url: URL, first_history: PriceHistory
) -> None:
    together = threading.Barrier(4)

    def open_it(_: int) -> PriceHistory:
        together.wait(PATIENCE_SECONDS)
        return HistoryStore(empty_url).read()

    with short_seed(), ThreadPoolExecutor(4) as threads:
        histories = list(threads.map(open_it, range(4)))

    for history in histories:
        _assert_same(history, first_history)


def test_opening_again_adds_nothing(history_url: URL) -> None:
    before = row_counts(history_url)

    HistoryStore(history_url).latest()

    assert row_counts(history_url) == before


@pytest.mark.parametrize("writes", rest_is_thorough([14, AT_COMMIT, 5], first=1))
def test_who_dies_at_the_first_opening_leaves_it_to_the_next(
    empty_url: URL, first_history: PriceHistory, writes: int | None
) -> None:
    exit_code = end_of(start(open_and_die, empty_url, writes))

    assert exit_code == -signal.SIGKILL
    begin(empty_url)
    _assert_same(HistoryStore(empty_url).read(), first_history)


def test_a_database_of_a_newer_version_is_left_alone_but_by_copies_that_run_already(
    history_url: URL,
) -> None:
    running = HistoryStore(history_url)
    running.latest()
    with create_engine(history_url, poolclass=NullPool).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = row_counts(history_url)

    with pytest.raises(HistoryUnavailableError, match="newer version of this dashboard; update it"):
        HistoryStore(history_url).read()

    assert row_counts(history_url) == before
    assert keep(running, first_models()[1:], after(1)) == 0
