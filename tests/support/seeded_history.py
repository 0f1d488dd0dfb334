"""The seeded history, made once for all tests: making it takes a second, copying it none."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from venice_data import files
from venice_data.history.history_store import HistoryStore
from venice_data.settings import Settings

if TYPE_CHECKING:
    from venice_data.history.price_history import PriceHistory

_FILE_NAME: Final = "history.sqlite3"


def put_seeded_history(data_dir: Path) -> None:
    """Put a freshly seeded SQLite history into a data folder."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / _FILE_NAME).write_bytes(_seeded_from(files.BUNDLED_FOLDER)[0])


def seeded_history() -> PriceHistory:
    """Return the seeded history as it is read; never write to its frames."""
    return _seeded_from(files.BUNDLED_FOLDER)[1]


@cache
def _seeded_from(_bundled_folder: Path) -> tuple[bytes, PriceHistory]:
    with TemporaryDirectory() as folder:
        history = HistoryStore(Settings(data_dir=Path(folder)).history_database).read()
        return (Path(folder) / _FILE_NAME).read_bytes(), history
