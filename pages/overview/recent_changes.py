"""What changed in 30 days: how much moved, the newest of it, and the way to all of it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.site import CHANGES
from venice_data.days import day_text
from venice_data.history.change_text import event_text
from venice_data.history.event_selection import DAYS_OF_LATE, EventFilter, selected_events

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.change_events import ChangeEvent, EventKind
    from venice_data.history.price_history import PriceHistory

_SHOWN: Final = 6
_COUNTED: Final[dict[str, tuple[EventKind, ...]]] = {
    "price rises": ("price up",),
    "price cuts": ("price down",),
    "other price changes": ("prices changed",),
    "new models": ("new", "back"),
    "retired models": ("retired",),
}


def show(view: View) -> None:
    """Count what happened to the models that remain, and name the newest."""
    st.subheader(f"What changed in {DAYS_OF_LATE} days", anchor=False)
    history = view.snapshot.history
    if history is None:
        reason = view.snapshot.history_failure or "it is still being read"
        st.caption(f"The history is unavailable: {plain(reason)}.")
        return
    _show_entries(view, history)
    st.page_link(CHANGES.script, label="All changes", icon=CHANGES.icon)


def _show_entries(view: View, history: PriceHistory) -> None:
    today = view.now.date()
    since = today - timedelta(days=DAYS_OF_LATE)
    until_today = selected_events(history, EventFilter(view.applied, until=today))
    recent = [entry for entry in until_today if entry.observed_at.date() > since]
    if recent:
        _show_counts(recent)
        _list(recent, view)
    elif until_today:
        st.caption(
            f"Nothing was recorded since {day_text(since)}. What was recorded last, "
            f"up to {day_text(until_today[0].observed_at)}:"
        )
        _list(until_today, view)
    else:
        st.caption("No change was ever recorded for the models that remain.")


def _show_counts(entries: list[ChangeEvent]) -> None:
    happened = Counter(entry.kind for entry in entries)
    counts = {label: sum(happened[kind] for kind in kinds) for label, kinds in _COUNTED.items()}
    st.markdown(" · ".join(f"**{count}** {label}" for label, count in counts.items()))


def _list(entries: list[ChangeEvent] | tuple[ChangeEvent, ...], view: View) -> None:
    lines = [
        f"- {entry.observed_at.day} {entry.observed_at:%B} · **{plain(entry.name)}**: "
        f"{plain(event_text(entry, view.currency))}"
        for entry in entries[:_SHOWN]
    ]
    st.markdown("\n".join(lines))
