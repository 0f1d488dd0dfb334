"""Where a catalog comes from: live, else the last good answer, else the bundled list."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from venice_data.client import UnusableAnswerError, VeniceClient, VeniceError
from venice_data.last_good import SavedAnswer, read_bundled, read_last_good, write_last_good
from venice_data.parser import parse_models
from venice_data.settings import Settings

if TYPE_CHECKING:
    from venice_data.catalog import Catalog

LOGGER: Final = logging.getLogger(__name__)


def load_catalog(settings: Settings | None = None) -> Catalog:
    """Load the best catalog there is, waiting for the network if it may be asked.

    Never fails for want of a network: the order is live, last good, bundled.
    """
    settings = settings or Settings.read()
    if not settings.offline:
        try:
            return fetch_catalog(settings, VeniceClient(settings))[1]
        except VeniceError as error:
            LOGGER.warning("No live prices: %s", error)
    return saved_catalog(settings)


def fetch_catalog(settings: Settings, client: VeniceClient) -> tuple[SavedAnswer, Catalog]:
    """Fetch the live catalog, beside the answer that it was read from; keep it as the last good.

    Raises VeniceError where Venice gives no usable list; the last good one is then left alone.
    """
    payload = client.list_models()
    catalog = parse_models(payload, fetched_at=datetime.now(UTC), source="live")
    if catalog.models.empty:
        raise UnusableAnswerError(f"{settings.api_host} answered with a list without any model")
    answer = SavedAnswer(payload, catalog.fetched_at)
    try:
        write_last_good(settings.data_dir, answer)
    except OSError as error:
        LOGGER.warning("The list cannot be kept in %s: %s", settings.data_dir, error)
    return answer, catalog


def saved_catalog(settings: Settings) -> Catalog:
    """Return the last good catalog, else the bundled one; asks no network."""
    saved = read_last_good(settings.data_dir)
    if saved is not None:
        catalog = parse_models(saved.payload, fetched_at=saved.fetched_at, source="last good")
        if not catalog.models.empty:
            return catalog
    bundled = read_bundled()
    return parse_models(bundled.payload, fetched_at=bundled.fetched_at, source="bundled")
