"""Where a catalog comes from: live, else the last good answer on disk, else the bundled list."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from venice_data import files
from venice_data.api.client import UnusableAnswerError, VeniceClient, VeniceError
from venice_data.api.parser import parse_models
from venice_data.files import write_atomically
from venice_data.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from venice_data.catalog.frames import Catalog

LOGGER: Final = logging.getLogger(__name__)
MOST_MODELS: Final = 20_000  # more would keep a server busy for minutes; there are hundreds
_MOST_A_CLOCK_IS_AHEAD: Final = timedelta(hours=1)
_FILE_NAME: Final = "last-good-models.json"
_BUNDLED_PREFIX: Final = "models-"  # of one list, named after the instant of its fetching


@dataclass(frozen=True)
class SavedAnswer:
    """A decoded answer of `GET /models` and the UTC instant at which it was fetched."""

    payload: Any
    fetched_at: datetime


def read_last_good(data_dir: Path) -> SavedAnswer | None:
    """Return the saved answer; None where there is none, it cannot be read, or its time lies ahead.

    Such a one was saved while the clock was wrong: nobody knows how old it is.
    """
    path = data_dir / _FILE_NAME
    try:
        saved = json.loads(path.read_bytes())
        fetched_at = datetime.fromisoformat(saved["fetched_at"]).astimezone(UTC)
        answer = SavedAnswer(saved["payload"], fetched_at)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        LOGGER.warning("The last good list in %s cannot be read: %r", path, error)
        return None
    if fetched_at > datetime.now(UTC) + _MOST_A_CLOCK_IS_AHEAD:
        LOGGER.warning("The last good list in %s is of %s, which lies ahead", path, fetched_at)
        return None
    return answer


def write_last_good(data_dir: Path, answer: SavedAnswer) -> None:
    """Save an answer whole or not at all. Raises OSError where the folder cannot be written."""
    content = {"fetched_at": answer.fetched_at.isoformat(), "payload": answer.payload}
    write_atomically(data_dir / _FILE_NAME, json.dumps(content))


def read_bundled() -> SavedAnswer:
    """Return the list that ships with the project."""
    file = _bundled_file()
    fetched_at = datetime.fromisoformat(file.stem.removeprefix(_BUNDLED_PREFIX))
    return SavedAnswer(json.loads(file.read_bytes()), fetched_at.replace(tzinfo=UTC))


def replace_bundled(answer: SavedAnswer) -> Path:
    """Let this list ship with the project, in place of the one before; return its file.

    Raises OSError where the folder cannot be written.
    """
    before = _bundled_file()
    now = before.with_name(f"{_BUNDLED_PREFIX}{answer.fetched_at:%Y-%m-%dT%H%M%S}Z.json")
    write_atomically(now, json.dumps(answer.payload, indent=1))
    before.unlink()
    return now


def _bundled_file() -> Path:
    (file,) = files.BUNDLED_FOLDER.glob(f"{_BUNDLED_PREFIX}*.json")
    return file


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
    if _entry_count(payload) > MOST_MODELS:
        raise UnusableAnswerError(
            f"{settings.api_host} answered with a list of more than {MOST_MODELS:,} models"
        )
    catalog = parse_models(payload, fetched_at=datetime.now(UTC), source="live")
    if catalog.models.empty:
        raise UnusableAnswerError(f"{settings.api_host} answered with a list without any model")
    answer = SavedAnswer(payload, catalog.fetched_at)
    try:
        write_last_good(settings.data_dir, answer)
    except OSError as error:
        LOGGER.warning("The list cannot be kept in %s: %s", settings.data_dir, error)
    return answer, catalog


def _entry_count(payload: Any) -> int:
    entries = payload.get("data") if isinstance(payload, dict) else payload
    return len(entries) if isinstance(entries, list) else 0


def saved_catalog(settings: Settings) -> Catalog:
    """Return the last good catalog, else the bundled one; asks no network."""
    saved = read_last_good(settings.data_dir)
    if saved is not None:
        catalog = parse_models(saved.payload, fetched_at=saved.fetched_at, source="last good")
        if not catalog.models.empty:
            return catalog
    bundled = read_bundled()
    return parse_models(bundled.payload, fetched_at=bundled.fetched_at, source="bundled")
