"""One refresh: fetch the list and record it, or take over what another copy was given."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from venice_data.api.client import TemporaryFailureError, VeniceClient, VeniceError
from venice_data.api.parser import parse_models
from venice_data.api.sources import fetch_catalog
from venice_data.history.price_history import HistoryUnavailableError

if TYPE_CHECKING:
    from venice_data.api.sources import SavedAnswer
    from venice_data.catalog.frames import Catalog
    from venice_data.history.history_store import HistoryStore
    from venice_data.history.refresh_lease import RefreshLease
    from venice_data.settings import Settings

LOGGER: Final = logging.getLogger(__name__)
UNEXPECTED: Final = "an unexpected error, which the server's log names"
_OF_ANOTHER_SOURCE: Final = (
    "it was recorded with another VENICE_API_KEY or VENICE_API_BASE_URL; give this one a database "
    "of its own, or let `venice-prices refresh --continue-history` go on with it once"
)
_LONGEST_PAUSE_SECONDS: Final = 3600.0  # whatever a rate limit says
_LONGEST_PAUSE_AFTER_FAILURE_SECONDS: Final = 60.0
_PAUSE_WHILE_ANOTHER_REFRESHES_SECONDS: Final = 2.0


@dataclass(frozen=True)
class RefreshResult:
    """What a refresh came to, and after how many seconds the next one is due.

    `catalog` is None where Venice gave no list and no copy has one; `failure` says why it gave
    none. `missing_count` is above zero where the list is suspiciously short and not recorded.
    `history_failure` says why nothing could be recorded.
    """

    pause_seconds: float
    catalog: Catalog | None = None
    failure: str | None = None
    missing_count: int = 0
    history_failure: str | None = None


@dataclass(frozen=True)
class _Fetched:
    """What Venice gave: an answer with its catalog, or a failure."""

    pause_seconds: float
    answer: SavedAnswer | None = None
    catalog: Catalog | None = None
    failure: str | None = None

    @property
    def next_at(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.pause_seconds)


class Refresher:
    """Refreshes for all copies of the app that share a database, one at a time."""

    def __init__(self, settings: Settings, client: VeniceClient, history: HistoryStore) -> None:
        self._settings = settings
        self._client = client
        self._history = history
        self._taken_over: tuple[str, Catalog] | None = None  # beside the digest of its answer
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        # Another address or key gives another list, which is not to be taken for this one.
        self._source_id = hashlib.sha256(f"{settings.api_base_url} {key}".encode()).hexdigest()

    def refresh(
        self, *, is_forced: bool = False, wait: bool = False, continues_history: bool = False
    ) -> RefreshResult:
        """Fetch the list where that is due; else take over what another copy was given.

        `is_forced` fetches though the copies have agreed on a later time; `wait` waits until no
        other copy is fetching; `continues_history` records though another key or address was
        recorded before. Never fails for want of a database: then the list is fetched, and
        nothing is recorded.
        """
        fetched: _Fetched | None = None
        try:
            with self._history.refresh_lease(wait=wait) as lease:
                if lease is not None and not continues_history:
                    self._refuse_to_mix(lease)
                if lease is not None and (is_forced or lease.is_due(self._source_id)):
                    fetched = self._fetch()
                    return _result(fetched, missing_count=self._record(lease, fetched))
            return self._take_over(is_another_refreshing=lease is None)
        except HistoryUnavailableError as error:
            LOGGER.warning("Nothing recorded: %s", error)
            return _result(fetched or self._fetch(), history_failure=str(error))
        except Exception:
            # Prices come before history: no fault of its recording may keep them from viewers.
            LOGGER.exception("The history failed unexpectedly")
            return _result(fetched or self._fetch(), history_failure=UNEXPECTED)

    def _refuse_to_mix(self, lease: RefreshLease) -> None:
        if lease.is_of_another_source(self._source_id):
            raise HistoryUnavailableError(_OF_ANOTHER_SOURCE)

    def _fetch(self) -> _Fetched:
        try:
            answer, catalog = fetch_catalog(self._settings, self._client)
        except VeniceError as error:
            LOGGER.warning("No live prices: %s", error)
            return _Fetched(self._seconds_after(error), failure=str(error))
        except Exception:
            # A fault of ours in one list must not end refreshing: the next may be readable.
            LOGGER.exception("The refresh failed unexpectedly")
            return _Fetched(self._seconds_after(), failure=UNEXPECTED)
        return _Fetched(self._settings.refresh_seconds, answer, catalog)

    def _record(self, lease: RefreshLease, fetched: _Fetched) -> int:
        """Record what Venice gave; return how many models an unconfirmed list lacks."""
        if fetched.answer is None or fetched.catalog is None:
            lease.record_failure(self._source_id, fetched.failure or "", fetched.next_at)
            return 0
        return lease.record_list(self._source_id, fetched.answer, fetched.catalog, fetched.next_at)

    def _take_over(self, *, is_another_refreshing: bool) -> RefreshResult:
        """Take over what the last refresh of any copy came to."""
        latest = self._history.latest()
        pause_seconds = _PAUSE_WHILE_ANOTHER_REFRESHES_SECONDS
        if latest.next_at is not None and not is_another_refreshing:
            pause_seconds = (latest.next_at - datetime.now(UTC)).total_seconds()
        pause_seconds = min(max(pause_seconds, 0.0), self._settings.refresh_seconds)
        if latest.source_id != self._source_id:
            return RefreshResult(pause_seconds)
        if latest.digest is None or latest.fetched_at is None:
            return RefreshResult(pause_seconds, failure=latest.failure)
        if self._taken_over is None or self._taken_over[0] != latest.digest:
            self._taken_over = (latest.digest, parse_models(latest.payload(), source="live"))
        catalog = replace(self._taken_over[1], fetched_at=latest.fetched_at)
        return RefreshResult(pause_seconds, catalog, latest.failure, latest.missing_count)

    def _seconds_after(self, error: VeniceError | None = None) -> float:
        pause = min(self._settings.refresh_seconds, _LONGEST_PAUSE_AFTER_FAILURE_SECONDS)
        demanded = error.wait_seconds if isinstance(error, TemporaryFailureError) else None
        return min(max(pause, demanded or 0.0), _LONGEST_PAUSE_SECONDS)


def _result(
    fetched: _Fetched, *, missing_count: int = 0, history_failure: str | None = None
) -> RefreshResult:
    return RefreshResult(
        fetched.pause_seconds, fetched.catalog, fetched.failure, missing_count, history_failure
    )
