"""What somebody waits for: the quotes of one batch, or of one batch after another."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic

from venice_data.api.client import VeniceError
from venice_data.quotes.quote_answer import Request

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from venice_data.quotes.quote_answer import Quote
    from venice_data.quotes.quote_service import QuoteService

_STOPPED: Final = "Not asked: stopped before this request."


class QuoteStoppedError(VeniceError):
    """The quote was not asked for, because asking had been stopped."""

    def __init__(self, reason: str = _STOPPED) -> None:
        super().__init__(reason)


@dataclass(frozen=True)
class Progress:
    """How far asking is: quotes done, quotes in all, seconds that the rest may take."""

    done: int
    total: int
    seconds_left: float | None


class Batch(Generic[Request]):
    """The quotes that one viewer waits for; some may be on their way for another already."""

    def __init__(self, service: QuoteService) -> None:
        self._service = service
        self._futures: dict[Request, Future[Quote[Request]]] = {}

    def begin(self, futures: dict[Request, Future[Quote[Request]]]) -> None:
        """Take over the quotes to wait for."""
        self._futures = futures

    @property
    def done_count(self) -> int:
        """How many quotes have come or failed."""
        return sum(future.done() for future in self._futures.values())

    @property
    def is_done(self) -> bool:
        """Whether every quote has come or failed."""
        return self.done_count == len(self._futures)

    @property
    def why_stopped(self) -> str | None:
        """Why something was not asked for, in words; None where all was."""
        stops = (error for error in self._errors().values() if isinstance(error, QuoteStoppedError))
        return next((stop.reason for stop in stops), None)

    def result(self, request: Request) -> Quote[Request]:
        """Wait for a quote of the batch. Raises VeniceError with the reason in words."""
        return self._futures[request].result()

    def failures(self) -> dict[Request, str]:
        """Return why in words, for each quote that failed so far."""
        return {
            request: error.reason if isinstance(error, VeniceError) else str(error)
            for request, error in self._errors().items()
        }

    def stop(self) -> None:
        """Ask for nothing more, except what other viewers wait for too."""
        self._service.release(self)

    def _errors(self) -> dict[Request, BaseException]:
        return {
            request: error
            for request, future in self._futures.items()
            if future.done() and (error := future.exception()) is not None
        }


class BatchSeries(Generic[Request]):
    """Quotes that are asked for batch by batch, so that other viewers have their turn between.

    The next batch begins when `go_on` finds the last one done: it goes on as long as somebody
    looks on. Where a batch was stopped, no other begins.
    """

    def __init__(
        self, service: QuoteService, requests: Iterable[Request], most_at_a_time: int
    ) -> None:
        self._service = service
        self._most = most_at_a_time
        self._waiting = list(dict.fromkeys(requests))
        self._total = len(self._waiting)
        self._batches: list[Batch[Request]] = []
        self._started = time.monotonic()
        self._why_ended: str | None = None
        self.go_on()

    def go_on(self) -> None:
        """Begin the next batch if the last one is done."""
        if not all(batch.is_done for batch in self._batches):
            return
        if self._batches and self._why_ended is None:
            # The last requests of a batch may have failed when none was left to be held back.
            self._why_ended = self._service.why_out_of_reach()
        if self._waiting and self._why_stopped is None:
            asked, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            self._batches.append(self._service.ask(asked))

    @property
    def is_done(self) -> bool:
        """Whether every quote has come, failed, or will not be asked for."""
        is_last = not self._waiting or self._why_stopped is not None
        return is_last and all(batch.is_done for batch in self._batches)

    def progress(self) -> Progress:
        """Return how far all batches are together."""
        done = sum(batch.done_count for batch in self._batches)
        elapsed = time.monotonic() - self._started
        left = elapsed / done * (self._total - done) if done else None
        return Progress(done, self._total, left)

    def failures(self) -> dict[Request, str]:
        """Return why in words, for each quote that failed or was left out so far."""
        why = self._why_stopped
        left_out = {} if why is None else dict.fromkeys(self._waiting, why)
        failed = [batch.failures() for batch in self._batches]
        return {request: why for each in [*failed, left_out] for request, why in each.items()}

    def stop(self) -> None:
        """Stop the present batch, and begin no other."""
        self._why_ended = _STOPPED
        for batch in self._batches:
            batch.stop()

    @property
    def _why_stopped(self) -> str | None:
        reasons = (batch.why_stopped for batch in self._batches)
        found = next((reason for reason in reasons if reason is not None), None)
        return found or self._why_ended
