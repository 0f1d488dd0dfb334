"""Tables in plain HTML: on paper the whole of one, and on a phone one that wraps and is not cut."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import streamlit as st

from venice_data.catalog.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

MOST_ROWS: Final = 400
NAMES: Final = "Model"  # names that lead to the page of their model, where a table has ids
IDS: Final = "Id"
MODEL_IDS: Final = "Model id"  # where `IDS` would let rows be ticked for a comparison
UNIT: Final = "Unit"
IN_ONE_LINE: Final = (UNIT, IDS, MODEL_IDS)  # the last columns: rows are not higher for them
_MANY_COLUMNS: Final = 8  # more are written small
_COLUMNS_ACROSS: Final = 3  # that a phone shows of a table to be swiped: see `site.css`
_ROWS_AT_ONCE: Final = 10
_LETTERS_ACROSS: Final = 50
_LETTERS_BETWEEN: Final = 2  # the room between columns
_DASH: Final = "–"


def show_on_paper(
    table: pd.DataFrame,
    writers: Mapping[Any, Callable[[Any], str]] | None = None,
    missing: str = "",
    alt: str = "",
) -> None:
    """Put a table on the page that print and phones show; `site.css` then hides that of the screen.

    `writers` write the numbers of columns; `missing` stands where there is no value; `alt` says
    what the table holds.
    """
    st.html(paper_table(table, writers or {}, missing, alt))


def paper_table(
    table: pd.DataFrame,
    writers: Mapping[Any, Callable[[Any], str]],
    missing: str,
    alt: str = "",
) -> str:
    """Write the first `MOST_ROWS` rows as HTML, in which all text is text."""
    shown = table[:MOST_ROWS]
    is_wide = len(shown.columns) > _MANY_COLUMNS
    gap = _DASH if is_wide and missing else missing
    columns = [
        (str(title), writers.get(title), _texts(values, writers.get(title), gap))
        for title, values in shown.items()
    ]
    fits = _fits_a_phone([(title, *texts) for title, _, texts in columns])
    head = "".join(f"<th{_kind(title, write)}>{escape(title)}" for title, write, _ in columns)
    cells = [
        [f"<td{_kind(title, write)}>{escape(text)}" for text in texts]
        for title, write, texts in columns
    ]
    ids = next((title for title in (IDS, MODEL_IDS) if title in shown), None)
    if ids is not None and NAMES in shown:
        cells[list(shown.columns).index(NAMES)] = _linked(shown[NAMES], shown[ids])
    rows = "".join(f"<tr>{''.join(row)}" for row in zip(*cells, strict=True))
    left_out = len(table) - len(shown)
    notes = [
        f"{_DASH}: {missing}." if gap != missing and shown.isna().to_numpy().any() else "",
        f"{left_out:,} more rows stand in the files of this table." if left_out else "",
    ]
    kinds = ["on-paper", *["wide"] * is_wide, *["swiped"] * (not fits)]
    how = _how_to_see_all(len(shown), len(columns), fits=fits)
    return (
        f'<div class="{" ".join(kinds)}" role="region" tabindex="0" aria-label="{escape(alt)}">'
        f"{how}<table><thead><tr>{head}"
        f"<tbody>{rows}</table>{escape(' '.join(notes).strip())}</div>"
    )


def _how_to_see_all(rows: int, columns: int, *, fits: bool) -> str:
    """Say on a phone how much there is, where not all of it is seen at once; else nothing."""
    if not fits:
        how_many = f"{counted(rows, 'rows')}, {columns} columns"
        return f"<p>{how_many}: scroll and swipe, or turn the phone to sort.</p>"
    return f"<p>{rows} rows: scroll.</p>" if rows > _ROWS_AT_ONCE else ""


def _texts(values: pd.Series[Any], write: Callable[[Any], str] | None, missing: str) -> list[str]:
    return [
        missing if is_gap else (write or str)(value)
        for value, is_gap in zip(values, values.isna(), strict=True)
    ]


def _kind(title: str, write: Callable[[Any], str] | None) -> str:
    """Mark a column of numbers, which stand to the right, and one that stays in one line."""
    if write is not None:
        return ' class="number"'
    return ' class="one-line"' if title in IN_ONE_LINE else ""


def _linked(names: pd.Series[Any], ids: pd.Series[Any]) -> list[str]:
    return [
        f'<td><a href="model?id={quote(str(model_id), safe="")}">{escape(str(name))}</a>'
        for name, model_id in zip(names, ids, strict=True)
    ]


def _fits_a_phone(columns: list[tuple[str, ...]]) -> bool:
    """Whether all columns stand beside each other on a phone, with no word broken."""
    room = _LETTERS_ACROSS - _LETTERS_BETWEEN * len(columns)
    longest_words = (
        max(len(word) for text in texts for word in text.split() or [""]) for texts in columns
    )
    return len(columns) <= _COLUMNS_ACROSS or sum(longest_words) <= room
