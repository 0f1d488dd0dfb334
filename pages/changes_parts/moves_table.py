"""Entries as a table: one row a price that moved, one for an entry in which none did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from venice_data.history.change_words import detail_text, gap_text
from venice_data.model_types import model_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from venice_data.catalog import Currency
    from venice_data.history.entries import Entry, PriceMove

MONEY_COLUMNS = ("Old price", "New price")
PERCENT_COLUMNS = ("Change",)


def moves_table(entries: Iterable[Entry], currency: Currency) -> pd.DataFrame:
    """Return every price that moved and every other change, in the order of the entries."""
    rows = [row for entry in entries for row in _rows(entry, currency)]
    columns = [
        "Observed at (UTC)",
        "Model",
        "Id",
        "Type",
        "Kind",
        "Price of",
        *MONEY_COLUMNS,
        *PERCENT_COLUMNS,
        "Unit",
        "Currency",
        "Details",
    ]
    numbers = dict.fromkeys([*MONEY_COLUMNS, *PERCENT_COLUMNS], "float64")
    texts = dict.fromkeys([name for name in columns if name not in numbers], "str")
    return pd.DataFrame(rows, columns=columns).astype(numbers | texts)


def _rows(entry: Entry, currency: Currency) -> Iterator[tuple[object, ...]]:
    about = (
        f"{entry.observed_at:%Y-%m-%d %H:%M:%S}",
        entry.name,
        entry.model_id,
        model_type(entry.model_type).label,
        entry.kind,
    )
    details = "; ".join(filter(None, [*map(detail_text, entry.details), gap_text(entry)]))
    for move in entry.moves:
        yield *about, *_cells(move, currency), details
    if not entry.moves:
        yield *about, "", None, None, None, "", "", details


def _cells(move: PriceMove, currency: Currency) -> tuple[object, ...]:
    before, after = move.amounts(currency)
    return move.label, before, after, move.share(currency), f"per {move.unit}", currency.upper()
