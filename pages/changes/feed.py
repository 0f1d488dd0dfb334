"""The feed: how much changed in a period, each change in words, how many a week, all as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlencode, urljoin

import pandas as pd
import streamlit as st

from pages.changes import largest_moves
from pages.changes.charts import KINDS_BY_COLOR, weekly_activity
from pages.changes.feed_choice import (
    choose,
    is_reversed,
    say_as_of_when_filters_read,
    say_what_is_chosen,
    say_what_to_loosen,
    up_to_the_day_shown,
)
from pages.changes.feed_rows import rows_of, show_rows
from pages.shared.figure import show_figure
from pages.shared.prices_over_time import last_look
from pages.shared.table import show_folded_table, titled
from pages.shared.view import View, events_of, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.days import day_text
from venice_data.history.atom_feed import FEED_ADDRESS
from venice_data.history.change_text import detail_text, gap_text
from venice_data.history.event_selection import (
    ChangeQuery,
    EventFilter,
    activity_of,
    weekly_counts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pages.shared.chart_template import Drawing
    from pages.shared.table import Holds
    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent, PriceMove
    from venice_data.history.price_history import PriceHistory

_FIRST: Final = 10
_STEP: Final = 30
_SHOWN: Final = "changes_shown"
_NARROWEST_TILE_PIXELS: Final = 130
_BAR: Final = timedelta(days=6, hours=6)
_NUMBER_COLUMNS: Final[dict[str, Holds]] = {
    "Old price": "price",
    "New price": "price",
    "Change": "change",
}


def show(view: View, history: PriceHistory) -> None:
    """Count, list and draw the changes that are asked for."""
    picture = st.container()  # above the choices: the answer comes first
    asked_for = choose(view)
    with st.container(horizontal=True, vertical_alignment="center"):
        say_what_is_chosen(asked_for)
        _show_way_to_feed(ChangeQuery(asked_for, view.currency))
    choice = up_to_the_day_shown(asked_for, view)
    say_as_of_when_filters_read(choice)
    if is_reversed(choice):
        return
    with picture:
        largest_moves.show(view, history, choice)
    events = events_of(view, choice)
    if events:
        _show_newest(view, choice)
        _show_table(view, events)
    else:
        say_what_to_loosen(history, choice)
    _show_counts(events_of(view, replace(choice, kinds=())), choice, view, history)
    if events:
        _show_weeks(view, choice)


def _show_counts(
    events: Sequence[ChangeEvent], choice: EventFilter, view: View, history: PriceHistory
) -> None:
    activity = activity_of(events)
    st.header("How much changed", anchor=False)
    grid = st.grid(5, min_column_width=_NARROWEST_TILE_PIXELS, border=True)
    grid.metric("Prices up", activity.went_up, icon=":material/trending_up:")
    grid.metric("Prices down", activity.went_down, icon=":material/trending_down:")
    grid.metric("Added", activity.added, icon=":material/add_circle:", help="New or listed again.")
    grid.metric("Removed", activity.removed, icon=":material/logout:")
    grid.metric(
        "Others",
        activity.others,
        icon=":material/edit_note:",
        help="Prices up and down at once, retirements announced, and details such as capabilities.",
    )
    first = max(choice.since or history.oldest.date(), history.oldest.date())
    newest = last_look(view, history).date()
    last = min(choice.until or newest, newest)
    st.caption(
        f"From {day_text(first)} to {day_text(last)}, counting all kinds of change. "
        "Changes to one model at the same time count once."
    )


class _Weeks(NamedTuple):
    """The changes by week, as they are drawn and as a table, and how many there are in all."""

    drawing: Drawing
    table: pd.DataFrame
    changes: int


@once_per_view
def _weeks(view: View, choice: EventFilter) -> _Weeks:
    events = events_of(view, choice)
    weeks = weekly_counts(events)
    drawn = weeks.assign(
        week_end=weeks["week"] + _BAR,
        week_text=weeks["week"].map(day_text),
        place=weeks["kind"].map(KINDS_BY_COLOR.index),
    )
    table = weeks.assign(week=weeks["week"].dt.strftime("%Y-%m-%d"))
    return _Weeks(weekly_activity(drawn), table, len(events))


def _show_weeks(view: View, choice: EventFilter) -> None:
    weeks = _weeks(view, choice)
    st.header("Changes by week", anchor=False)
    columns = {"week": "Week from (UTC)", "kind": "Kind", "count": "Changes"}
    show_figure(
        view,
        weeks.drawing,
        partial(titled, weeks.table, columns),
        name="changes_weeks",
        takeaway=f"Changes per week by kind, {weeks.changes:,} in all",
        source="Source: Venice's model list, as it was recorded. Click a kind to see it alone.",
    )


def _show_way_to_feed(query: ChangeQuery) -> None:
    st.link_button(
        "Follow in a feed reader (Atom)",
        feed_address(query, st.context.url),
        icon=":material/rss_feed:",
        type="tertiary",
        help="A feed of the changes selected here. Chat tools such as Slack read it too.",
    )


def feed_address(query: ChangeQuery, page_url: str | None) -> str:
    """Return where the feed of the same changes is, whole where the page's address is known."""
    parameters = urlencode(query.parameters(), quote_via=quote)
    address = f"{FEED_ADDRESS}?{parameters}" if parameters else FEED_ADDRESS
    return urljoin((page_url or "").rstrip("/"), address)


@once_per_view
def _rows(view: View, choice: EventFilter) -> list[list[ChangeEvent]]:
    return rows_of(events_of(view, choice), view.currency)


def _show_newest(view: View, choice: EventFilter) -> None:
    shown: int = st.session_state.get(_SHOWN, _FIRST)
    rows = _rows(view, choice)
    show_rows(rows, shown, view.currency)
    remaining = len(rows) - shown
    if remaining > 0:
        st.button(
            f"Show {min(_STEP, remaining)} more of {remaining}",
            icon=":material/expand_more:",
            key="changes_more",
            on_click=_show_more,
        )


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _FIRST) + _STEP


def _show_table(view: View, events: Sequence[ChangeEvent]) -> None:
    show_folded_table(
        view,
        partial(_moves_table, events, view.currency),
        name="changes_feed",
        label=f"All {len(events):,} changes as a table and files",
        alt="Every price that moved and every other change, the newest first",
        holds=_NUMBER_COLUMNS,
        missing="–",
    )


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
        f"{event.observed_at:%Y-%m-%d %H:%M:%S}",
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
