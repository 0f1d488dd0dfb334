"""Change events as people read them: rows by day, alike ones together, and a table of prices."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.changes.models_over_time import show_way_to_prices
from pages.shared.plain_text import plain
from venice_data.catalog.model_types import model_type
from venice_data.catalog.names import short_name
from venice_data.history.change_text import detail_text, event_lines, event_text, gap_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pages.shared.view import View
    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent, EventKind, PriceMove
    from venice_data.history.price_history import PriceHistory


_MOVES_IN_A_ROW: Final = 3
_FEWEST_ALIKE: Final = 3


@dataclass(frozen=True)
class _Look:
    icon: str
    color: str


# Colours as on the chart; the icon and the word say the same.
_LOOKS: Final[dict[EventKind, _Look]] = {
    "price up": _Look("trending_up", "orange"),
    "price down": _Look("trending_down", "blue"),
    "prices changed": _Look("swap_vert", "gray"),
    "new": _Look("add_circle", "green"),
    "back": _Look("undo", "green"),
    "retired": _Look("logout", "violet"),
    "retiring": _Look("event_busy", "violet"),
    "details": _Look("edit_note", "gray"),
}


def rows_of(entries: Sequence[ChangeEvent], currency: Currency) -> list[list[ChangeEvent]]:
    """Put entries, the newest first, into rows: one each, or several that say the same.

    Those are of one instant, hold no prices and details, and are three or more.
    """
    return [row for alike in _alike(entries, currency) for row in _in_one_row_or_each(alike)]


def show_rows(
    rows: Sequence[Sequence[ChangeEvent]], limit: int, view: View, history: PriceHistory
) -> None:
    """Draw the first rows, each under the day on which it was seen and what else that day had."""
    priced = set(history.prices["model_id"])
    kinds = _kinds_by_day(rows)
    for day, of_day in groupby(rows[:limit], key=_day_of):
        st.markdown(f"**{day:%-d %B %Y}** :small[:gray[{_kinds_text(kinds[day])}]]")
        with st.container(gap="xsmall"):
            for row in of_day:
                if len(row) > 1:
                    _show_alike(row)
                else:
                    _show_entry(row[0], view.currency, has_prices=row[0].model_id in priced)


def _alike(entries: Iterable[ChangeEvent], currency: Currency) -> Iterator[list[ChangeEvent]]:
    """Group entries of one instant that say the same and hold nothing more."""
    groups: dict[tuple[object, ...], list[ChangeEvent]] = {}
    for entry in entries:
        is_bare = not entry.moves and not entry.details
        own = () if is_bare else (entry.event_id,)
        said = (entry.observed_at, entry.kind, event_text(entry, currency), *own)
        groups.setdefault(said, []).append(entry)
    yield from groups.values()


def _in_one_row_or_each(alike: list[ChangeEvent]) -> list[list[ChangeEvent]]:
    return [alike] if len(alike) >= _FEWEST_ALIKE else [[entry] for entry in alike]


def _day_of(row: Sequence[ChangeEvent]) -> date:
    return row[0].observed_at.date()


def _kinds_by_day(rows: Sequence[Sequence[ChangeEvent]]) -> dict[date, Counter[EventKind]]:
    kinds: dict[date, Counter[EventKind]] = defaultdict(Counter)
    for row in rows:
        kinds[_day_of(row)].update(entry.kind for entry in row)
    return kinds


def _kinds_text(kinds: Counter[EventKind]) -> str:
    return " · ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _show_alike(entries: Sequence[ChangeEvent]) -> None:
    first = entries[0]
    ids = ", ".join(entry.model_id for entry in entries)
    plural = model_type(first.model_type).plural
    st.markdown(
        f"{_badge(first.kind)} **{len(entries)} {plain(plural)}**: {plain(ids)}  \n"
        f"{_small_print(first, '')}"
    )


def _show_entry(entry: ChangeEvent, currency: Currency, *, has_prices: bool) -> None:
    told, ways = st.columns([4, 1], vertical_alignment="center")
    told.markdown(
        f"{_badge(entry.kind)} **{plain(short_name(entry.name))}** "
        f"{plain(event_text(entry, currency))}  \n"
        f"{_small_print(entry, entry.model_id)}"
    )
    with ways.container(horizontal=True, gap="small"):
        if len(entry.moves) > _MOVES_IN_A_ROW:
            with st.popover(f"All {len(entry.moves)} prices", type="tertiary"):
                st.markdown("\n".join(f"- {plain(line)}" for line in event_lines(entry, currency)))
        if has_prices:
            show_way_to_prices(entry)


def _badge(kind: EventKind) -> str:
    look = _LOOKS[kind]
    return f":{look.color}-badge[:material/{look.icon}: {kind}]"


def _small_print(entry: ChangeEvent, model_id: str) -> str:
    parts = [f"{entry.observed_at:%H:%M} UTC", model_id, gap_text(entry)]
    return f":small[:gray[{' · '.join(plain(part) for part in parts if part)}]]"


MONEY_COLUMNS = ("Old price", "New price")
PERCENT_COLUMNS = ("Change",)


def moves_table(entries: Iterable[ChangeEvent], currency: Currency) -> pd.DataFrame:
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


def _rows(entry: ChangeEvent, currency: Currency) -> Iterator[tuple[object, ...]]:
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
