"""All quotes of one press: batch after batch, until all have come, been stopped or failed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.quotes.conftest import clip
from tests.support.stand_in import Answer, StandInVenice, json_answer
from venice_data.quotes.batch import BatchSeries
from venice_data.quotes.video_quotes import QuoteRequest

if TYPE_CHECKING:
    from venice_data.quotes.quote_service import QuoteService

REQUESTS = [clip(f"m{number}") for number in range(7)]


def wait_for_batch(series: BatchSeries[QuoteRequest]) -> None:
    for future in series._batches[-1]._futures.values():
        future.exception(timeout=20)


def wait_for_all(series: BatchSeries[QuoteRequest]) -> None:
    while not series.is_done:
        wait_for_batch(series)
        series.go_on()


def test_one_batch_follows_the_other_until_all_have_come(
    venice: StandInVenice, service: QuoteService
) -> None:
    series = BatchSeries(service, [*REQUESTS, REQUESTS[0]], 3)

    wait_for_batch(series)
    assert (series.progress().done, series.progress().total) == (3, 7)
    assert not series.is_done
    assert len(venice.requests) == 3

    wait_for_all(series)
    assert (series.progress().done, series.progress().total) == (7, 7)
    assert series.progress().seconds_left == 0
    assert series.failures() == {}
    assert set(service.known(QuoteRequest)) == set(REQUESTS)
    assert len(venice.requests) == 7


def test_no_batch_begins_while_one_is_under_way(
    venice: StandInVenice, service: QuoteService
) -> None:
    gate = threading.Event()
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}', hold_until=gate)
    series = BatchSeries(service, REQUESTS, 3)
    assert venice.wait_for_requests(3)

    series.go_on()
    assert series.progress().total == 7
    assert len(series._batches) == 1

    gate.set()
    wait_for_all(series)
    assert len(venice.requests) == 7


def test_a_stop_leaves_out_what_waits_too(venice: StandInVenice, service: QuoteService) -> None:
    gate = threading.Event()
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}', hold_until=gate)
    series = BatchSeries(service, REQUESTS, 3)
    assert venice.wait_for_requests(3)

    series.stop()
    gate.set()
    wait_for_all(series)

    assert len(venice.requests) == 3
    assert set(series.failures()) == set(REQUESTS[3:])
    assert set(series.failures().values()) == {"Not asked: stopped before this request."}


def test_quotes_that_fail_do_not_end_the_series(
    venice: StandInVenice, service: QuoteService
) -> None:
    venice.video_quote = lambda _: json_answer({"error": "Model is gone"}, 404)
    series = BatchSeries(service, REQUESTS, 3)

    wait_for_all(series)

    assert len(venice.requests) == 7
    assert len(series.failures()) == 7


@pytest.mark.parametrize("most_at_a_time", [3, 6])  # 3: none is left that could be held back
def test_where_venice_is_out_of_reach_no_further_batch_begins(
    venice: StandInVenice, service: QuoteService, most_at_a_time: int
) -> None:
    venice.close()
    series = BatchSeries(service, REQUESTS, most_at_a_time)

    wait_for_all(series)

    assert len(series._batches) == 1
    assert len(series.failures()) == 7
    assert "3 times in a row" in series.failures()[REQUESTS[6]]
