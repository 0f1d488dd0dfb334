"""The one date control: every page can show the prices of a past day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from venice_data.history.price_history import catalog_at, end_of

if TYPE_CHECKING:
    from venice_data.history.price_history import PriceHistory
    from venice_data.live.store import Snapshot

IN_LINK: Final = "as_of"
QUOTES_ARE_TODAYS: Final = (
    "Quotes are always today's: Venice gives none for a past day, and none is recorded."
)
_LINK_READ: Final = "as_of_link_was_read"
_IGNORED: Final = "as_of_ignored_from_link"


def choose(history: PriceHistory | None) -> date | None:
    """Draw the date control; return the past day that is chosen, None for today."""
    today = datetime.now(UTC).date()
    oldest = history.oldest.date() if history else today
    _read_link_once(oldest, today)
    chosen = st.date_input(
        "Prices as of the end of",
        value=None,
        min_value=oldest,
        max_value=today,
        key=IN_LINK,
        bind="query-params",
        format="YYYY-MM-DD",
        disabled=history is None,
        help="Every page then shows the list of that day, in UTC. Empty: today's."
        if history
        else "The history is not there; the page Changes says why.",
    )
    return None if history is None or chosen == today else chosen


def turn_back(snapshot: Snapshot, day: date | None) -> tuple[Snapshot, datetime]:
    """Return what there was at the end of a day, and that instant; without a day, what is now."""
    if day is None or snapshot.history is None:
        return snapshot, datetime.now(UTC)
    instant = end_of(day)
    return replace(snapshot, catalog=catalog_at(snapshot.history, instant)), instant


def ignored_from_link() -> list[str]:
    """Return the day that the visitor's link names and that cannot be shown, as `name=value`."""
    ignored: list[str] = st.session_state.get(_IGNORED, [])
    return ignored


def forget() -> None:
    """Go back to today; for use as a widget's callback."""
    st.session_state[IN_LINK] = None


def _read_link_once(oldest: date, newest: date) -> None:
    """Keep note of a day that cannot be shown; the control drops it without a word."""
    if _LINK_READ in st.session_state:
        return
    st.session_state[_LINK_READ] = True
    st.session_state[_IGNORED] = [
        f"{IN_LINK}={given} (a day from {oldest} to {newest} can be shown)"
        for given in st.query_params.get_all(IN_LINK)
        if not _is_day_between(given, oldest, newest)
    ]


def _is_day_between(given: str, oldest: date, newest: date) -> bool:
    try:
        return oldest <= date.fromisoformat(given) <= newest
    except ValueError:
        return False
