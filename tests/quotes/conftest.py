"""What tests of quotes begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from venice_data.quotes.quote_service import QuoteService
from venice_data.quotes.video_quotes import QuoteRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data.quotes.batch import Batch
    from venice_data.settings import Settings


def clip(model_id: str = "a", duration: str = "5s") -> QuoteRequest:
    return QuoteRequest(
        model_id, duration, "720p", audio=False, aspect_ratio=None, with_image=False
    )


def wait_for(batch: Batch[QuoteRequest]) -> None:
    for future in batch._futures.values():
        future.exception(timeout=20)


@pytest.fixture
def service(settings: Settings) -> Iterator[QuoteService]:
    made = QuoteService(settings)
    yield made
    made.close()
