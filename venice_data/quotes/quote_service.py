"""Asks for quotes on behalf of all viewers: throttled, a few at a time, each once a day."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter, deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from requests import codes

from venice_data.api.client import (
    RefusedError,
    TemporaryFailureError,
    UnreachableError,
    VeniceClient,
    VeniceError,
)
from venice_data.files import write_atomically
from venice_data.quotes.video_quotes import Quote, QuoteRequest, corrected_request, fetch_quote
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

LIFETIME: Final = timedelta(days=1)
REQUESTS_AT_ONCE: Final = 4
NETWORK_FAILURES_THAT_STOP: Final = 3
# Venice blocks a caller for 30 s after more than 20 failed requests in 30 s.
BLOCK_SECONDS: Final = 30.0
FAILURES_BEFORE_PAUSE: Final = 18
PAUSE_AFTER_SERVER_ERROR_SECONDS: Final = 1.0
LONGEST_PAUSE_SECONDS: Final = 300.0
LOGGER: Final = logging.getLogger(__name__)
_FILE_NAME: Final = "video-quotes.json"
_CHECK_SECONDS: Final = 0.2  # how soon a waiting request learns that it is no longer wanted


class QuoteStoppedError(VeniceError):
    """The quote was not asked for, because asking had been stopped."""


@dataclass(frozen=True)
class Progress:
    """How far a batch is: quotes done, quotes in all, seconds that the rest may take."""

    done: int
    total: int
    seconds_left: float | None


class Throttle:
    """Says how long to wait before the next request, so that Venice need not block it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed_at: deque[float] = deque(maxlen=FAILURES_BEFORE_PAUSE)
        self._blocked_until = 0.0

    def record_failure(self) -> None:
        """Count a failed request."""
        self._failed_at.append(self._clock())

    def block(self, seconds: float) -> None:
        """Ask nothing for some seconds."""
        self._blocked_until = max(self._blocked_until, self._clock() + seconds)

    def seconds_to_wait(self) -> float:
        """Return how long to wait now; zero if not at all."""
        free_at = self._blocked_until
        if len(self._failed_at) == FAILURES_BEFORE_PAUSE:
            free_at = max(free_at, self._failed_at[0] + BLOCK_SECONDS)
        return max(0.0, free_at - self._clock())


class Batch:
    """The quotes that one viewer waits for; some may be on their way for another already."""

    def __init__(self, service: QuoteService, futures: dict[QuoteRequest, Future[Quote]]) -> None:
        self._service = service
        self._futures = futures
        self._started = time.monotonic()
        self._is_stopped = False
        self._done_at_start = self._count_done()

    def progress(self) -> Progress:
        """Return how far the batch is."""
        done = self._count_done()
        fetched = done - self._done_at_start
        elapsed = time.monotonic() - self._started
        left = elapsed / fetched * (len(self._futures) - done) if fetched else None
        return Progress(done, len(self._futures), left)

    @property
    def is_done(self) -> bool:
        """Whether every quote has come or failed."""
        return self._count_done() == len(self._futures)

    def failures(self) -> dict[QuoteRequest, str]:
        """Return why in words, for each quote that failed so far."""
        failed = {
            request: future.exception()
            for request, future in self._futures.items()
            if future.done() and future.exception() is not None
        }
        return {request: str(error) for request, error in failed.items()}

    def stop(self) -> None:
        """Ask for nothing more, except what other viewers wait for too."""
        if not self._is_stopped:
            self._is_stopped = True
            self._service.release(self._futures)

    def _count_done(self) -> int:
        return sum(future.done() for future in self._futures.values())


class QuoteService:
    """Holds the quotes of a day, shared by all viewers and kept in the data folder."""

    def __init__(self, settings: Settings, client: VeniceClient | None = None) -> None:
        self._path = settings.data_dir / _FILE_NAME
        self._client = client or VeniceClient(settings)
        self._quotes = _read_quotes(self._path)
        self._throttle = Throttle()
        self._lock = threading.Lock()
        self._pending: dict[QuoteRequest, Future[Quote]] = {}
        self._wanted: Counter[QuoteRequest] = Counter()
        self._network_failures = 0
        self._closing = threading.Event()
        self._workers = ThreadPoolExecutor(REQUESTS_AT_ONCE, thread_name_prefix="quotes")

    def known(self) -> dict[QuoteRequest, Quote]:
        """Return the quotes that are less than a day old."""
        with self._lock:
            return {request: quote for request, quote in self._quotes.items() if _is_fresh(quote)}

    def ask(self, requests: Iterable[QuoteRequest]) -> Batch:
        """Start asking for quotes; one that is known or on its way is not asked for again."""
        known = self.known()
        with self._lock:
            if not self._pending:
                self._network_failures = 0
            return Batch(self, {request: self._future(request, known) for request in requests})

    def seconds_blocked(self) -> float:
        """Return how long requests are held back, because too many have failed."""
        return self._throttle.seconds_to_wait()

    def release(self, requests: Iterable[QuoteRequest]) -> None:
        """Take back that one viewer wants some quotes."""
        with self._lock:
            self._wanted.subtract(request for request in requests if request in self._pending)

    def close(self) -> None:
        """Drop what has not been asked yet."""
        self._closing.set()
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _future(self, request: QuoteRequest, known: dict[QuoteRequest, Quote]) -> Future[Quote]:
        if request in known:
            done: Future[Quote] = Future()
            done.set_result(known[request])
            return done
        self._wanted[request] += 1
        if request not in self._pending:
            self._pending[request] = self._workers.submit(self._fetch_and_keep, request)
        return self._pending[request]

    def _fetch_and_keep(self, request: QuoteRequest) -> Quote:
        try:
            quote = self._fetch_with_retry(request)
            self._keep(request, quote)
            return quote
        finally:
            with self._lock:
                del self._pending[request]
                del self._wanted[request]

    def _fetch_with_retry(self, request: QuoteRequest) -> Quote:
        """Ask, and once more where Venice is busy or names what it allows instead."""
        try:
            return self._fetch_when_allowed(request, request)
        except RefusedError as refusal:
            corrected = corrected_request(request, refusal)
            if corrected is None:
                raise
            return self._fetch_when_allowed(request, corrected)
        except UnreachableError:
            raise
        except TemporaryFailureError as error:
            self._throttle.block(_pause_after(error))
            return self._fetch_when_allowed(request, request)

    def _fetch_when_allowed(self, asked: QuoteRequest, sent: QuoteRequest) -> Quote:
        self._wait_until_allowed(asked)
        try:
            quote = fetch_quote(self._client, sent)
        except UnreachableError:
            self._network_failures += 1
            raise
        except VeniceError:
            self._network_failures = 0
            self._throttle.record_failure()
            raise
        self._network_failures = 0
        return quote

    def _wait_until_allowed(self, request: QuoteRequest) -> None:
        while True:
            if self._closing.is_set() or self._wanted[request] <= 0:
                raise QuoteStoppedError("Not asked: stopped before its turn.")
            if self._network_failures >= NETWORK_FAILURES_THAT_STOP:
                raise QuoteStoppedError(
                    f"Not asked: Venice could not be reached {NETWORK_FAILURES_THAT_STOP} times "
                    "in a row. Try again later."
                )
            seconds = self._throttle.seconds_to_wait()
            if not seconds:
                return
            self._closing.wait(min(seconds, _CHECK_SECONDS))

    def _keep(self, request: QuoteRequest, quote: Quote) -> None:
        with self._lock:
            self._quotes[request] = quote
            kept = [
                {"asked": asdict(asked), "quote": quote.as_json()}
                for asked, quote in self._quotes.items()
                if _is_fresh(quote)
            ]
            try:
                write_atomically(self._path, json.dumps(kept))
            except OSError as error:
                LOGGER.warning("Quotes cannot be kept in %s: %s", self._path, error)


def _pause_after(error: TemporaryFailureError) -> float:
    if error.wait_seconds is not None:
        return min(error.wait_seconds, LONGEST_PAUSE_SECONDS)
    is_blocked = error.status == codes.too_many_requests
    return BLOCK_SECONDS if is_blocked else PAUSE_AFTER_SERVER_ERROR_SECONDS


def _is_fresh(quote: Quote) -> bool:
    return datetime.now(UTC) - quote.quoted_at < LIFETIME


def _read_quotes(path: Path) -> dict[QuoteRequest, Quote]:
    try:
        kept = json.loads(path.read_bytes())
        return {QuoteRequest(**pair["asked"]): Quote.from_json(pair["quote"]) for pair in kept}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        LOGGER.warning("The kept quotes in %s cannot be read: %r", path, error)
        return {}


@cache
def shared_quote_service() -> QuoteService:
    """Return the service of this process, made from the settings at first use."""
    return QuoteService(Settings.read())
