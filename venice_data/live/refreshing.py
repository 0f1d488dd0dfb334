"""One refresh: ask Venice and record the answer, or learn what another copy was told."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from venice_data.api.client import TemporaryFailureError, VeniceClient, VeniceError
from venice_data.api.parser import parse_models
from venice_data.api.sources import fetch_catalog
from venice_data.history.database import HistoryUnavailableError

if TYPE_CHECKING:
    from venice_data.api.sources import SavedAnswer
    from venice_data.catalog.frames import Catalog
    from venice_data.history.history_store import HistoryStore
    from venice_data.history.refresh_lease import RefreshLease
    from venice_data.settings import Settings

LOGGER: Final = logging.getLogger(__name__)
_LONGEST_PAUSE_SECONDS: Final = 3600.0  # whatever a rate limit says
_LONGEST_PAUSE_AFTER_FAILURE_SECONDS: Final = 60.0
_PAUSE_WHILE_ANOTHER_REFRESHES_SECONDS: Final = 2.0
UNEXPECTED: Final = "an unexpected error, which the server's log names"


@dataclass(frozen=True)
class Outcome:
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
class _Asked:
    """What Venice said: an answer with its catalog, or a failure."""

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
        self._followed: tuple[str, Catalog] | None = None
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        # Another address or key gives another list, which is not to be taken for this one.
        self._to_ask = hashlib.sha256(f"{settings.api_base_url} {key}".encode()).hexdigest()

    def refresh(self, *, is_due: bool = False, wait: bool = False) -> Outcome:
        """Ask Venice where that is due; else learn what another copy was told.

        `is_due` asks though the copies have agreed on a later time, and `wait` until no other
        copy is asking. Never fails for want of a database: then Venice is asked, and nothing is
        recorded.
        """
        asked: _Asked | None = None
        try:
            with self._history.turn(wait=wait) as turn:
                if turn is not None and (is_due or turn.is_due(self._to_ask)):
                    asked = self._ask()
                    return self._told(asked, missing_count=self._note(turn, asked))
            return self._follow(is_another_refreshing=turn is None)
        except HistoryUnavailableError as error:
            return self._told(asked or self._ask(), history_failure=str(error))
        except Exception:
            LOGGER.exception("The history failed unexpectedly")
            return self._told(asked or self._ask(), history_failure=UNEXPECTED)

    def _ask(self) -> _Asked:
        try:
            answer, catalog = fetch_catalog(self._settings, self._client)
        except VeniceError as error:
            LOGGER.warning("No live prices: %s", error)
            return _Asked(self._seconds_after(error), failure=str(error))
        except Exception:
            LOGGER.exception("The refresh failed unexpectedly")
            return _Asked(self._seconds_after(), failure=UNEXPECTED)
        return _Asked(self._settings.refresh_seconds, answer, catalog)

    def _note(self, turn: RefreshLease, asked: _Asked) -> int:
        """Record what Venice said; return how many models are missing from a list set apart."""
        if asked.answer is None or asked.catalog is None:
            turn.record_failure(self._to_ask, asked.failure or "", asked.next_at)
            return 0
        return turn.keep(self._to_ask, asked.answer, asked.catalog, asked.next_at)

    def _told(
        self, asked: _Asked, *, missing_count: int = 0, history_failure: str | None = None
    ) -> Outcome:
        return Outcome(
            asked.pause_seconds, asked.catalog, asked.failure, missing_count, history_failure
        )

    def _follow(self, *, is_another_refreshing: bool) -> Outcome:
        """Take over what the last refresh of any copy came to."""
        latest = self._history.latest()
        pause_seconds = _PAUSE_WHILE_ANOTHER_REFRESHES_SECONDS
        if latest.next_at is not None and not is_another_refreshing:
            pause_seconds = (latest.next_at - datetime.now(UTC)).total_seconds()
        pause_seconds = min(max(pause_seconds, 0.0), self._settings.refresh_seconds)
        if latest.asked != self._to_ask:
            return Outcome(pause_seconds)
        if latest.digest is None or latest.fetched_at is None:
            return Outcome(pause_seconds, failure=latest.failure)
        if self._followed is None or self._followed[0] != latest.digest:
            self._followed = (latest.digest, parse_models(latest.payload(), source="live"))
        catalog = replace(self._followed[1], fetched_at=latest.fetched_at)
        return Outcome(pause_seconds, catalog, latest.failure, latest.missing_count)

    def _seconds_after(self, error: VeniceError | None = None) -> float:
        pause = min(self._settings.refresh_seconds, _LONGEST_PAUSE_AFTER_FAILURE_SECONDS)
        asked_for = error.wait_seconds if isinstance(error, TemporaryFailureError) else None
        return min(max(pause, asked_for or 0.0), _LONGEST_PAUSE_SECONDS)
