"""The quote service: shared, throttled, and stoppable."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from tests.quotes.conftest import clip, wait_for
from tests.support.stand_in import Answer, StandInVenice, bad_quote, json_answer, quote_by_seconds
from venice_data.quotes import quote_service
from venice_data.quotes.audio_quotes import AudioRequest
from venice_data.quotes.quote_service import (
    BLOCK_SECONDS,
    FAILURES_BEFORE_PAUSE,
    QuoteService,
    Throttle,
)
from venice_data.quotes.video_quotes import QuoteRequest

if TYPE_CHECKING:
    from venice_data.settings import Settings


def test_seven_of_ten_are_quoted_and_three_say_why(
    venice: StandInVenice, service: QuoteService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quote_service, "PAUSE_AFTER_SERVER_ERROR_SECONDS", 0.01)
    failing = {
        "m1": json_answer({"error": "Model is gone"}, 404),
        "m2": json_answer({"error": "Inference failed"}, 500),
        "m3": bad_quote("prompt", "string"),
    }
    venice.video_quote = lambda body: failing.get(body["model"]) or quote_by_seconds(body)
    requests = [clip(f"m{number}") for number in range(10)]

    batch = service.ask(requests)
    wait_for(batch)

    assert len(service.known(QuoteRequest)) == 7
    reasons = {request.model_id: reason for request, reason in batch.failures().items()}
    assert set(reasons) == {"m1", "m2", "m3"}
    assert "Model is gone" in reasons["m1"]
    assert "error 500" in reasons["m2"]
    assert "Invalid request" in reasons["m3"]
    assert (batch.done_count, batch.is_done) == (10, True)


def test_a_refused_value_is_asked_once_more_with_the_nearest_allowed(
    venice: StandInVenice, service: QuoteService
) -> None:
    def only_eight_seconds(body: dict[str, Any]) -> Answer:
        return quote_by_seconds(body) if body["duration"] == "8s" else bad_quote("duration", "'8s'")

    venice.video_quote = only_eight_seconds

    wait_for(service.ask([clip()]))

    quote = service.known(QuoteRequest)[clip()]
    assert quote.usd == pytest.approx(0.8)
    assert quote.used.duration == "8s"
    assert len(venice.requests) == 2


def test_a_value_refused_twice_is_not_asked_a_third_time(
    venice: StandInVenice, service: QuoteService
) -> None:
    venice.video_quote = lambda _: bad_quote("duration", "'8s'")

    batch = service.ask([clip()])
    wait_for(batch)

    assert len(venice.requests) == 2
    assert len(batch.failures()) == 1


def test_two_viewers_cause_one_set_of_calls(venice: StandInVenice, service: QuoteService) -> None:
    gate = threading.Event()
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}', hold_until=gate)
    requests = [clip(f"m{number}") for number in range(6)]

    with ThreadPoolExecutor(2) as viewers:
        batches = list(viewers.map(service.ask, [requests, requests]))
        gate.set()
    for batch in batches:
        wait_for(batch)

    assert len(venice.requests) == 6
    assert all(not batch.failures() for batch in batches)


def test_three_network_failures_in_a_row_stop_the_batch(
    venice: StandInVenice, service: QuoteService
) -> None:
    venice.close()

    batch = service.ask([clip(f"m{number}") for number in range(20)])
    wait_for(batch)

    reasons = list(batch.failures().values())
    unreached = [reason for reason in reasons if "did not answer" in reason]
    assert 3 <= len(unreached) <= 2 + quote_service.REQUESTS_AT_ONCE  # those already under way
    assert all("3 times in a row" in reason for reason in reasons if reason not in unreached)


def test_a_stopped_batch_asks_no_more(venice: StandInVenice, service: QuoteService) -> None:
    gate = threading.Event()
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}', hold_until=gate)

    batch = service.ask([clip(f"m{number}") for number in range(12)])
    assert venice.wait_for_requests(quote_service.REQUESTS_AT_ONCE)
    batch.stop()
    gate.set()
    wait_for(batch)

    assert len(venice.requests) == quote_service.REQUESTS_AT_ONCE
    assert len(batch.failures()) == 12 - quote_service.REQUESTS_AT_ONCE


def test_what_another_viewer_waits_for_goes_on(
    venice: StandInVenice, service: QuoteService
) -> None:
    gate = threading.Event()
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}', hold_until=gate)
    requests = [clip(f"m{number}") for number in range(6)]

    mine, theirs = service.ask(requests), service.ask(requests)
    mine.stop()
    mine.stop()
    gate.set()
    wait_for(theirs)

    assert theirs.failures() == {}


def test_stopping_cancels_no_quote_that_another_has_asked_for_since(
    venice: StandInVenice, service: QuoteService
) -> None:
    """It was `Not asked: stopped before this request.` for the other viewer."""
    gate = threading.Event()
    busy = [clip(f"m{number}") for number in range(quote_service.REQUESTS_AT_ONCE)]
    at_first = [json_answer({"error": "Model is gone"}, 404)]
    venice.video_quote = lambda body: (
        at_first.pop()
        if body["model"] == "failing" and at_first
        else Answer(body=b'{"quote": 1}', hold_until=gate)
    )

    mine = service.ask([clip("failing"), *busy])
    assert mine._futures[clip("failing")].exception(timeout=20) is not None
    assert venice.wait_for_requests(1 + len(busy))
    theirs = service.ask([clip("failing")])
    mine.stop()
    gate.set()
    wait_for(theirs)

    assert theirs.failures() == {}


def test_who_asks_again_while_a_stop_takes_effect_is_answered(
    venice: StandInVenice, service: QuoteService
) -> None:
    gate = threading.Event()
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}', hold_until=gate)
    busy = service.ask([clip(f"m{number}") for number in range(quote_service.REQUESTS_AT_ONCE)])
    mine = service.ask([clip("last")])

    mine.stop()
    theirs = service.ask([clip("last")])
    gate.set()
    wait_for(busy)
    wait_for(theirs)

    assert theirs.failures() == {}


def test_a_quote_for_music_is_shared_and_kept_like_one_for_video(
    venice: StandInVenice, settings: Settings, service: QuoteService
) -> None:
    """Each viewer after ten minutes, and each restart, asked Venice again."""
    request = AudioRequest("some-music", duration_seconds=60, character_count=None)

    assert service.ask([request]).result(request).usd == 0.69
    assert service.ask([request]).result(request).usd == 0.69
    after_restart = QuoteService(settings)

    assert after_restart.known(AudioRequest)[request].usd == 0.69
    assert after_restart.known(QuoteRequest) == {}
    assert len(venice.requests) == 1
    after_restart.close()


def test_a_quote_for_music_waits_where_venice_wants_a_pause(
    venice: StandInVenice, service: QuoteService
) -> None:
    request = AudioRequest("some-music", duration_seconds=60, character_count=None)
    venice.script(json_answer({"error": "Slow down"}, 429, retry_after="0.3"))

    assert service.ask([request]).result(request).usd == 0.69
    assert len(venice.requests) == 2


def test_a_rate_limit_is_waited_for(venice: StandInVenice, service: QuoteService) -> None:
    venice.script(json_answer({"error": "Slow down"}, 429, retry_after="0.3"))

    batch = service.ask([clip()])
    wait_for(batch)

    assert batch.failures() == {}
    assert len(venice.requests) == 2


def test_many_failures_hold_requests_back_for_thirty_seconds() -> None:
    now = 100.0
    throttle = Throttle(clock=lambda: now)

    for _ in range(FAILURES_BEFORE_PAUSE - 1):
        throttle.record_failure()
    before = throttle.seconds_to_wait()
    throttle.record_failure()

    assert before == 0
    assert throttle.seconds_to_wait() == BLOCK_SECONDS
    now += BLOCK_SECONDS
    assert throttle.seconds_to_wait() == 0


def test_a_rate_limit_without_a_time_counts_as_the_block_of_thirty_seconds(
    venice: StandInVenice, service: QuoteService
) -> None:
    venice.video_quote = lambda _: json_answer({"error": "Too many failed requests"}, 429)

    batch = service.ask([clip()])
    assert venice.wait_for_requests(1)
    batch.stop()
    wait_for(batch)

    assert 25 < service.seconds_blocked() <= BLOCK_SECONDS


def test_where_too_many_wait_more_are_not_asked_for_and_told_why(
    venice: StandInVenice, service: QuoteService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quote_service, "MOST_WAITING", 5)
    gate = threading.Event()
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}', hold_until=gate)
    first = service.ask([clip(f"m{number}") for number in range(5)])

    more = service.ask([clip("m0"), clip("other")])

    assert more.failures() == {clip("other"): quote_service._TOO_MANY_WAIT}
    gate.set()
    wait_for(first)
    assert first.failures() == {}
    wait_for(again := service.ask([clip("other")]))
    assert again.failures() == {}
