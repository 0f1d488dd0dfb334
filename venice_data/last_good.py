"""The last good answer of Venice on disk, and the list that ships with the project."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from venice_data.files import write_atomically

LOGGER: Final = logging.getLogger(__name__)
_FILE_NAME: Final = "last-good-models.json"
_BUNDLED_FILE: Final = Path(__file__).parent / "bundled" / "models-2026-08-22.json"
_BUNDLED_AT: Final = datetime(2026, 8, 22, tzinfo=UTC)


@dataclass(frozen=True)
class SavedAnswer:
    """A decoded answer of `GET /models` and the UTC instant at which it was fetched."""

    payload: Any
    fetched_at: datetime


def read_last_good(data_dir: Path) -> SavedAnswer | None:
    """Return the saved answer; None where there is none or it cannot be read."""
    path = data_dir / _FILE_NAME
    try:
        saved = json.loads(path.read_bytes())
        fetched_at = datetime.fromisoformat(saved["fetched_at"]).astimezone(UTC)
        return SavedAnswer(saved["payload"], fetched_at)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        LOGGER.warning("The last good list in %s cannot be read: %r", path, error)
        return None


def write_last_good(data_dir: Path, answer: SavedAnswer) -> None:
    """Save an answer whole or not at all. Raises OSError where the folder cannot be written."""
    content = {"fetched_at": answer.fetched_at.isoformat(), "payload": answer.payload}
    write_atomically(data_dir / _FILE_NAME, json.dumps(content))


def read_bundled() -> SavedAnswer:
    """Return the list of 22 August 2026 that ships with the project."""
    return SavedAnswer(json.loads(_BUNDLED_FILE.read_bytes()), _BUNDLED_AT)
