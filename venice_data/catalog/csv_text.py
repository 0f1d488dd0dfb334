"""Tables as CSV that a spreadsheet reads as numbers and texts, and never as formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

# Also behind a line break or a space, and in the full width of East Asian letters.
_FORMULA: Final = re.compile(r"[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def csv_text(table: pd.DataFrame, line_end: str = "\r\n") -> str:
    """Write a table as CSV; numbers whole, what is missing empty."""
    cells = table.map(_as_cell_text).rename(columns=_as_cell_text)
    return cells.to_csv(index=False, lineterminator=line_end)


def _as_cell_text(value: object) -> object:
    """Keep a spreadsheet from reading a text of the API as a formula."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
