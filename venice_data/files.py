"""Files that ship, and files that others can rely on: whole, with no cell that is a formula."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

# What ships with the project: a list, what came before it, and facts gathered elsewhere.
BUNDLED_FOLDER = Path(__file__).resolve().parent / "bundled"
# Also behind a line break or a space, and in the full width of East Asian letters.
_FORMULA: Final = re.compile(r"[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def write_atomically(path: Path, text: str) -> None:
    """Replace a file in one step. Raises OSError where its folder cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not of `tempfile`, whose files nobody else may read.
    unfinished = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with unfinished.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def csv_text(table: pd.DataFrame, line_end: str = "\r\n") -> str:
    """Write a table as CSV; numbers whole, what is missing empty."""
    cells = table.map(_as_cell_text).rename(columns=_as_cell_text)
    return cells.to_csv(index=False, lineterminator=line_end)


def _as_cell_text(value: object) -> object:
    """Keep a spreadsheet from reading a text of the API as a formula."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
