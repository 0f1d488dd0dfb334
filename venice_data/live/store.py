"""The one catalog that all viewers of this process share, refreshed behind their backs."""

from __future__ import annotations

import ctypes
import gc
import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from venice_data.api.client import VeniceClient
from venice_data.api.sources import saved_catalog
from venice_data.history.price_history import HistoryUnavailableError
from venice_data.live.refreshing import UNEXPECTED, Refresher, RefreshResult
from venice_data.settings import MadeOnce, Settings

if TYPE_CHECKING:
    from venice_data.catalog.frames import Catalog
    from venice_data.history.history_store import HistoryStore
    from venice_data.history.price_history import PriceHistory

LOGGER: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """What there is now: a catalog and, where the last refresh failed, why.

    `missing_count` is above zero where the list is suspiciously short. `history` is None until
    it is read; `history_failure` says why it cannot be read or goes unrecorded.
    """

    catalog: Catalog
    failure: str | None = None
    missing_count: int = 0
    history: PriceHistory | None = None
    history_failure: str | None = None


class CatalogStore:
    """Holds the current catalog; a refresh replaces it whole, and nobody waits for one."""

    def __init__(self, settings: Settings, client: VeniceClient | None = None) -> None:
        self.settings = settings
        self._client = client or VeniceClient(settings)
        self.snapshot = Snapshot(saved_catalog(settings))
        self._lock = threading.Lock()
        self._refresh: threading.Thread | None = None
        self._began_at = self._next_refresh_at = 0.0  # monotonic seconds
        self._is_warm = threading.Event()

    def current(self) -> Snapshot:
        """Return what there is at once; starts a refresh where one is due."""
        self._start_refresh_if_due()
        return self.snapshot

    def warm_up(self, max_seconds: float) -> None:
        """Wait for the first refresh, but no longer than `max_seconds` after it was begun.

        So many who come while Venice hangs wait once, and not one after the other.
        """
        self._start_refresh_if_due()
        self._is_warm.wait(max(0.0, self._began_at + max_seconds - time.monotonic()))

    @cached_property
    def _history(self) -> HistoryStore:
        """Imported behind visitors: the database's library is a seventh of a start."""
        from venice_data.history.history_store import HistoryStore

        return HistoryStore(self.settings.history_database)

    @cached_property
    def _refresher(self) -> Refresher:
        return Refresher(self.settings, self._client, self._history)

    def _start_refresh_if_due(self) -> None:
        with self._lock:
            is_running = self._refresh is not None and self._refresh.is_alive()
            now = time.monotonic()
            if is_running or now < self._next_refresh_at:
                return
            if self._refresh is None:
                self._began_at = now
            self._refresh = threading.Thread(
                target=self._refresh_once, name="catalog-refresh", daemon=True
            )
            self._refresh.start()

    def _refresh_once(self) -> None:
        result = RefreshResult(self.settings.refresh_seconds)
        try:
            self.snapshot.catalog.prepare()
            if not self.settings.offline:
                result = self._refresher.refresh(is_forced=self._is_first_of_only_copy())
                snapshot = _after(self.snapshot, result)
                snapshot.catalog.prepare()
                self.snapshot = snapshot
            self._read_history(result.history_failure)
        finally:
            self._next_refresh_at = time.monotonic() + result.pause_seconds
            self._is_warm.set()

    def _is_first_of_only_copy(self) -> bool:
        """Return whether this is the first refresh and no other copy could have done it."""
        is_first = self.snapshot.history is None and self.snapshot.history_failure is None
        return is_first and not self._history.is_shared

    def _read_history(self, failure: str | None) -> None:
        """Read what is recorded by now; what was read before stays where that fails."""
        history = self.snapshot.history
        try:
            history = self._history.read(history)
        except HistoryUnavailableError as error:
            LOGGER.warning("No history: %s", error)
            failure = str(error)
        except Exception:
            # Viewers keep the prices at hand, and are told that the history has failed.
            LOGGER.exception("The history failed unexpectedly")
            failure = UNEXPECTED
        self.snapshot = replace(self.snapshot, history=history, history_failure=failure)


def _after(snapshot: Snapshot, result: RefreshResult) -> Snapshot:
    """Return what there is after a refresh; a list that could not be renewed is the last good."""
    catalog = result.catalog or snapshot.catalog
    if result.failure is not None and catalog.source == "live":
        catalog = replace(catalog, source="last good")
    return replace(
        snapshot, catalog=catalog, failure=result.failure, missing_count=result.missing_count
    )


def settle_heap() -> None:
    """Free what nobody needs any more, and spare later collections all that stays.

    Each walk through the heap stops all visitors. What is set aside here is looked through again
    at the next call.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    with suppress(OSError, AttributeError):  # the C library of another system has none
        ctypes.CDLL(None).malloc_trim(0)


# The store of this process, made from the settings.
shared_store: Final = MadeOnce(lambda: CatalogStore(Settings.read()))
