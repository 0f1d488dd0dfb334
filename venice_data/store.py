"""The one catalog that all viewers of this process share, refreshed behind their backs."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from venice_data.client import TemporaryFailureError, VeniceClient, VeniceError
from venice_data.settings import Settings
from venice_data.sources import fetch_catalog, saved_catalog

if TYPE_CHECKING:
    from venice_data.catalog import Catalog

_LOG: Final = logging.getLogger(__name__)
_LONGEST_PAUSE_SECONDS: Final = 3600.0  # whatever a rate limit says
_LONGEST_PAUSE_AFTER_FAILURE_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Snapshot:
    """What there is now: a catalog and, where the last refresh failed, why."""

    catalog: Catalog
    failure: str | None = None


class CatalogStore:
    """Holds the current catalog; a refresh replaces it whole, and nobody waits for one."""

    def __init__(self, settings: Settings, client: VeniceClient | None = None) -> None:
        self.settings = settings
        self._client = client or VeniceClient(settings)
        self._snapshot = Snapshot(saved_catalog(settings))
        self._lock = threading.Lock()
        self._refresh: threading.Thread | None = None
        self._next_refresh_at = 0.0  # monotonic seconds

    def current(self) -> Snapshot:
        """Return what there is at once; starts a refresh where one is due."""
        self._start_refresh_if_due()
        return self._snapshot

    def warm_up(self, patience_seconds: float) -> None:
        """Start the first refresh and wait for it, but no longer than told."""
        refresh = self._start_refresh_if_due()
        if refresh is not None:
            refresh.join(patience_seconds)

    def _start_refresh_if_due(self) -> threading.Thread | None:
        with self._lock:
            running = self._refresh is not None and self._refresh.is_alive()
            due = time.monotonic() >= self._next_refresh_at
            if self.settings.offline or running or not due:
                return self._refresh
            self._refresh = threading.Thread(
                target=self._refresh_once, name="catalog-refresh", daemon=True
            )
            self._refresh.start()
            return self._refresh

    def _refresh_once(self) -> None:
        pause_seconds = self._seconds_after_failure()
        try:
            self._snapshot = Snapshot(fetch_catalog(self.settings, self._client))
            pause_seconds = self.settings.refresh_seconds
        except VeniceError as error:
            _LOG.warning("No live prices: %s", error)
            self._keep_last_good(str(error))
            pause_seconds = self._seconds_after_failure(error)
        except Exception:  # noqa: BLE001 - logged; viewers are told
            _LOG.exception("The refresh failed unexpectedly")
            self._keep_last_good("the refresh failed unexpectedly; the server's log says why")
        finally:
            self._next_refresh_at = time.monotonic() + pause_seconds

    def _keep_last_good(self, failure: str) -> None:
        catalog = self._snapshot.catalog
        if catalog.source == "live":
            catalog = replace(catalog, source="last good")
        self._snapshot = Snapshot(catalog, failure)

    def _seconds_after_failure(self, error: VeniceError | None = None) -> float:
        pause = min(self.settings.refresh_seconds, _LONGEST_PAUSE_AFTER_FAILURE_SECONDS)
        asked = error.wait_seconds if isinstance(error, TemporaryFailureError) else None
        return min(max(pause, asked or 0.0), _LONGEST_PAUSE_SECONDS)


@cache
def shared_store() -> CatalogStore:
    """Return the store of this process, made from the settings at first use."""
    return CatalogStore(Settings.read())
