"""Quotes are kept: for all viewers, over restarts, for some months, and the newest of many."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.quotes.conftest import clip, wait_for
from tests.support.stand_in import Answer, StandInVenice
from venice_data.quotes import quote_service
from venice_data.quotes.quote_service import (
    QuoteService,
)
from venice_data.quotes.video_quotes import QuoteRequest

if TYPE_CHECKING:
    from venice_data.settings import Settings


def test_a_quote_of_today_is_not_asked_for_again(
    venice: StandInVenice, settings: Settings, service: QuoteService
) -> None:
    wait_for(service.ask([clip()]))
    after_restart = QuoteService(settings)

    batch = after_restart.ask([clip()])

    assert batch.is_done
    assert after_restart.known(QuoteRequest)[clip()].usd == pytest.approx(0.5)
    assert len(venice.requests) == 1
    after_restart.close()


def _made_older(settings: Settings, age: timedelta) -> QuoteService:
    """Start the service anew with its first quote that much older."""
    file = settings.data_dir / "quotes.json"
    kept = json.loads(file.read_text())
    kept[0]["quote"]["quoted_at"] = (datetime.now(UTC) - age).isoformat()
    file.write_text(json.dumps(kept))
    return QuoteService(settings)


def test_a_quote_of_yesterday_is_kept_as_the_last_and_asked_for_anew(
    venice: StandInVenice, settings: Settings, service: QuoteService
) -> None:
    wait_for(service.ask([clip(), clip("b")]))

    after_a_day = _made_older(settings, timedelta(hours=25))

    (old,) = set(after_a_day.last_known(QuoteRequest)) - set(after_a_day.known(QuoteRequest))
    wait_for(after_a_day.ask([old, clip(), clip("b")]))
    assert len(after_a_day.known(QuoteRequest)) == 2
    assert len(venice.requests) == 3
    after_a_day.close()


def test_a_quote_is_kept_for_some_months(settings: Settings, service: QuoteService) -> None:
    wait_for(service.ask([clip()]))
    after_months = _made_older(settings, quote_service.KEPT_FOR + timedelta(hours=1))

    wait_for(after_months.ask([clip("b")]))

    after_restart = QuoteService(settings)
    assert list(after_restart.last_known(QuoteRequest)) == [clip("b")]
    after_months.close()
    after_restart.close()


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"asked": {}, "quote": {}}]', '{"a": 1}'])
def test_a_corrupt_file_reads_as_no_quotes(settings: Settings, content: str) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "quotes.json").write_text(content)

    service = QuoteService(settings)

    assert service.known(QuoteRequest) == {}
    service.close()


def test_of_quotes_the_newest_are_kept(
    venice: StandInVenice, service: QuoteService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quote_service, "MOST_KEPT", 3)
    venice.video_quote = lambda _: Answer(body=b'{"quote": 1}')
    for number in range(5):
        wait_for(service.ask([clip(f"m{number}")]))

    kept = service.last_known(QuoteRequest)

    assert [request.model_id for request in kept] == ["m2", "m3", "m4"]
