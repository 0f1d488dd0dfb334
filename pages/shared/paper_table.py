"""Tables on paper: the whole of one in plain HTML, where a screen shows a part to scroll in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

MOST_ROWS: Final = 400
_MANY_COLUMNS: Final = 8  # more are written small
_DASH: Final = "–"


def show_on_paper(
    table: pd.DataFrame,
    writers: Mapping[Any, Callable[[Any], str]] | None = None,
    missing: str = "",
) -> None:
    """Put a table on the page that only print shows; `site.css` then hides that of the screen.

    `writers` write the numbers of columns; `missing` stands where there is no value.
    """
    st.html(paper_table(table, writers or {}, missing))


def paper_table(
    table: pd.DataFrame, writers: Mapping[Any, Callable[[Any], str]], missing: str
) -> str:
    """Write the first `MOST_ROWS` rows as HTML, in which all text is text."""
    shown = table[:MOST_ROWS]
    is_wide = len(shown.columns) > _MANY_COLUMNS
    gap = _DASH if is_wide and missing else missing
    columns = [_cells(values, writers.get(title), gap) for title, values in shown.items()]
    head = "".join(f"<th>{escape(str(title))}" for title in shown)
    rows = "".join(f"<tr>{''.join(cells)}" for cells in zip(*columns, strict=True))
    left_out = len(table) - len(shown)
    notes = [
        f"{_DASH}: {missing}." if gap != missing and shown.isna().to_numpy().any() else "",
        f"{left_out:,} more rows stand in the files of this table." if left_out else "",
    ]
    return (
        f'<div class="on-paper{" wide" if is_wide else ""}"><table><thead><tr>{head}'
        f"<tbody>{rows}</table>{escape(' '.join(notes).strip())}</div>"
    )


def _cells(values: pd.Series[Any], write: Callable[[Any], str] | None, missing: str) -> list[str]:
    """Write a column, numbers to the right."""
    begin = "<td>" if write is None else '<td class="number">'
    gaps = values.isna()
    return [
        f"{begin}{escape(missing if is_gap else (write or str)(value))}"
        for value, is_gap in zip(values, gaps, strict=True)
    ]
