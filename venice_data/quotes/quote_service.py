"""Asks for quotes on behalf of all viewers: throttled, a few at a time, each once a day."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from requests import codes

from venice_data.api.client import (
    RefusedError,
    TemporaryFailureError,
    UnreachableError,
    VeniceClient,
    VeniceError,
)
from venice_data.files import write_atomically
from venice_data.quotes.audio_quotes import AudioRequest
from venice_data.quotes.batch import Batch, QuoteStoppedError
from venice_data.quotes.quote_answer import Quote, QuotedRequest, Request, fetch_quote
from venice_data.quotes.video_quotes import QuoteRequest
from venice_data.settings import MadeOnce, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

# Venice blocks a caller for 30 s after more than 20 failed requests in 30 s.
BLOCK_SECONDS: Final = 30.0
FAILURES_BEFORE_PAUSE: Final = 18
LIFETIME: Final = timedelta(days=1)  # after that a quote is asked for anew
KEPT_FOR: Final = timedelta(days=90)  # so long it is shown with its age
REQUESTS_AT_ONCE: Final = 4
MOST_WAITING: Final = 2_000  # of all viewers: some ten minutes of asking
MOST_KEPT: Final = 20_000  # the newest; some megabytes
NETWORK_FAILURES_THAT_STOP: Final = 3
PAUSE_AFTER_SERVER_ERROR_SECONDS: Final = 1.0
LONGEST_PAUSE_SECONDS: Final = 300.0
LOGGER: Final = logging.getLogger(__name__)
_TOO_MANY_WAIT: Final = (
    "Not asked: others wait for many quotes at the moment. Try again in some minutes."
)
_FILE_NAME: Final = "quotes.json"
_KINDS: Final = {kind.path: kind for kind in (QuoteRequest, AudioRequest)}
_CHECK_SECONDS: Final = 0.2  # how soon a waiting request learns that it is no longer wanted


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


@dataclass(eq=False)
class _Pending:
    """A request whose quote is on its way, and the batches that wait for it."""

    request: QuotedRequest
    batches: set[Batch[Any]] = field(default_factory=set)
    future: Future[Quote[Any]] = field(init=False)


class QuoteService:
    """Holds the last quotes, shared by all viewers and kept in the data folder."""

    def __init__(self, settings: Settings, client: VeniceClient | None = None) -> None:
        self._path = settings.data_dir / _FILE_NAME
        self._client = client or VeniceClient(settings)
        self._quotes = _read_quotes(self._path)
        self._throttle = Throttle()
        self._lock = threading.Lock()
        self._pending: dict[QuotedRequest, _Pending] = {}
        self._network_failures = 0
        self._closing = threading.Event()
        self._workers = ThreadPoolExecutor(REQUESTS_AT_ONCE, thread_name_prefix="quotes")

    def known(self, kind: type[Request]) -> dict[Request, Quote[Request]]:
        """Return the quotes for one kind of request that are less than a day old."""
        return {
            request: quote for request, quote in self.last_known(kind).items() if is_fresh(quote)
        }

    def last_known(self, kind: type[Request]) -> dict[Request, Quote[Request]]:
        """Return the last quote for each request of one kind, whatever its age."""
        with self._lock:
            return {
                request: quote
                for request, quote in self._quotes.items()
                if isinstance(request, kind)
            }

    def ask(self, requests: Iterable[Request]) -> Batch[Request]:
        """Start asking for quotes; one that is known or on its way is not asked for again.

        Where too many are on their way already, further ones fail at once, and say so.
        """
        batch: Batch[Request] = Batch(self)
        with self._lock:
            if not self._pending:
                self._network_failures = 0
            batch.begin({request: self._future(request, batch) for request in requests})
        return batch

    def seconds_blocked(self) -> float:
        """Return how long requests are held back, because too many have failed."""
        return self._throttle.seconds_to_wait()

    def why_out_of_reach(self) -> str | None:
        """Return in words why nothing more is asked for; None while Venice answers."""
        if self._network_failures < NETWORK_FAILURES_THAT_STOP:
            return None
        return (
            f"Not asked: Venice could not be reached {NETWORK_FAILURES_THAT_STOP} times in a row. "
            "Try again later."
        )

    def release(self, batch: Batch[Any]) -> None:
        """Take back that a batch waits for anything; what others wait for goes on."""
        with self._lock:
            for pending in self._pending.values():
                pending.batches.discard(batch)

    def close(self) -> None:
        """Drop what has not been asked yet."""
        self._closing.set()
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _future(self, request: QuotedRequest, batch: Batch[Any]) -> Future[Quote[Any]]:
        quote = self._quotes.get(request)
        if quote is not None and is_fresh(quote):
            done: Future[Quote[Any]] = Future()
            done.set_result(quote)
            return done
        if request not in self._pending and len(self._pending) >= MOST_WAITING:
            refused: Future[Quote[Any]] = Future()
            refused.set_exception(QuoteStoppedError(_TOO_MANY_WAIT))
            return refused
        if request not in self._pending:
            begun = self._pending[request] = _Pending(request)
            begun.future = self._workers.submit(self._fetch_and_keep, begun)
        pending = self._pending[request]
        pending.batches.add(batch)
        return pending.future

    def _fetch_and_keep(self, pending: _Pending) -> Quote[Any]:
        try:
            quote = self._fetch_with_retry(pending)
            self._keep(pending.request, quote)
            return quote
        finally:
            with self._lock:
                self._end(pending)

    def _end(self, pending: _Pending) -> None:
        """Let whoever asks from now on ask anew."""
        if self._pending.get(pending.request) is pending:
            del self._pending[pending.request]

    def _is_unwanted(self, pending: _Pending) -> bool:
        """Return whether nobody waits for a quote any more; then it has ended."""
        with self._lock:
            if pending.batches:
                return False
            self._end(pending)
            return True

    def _fetch_with_retry(self, pending: _Pending) -> Quote[Any]:
        """Ask, and once more where Venice is busy or names what it allows instead."""
        request = pending.request
        try:
            return self._fetch_when_allowed(pending, request)
        except RefusedError as refusal:
            corrected = request.corrected(refusal)
            if corrected is None:
                raise
            return self._fetch_when_allowed(pending, corrected)
        except UnreachableError:
            raise
        except TemporaryFailureError as error:
            self._throttle.block(_pause_after(error))
            return self._fetch_when_allowed(pending, request)

    def _fetch_when_allowed(self, pending: _Pending, sent: QuotedRequest) -> Quote[Any]:
        self._wait_until_allowed(pending)
        try:
            quote = fetch_quote(self._client, sent)
        except UnreachableError:
            with self._lock:
                self._network_failures += 1
            raise
        except VeniceError:
            self._network_failures = 0
            self._throttle.record_failure()
            raise
        self._network_failures = 0
        return quote

    def _wait_until_allowed(self, pending: _Pending) -> None:
        while True:
            if self._closing.is_set() or self._is_unwanted(pending):
                raise QuoteStoppedError
            if reason := self.why_out_of_reach():
                raise QuoteStoppedError(reason)
            seconds = self._throttle.seconds_to_wait()
            if not seconds:
                return
            self._closing.wait(min(seconds, _CHECK_SECONDS))

    def _keep(self, request: QuotedRequest, quote: Quote[Any]) -> None:
        with self._lock:
            self._quotes.pop(request, None)
            self._quotes[request] = quote
            while len(self._quotes) > MOST_KEPT:
                del self._quotes[next(iter(self._quotes))]  # the oldest
            kept = [
                {"path": asked.path, "asked": asdict(asked), "quote": quote.as_json()}
                for asked, quote in self._quotes.items()
                if _age(quote) < KEPT_FOR
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


def is_fresh(quote: Quote[Any]) -> bool:
    """Whether a quote is less than a day old, so that Venice need not be asked again."""
    return _age(quote) < LIFETIME


def _age(quote: Quote[Any]) -> timedelta:
    return datetime.now(UTC) - quote.quoted_at


def _read_quotes(path: Path) -> dict[QuotedRequest, Quote[Any]]:
    try:
        return dict(_read_quote(kept) for kept in json.loads(path.read_bytes()))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        LOGGER.warning("The kept quotes in %s cannot be read: %r", path, error)
        return {}


def _read_quote(kept: dict[str, Any]) -> tuple[QuotedRequest, Quote[Any]]:
    kind: type[QuotedRequest] = _KINDS[kept["path"]]
    return kind(**kept["asked"]), Quote.from_json(kept["quote"], kind)


# The service of this process, made from the settings.
shared_quote_service: Final = MadeOnce(lambda: QuoteService(Settings.read()))
