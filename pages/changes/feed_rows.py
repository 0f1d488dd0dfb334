"""The rows of the feed: changes in words under their days, alike ones together; and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.plain_text import model_link, plain, small
from pages.shared.table import show_folded_table
from pages.shared.view import View, events_of, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.catalog.names import short_name
from venice_data.days import INSTANT_FORMAT, day_text
from venice_data.history.change_text import (
    detail_text,
    event_lines,
    event_text,
    event_title,
    gap_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pages.shared.downloads import Holds
    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent, EventKind, PriceMove
    from venice_data.history.event_selection import EventFilter

_MOVES_IN_A_ROW: Final = 3
_FEWEST_ALIKE: Final = 3
_FIRST: Final = 10
_STEP: Final = 30
_SHOWN: Final = "changes_shown"
_NUMBER_COLUMNS: Final[dict[str, Holds]] = {
    "Old price": "price",
    "New price": "price",
    "Change": "change",
}


@dataclass(frozen=True)
class _Badge:
    icon: str
    color: str


# Colours near those of the charts, see the theme's; the icon and the word say the same.
_BADGES: Final[dict[EventKind, _Badge]] = {
    "price up": _Badge("trending_up", "red"),
    "price down": _Badge("trending_down", "green"),
    "prices changed": _Badge("swap_vert", "blue"),
    "new": _Badge("add_circle", "yellow"),
    "back": _Badge("undo", "yellow"),
    "retired": _Badge("logout", "violet"),
    "retiring": _Badge("event_busy", "violet"),
    "details": _Badge("edit_note", "gray"),
}


def newest_in_words(events: Sequence[ChangeEvent], currency: Currency) -> str:
    """Say of the first of some changes, the newest, when it was seen and what it is."""
    newest = events[0]
    return f"seen on {day_text(newest.observed_at)}: {event_title(newest, currency)}"


def show_newest(view: View, choice: EventFilter) -> None:
    """Draw the newest of the changes, and offer more of them."""
    shown: int = st.session_state.get(_SHOWN, _FIRST)
    rows = _rows(view, choice)
    _show_rows(rows, shown, view.currency)
    remaining = len(rows) - shown
    if remaining > 0:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                f"Show {min(_STEP, remaining)} more rows",
                icon=":material/expand_more:",
                key="changes_more",
                on_click=_show_more,
            )
            st.caption(
                f"{shown} of {len(rows)} rows are shown, which hold {sum(map(len, rows)):,} "
                "changes: alike ones share a row.",
                width="content",
            )


def show_as_table(view: View, events: Sequence[ChangeEvent]) -> None:
    """Offer all of the changes as a table and files."""
    show_folded_table(
        view,
        partial(_moves_table, events, view.currency),
        name="changes_feed",
        label=f"All {len(events):,} changes as a table and files",
        alt="Every price that moved and every other change, the newest first",
        holds=_NUMBER_COLUMNS,
        missing="–",
    )


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _FIRST) + _STEP


@once_per_view
def _rows(view: View, choice: EventFilter) -> list[list[ChangeEvent]]:
    return _rows_of(events_of(view, choice), view.currency)


def _rows_of(events: Sequence[ChangeEvent], currency: Currency) -> list[list[ChangeEvent]]:
    """Put events, the newest first, into rows: one each, or several that say the same.

    Those are of one instant, hold no prices and details, and are three or more.
    """
    return [row for alike in _alike(events, currency) for row in _in_one_row_or_each(alike)]


def _show_rows(rows: Sequence[Sequence[ChangeEvent]], limit: int, currency: Currency) -> None:
    """Draw the first rows, each under the day on which it was seen and what else that day had."""
    kinds = _kinds_by_day(rows)
    with st.container(key="changes_rows"):
        for day, of_day in groupby(rows[:limit], key=_day_of):
            head = f"**{day_text(day)}** {small(_kinds_text(kinds[day]))}"
            _show_day(head, of_day, currency)


def _show_day(head: str, rows: Iterable[Sequence[ChangeEvent]], currency: Currency) -> None:
    """Draw a day as one text, which only ends sooner below a row whose prices do not fit it."""
    texts = [head]
    for row in rows:
        texts.append(_alike_in_words(row) if len(row) > 1 else _in_words(row[0], currency))
        if len(row[0].moves) > _MOVES_IN_A_ROW:
            _show_texts(texts)
            _offer_all_prices(row[0], currency)
            texts = []
    if texts:
        _show_texts(texts)


def _show_texts(paragraphs: Sequence[str]) -> None:
    st.markdown("\n\n".join(paragraphs))


def _alike(events: Iterable[ChangeEvent], currency: Currency) -> Iterator[list[ChangeEvent]]:
    """Group events of one instant that say the same and hold nothing more."""
    groups: dict[tuple[object, ...], list[ChangeEvent]] = {}
    for event in events:
        is_bare = not event.moves and not event.details
        own = () if is_bare else (event.event_id,)
        likeness = (event.observed_at, event.kind, event_text(event, currency), *own)
        groups.setdefault(likeness, []).append(event)
    yield from groups.values()


def _in_one_row_or_each(alike: list[ChangeEvent]) -> list[list[ChangeEvent]]:
    return [alike] if len(alike) >= _FEWEST_ALIKE else [[event] for event in alike]


def _day_of(row: Sequence[ChangeEvent]) -> date:
    return row[0].observed_at.date()


def _kinds_by_day(rows: Sequence[Sequence[ChangeEvent]]) -> dict[date, Counter[EventKind]]:
    kinds: dict[date, Counter[EventKind]] = defaultdict(Counter)
    for row in rows:
        kinds[_day_of(row)].update(event.kind for event in row)
    return kinds


def _kinds_text(kinds: Counter[EventKind]) -> str:
    return " · ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _alike_in_words(events: Sequence[ChangeEvent]) -> str:
    first = events[0]
    ids = ", ".join(model_link(event.model_id, event.model_id) for event in events)
    plural = model_type(first.model_type).plural
    return (
        f"{_badge(first.kind)} **{len(events)} {plain(plural)}**: {ids}  \n"
        f"{_small_print(first, '')}"
    )


def _in_words(event: ChangeEvent, currency: Currency) -> str:
    return (
        f"{_badge(event.kind)} **{model_link(event.model_id, short_name(event.name))}** "
        f"{plain(event_text(event, currency))}  \n"
        f"{_small_print(event, event.model_id)}"
    )


def _offer_all_prices(event: ChangeEvent, currency: Currency) -> None:
    with st.popover(f"All {len(event.moves)} prices", type="tertiary"):
        st.markdown("\n".join(f"- {plain(line)}" for line in event_lines(event, currency)))


def _badge(kind: EventKind) -> str:
    badge = _BADGES[kind]
    return f":{badge.color}-badge[:material/{badge.icon}: {kind}]"


def _small_print(event: ChangeEvent, model_id: str) -> str:
    parts = [f"{event.observed_at:%H:%M} UTC", model_id, gap_text(event)]
    return small(" · ".join(plain(part) for part in parts if part))


def _moves_table(events: Sequence[ChangeEvent], currency: Currency) -> pd.DataFrame:
    """Return every price that moved and every other change, in the order of the events."""
    rows = [row for event in events for row in _rows_of_table(event, currency)]
    columns = [
        "Observed at (UTC)",
        "Model",
        "Id",
        "Type",
        "Kind",
        "Price of",
        *_NUMBER_COLUMNS,
        "Unit",
        "Currency",
        "Details",
    ]
    numbers = dict.fromkeys(_NUMBER_COLUMNS, "float64")
    texts = dict.fromkeys([name for name in columns if name not in numbers], "str")
    return pd.DataFrame(rows, columns=columns).astype(numbers | texts)


def _rows_of_table(event: ChangeEvent, currency: Currency) -> Iterator[tuple[object, ...]]:
    about = (
        f"{event.observed_at:{INSTANT_FORMAT}:%S}",
        event.name,
        event.model_id,
        model_type(event.model_type).label,
        event.kind,
    )
    details = "; ".join(filter(None, [*map(detail_text, event.details), gap_text(event)]))
    for move in event.moves:
        yield *about, *_prices_of(move, currency), details
    if not event.moves:
        yield *about, "", None, None, None, "", "", details


def _prices_of(move: PriceMove, currency: Currency) -> tuple[object, ...]:
    before, after = move.amounts(currency)
    return move.label, before, after, move.share(currency), f"per {move.unit}", currency.upper()
