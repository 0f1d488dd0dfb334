"""What changed in 30 days and what retires soon, in short, with the way to all of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.freshness import recent_days, unseen_since, why_no_history
from pages.shared.plain_text import model_link, plain
from pages.shared.retirement_table import none_retires, retirement_table, retiring
from pages.shared.site import CHANGES
from pages.shared.table import show_table
from pages.shared.view import events_of
from venice_data.catalog.wording import continued, counted
from venice_data.days import day_text
from venice_data.history.change_text import event_text
from venice_data.history.event_selection import EventFilter, net_moves

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.change_events import ChangeEvent, EventKind

_EVENTS_SHOWN: Final = 6
_COUNTED: Final[dict[str, tuple[EventKind, ...]]] = {
    "new models": ("new", "back"),
    "retired models": ("retired",),
}
_RETIREMENT_COLUMNS: Final = [
    "Model",
    "Retires (UTC)",
    "Replaced by",
    "Days left",
    "Type",
    "Id",
]


def show_recent_changes(view: View) -> None:
    """Count what happened to the matching models, and name the newest."""
    st.header(f"What changed {recent_days(view).in_words}", anchor=False)
    history = view.snapshot.history
    if history is None:
        st.caption(why_no_history(view.snapshot))
        return
    _show_events(view)
    st.page_link(CHANGES.script, label="All changes", icon=CHANGES.icon)


def show_retiring_soon(view: View) -> None:
    """List the matching models that will be removed, the next to go first."""
    st.header("What retires soon", anchor=False)
    leaving = retiring(view)
    if leaving.empty:
        st.markdown(f"{none_retires(view)}.")
    else:
        show_table(
            view,
            retirement_table(leaving)[_RETIREMENT_COLUMNS],
            name="overview_retiring",
            alt="Models with a removal date",
        )
    st.page_link(
        CHANGES.script,
        label=_way_to_retired(view, is_any_leaving=not leaving.empty),
        icon=":material/event_busy:",
        query_params={"changes_tab": "Retiring"},
    )


def _way_to_retired(view: View, *, is_any_leaving: bool) -> str:
    """Say what stands on the page of changes, with how many have gone since the list was made."""
    count = view.catalog.removed_count(view.now)
    gone = "Models already retired"
    if count:
        gone = f"{counted(count, 'models')} retired since {day_text(view.catalog.fetched_at)}"
    return f"Replacement prices, and {continued(gone)}" if is_any_leaving else gone


def _show_events(view: View) -> None:
    days = recent_days(view)
    recorded = events_of(view, EventFilter(view.applied, until=days.until))
    recent = [event for event in recorded if event.observed_at.date() >= days.since]
    if recent:
        _show_counts(recent)
        _list(recent, view)
    elif recorded:
        st.caption(f"No change. The latest, up to {day_text(recorded[0].observed_at)}:")
        _list(recorded, view)
    else:
        st.caption("No change has been recorded for the matching models.")
    if day := unseen_since(view):
        st.caption(f"What changed after {day} is not known: no newer list could be fetched.")


def _show_counts(events: list[ChangeEvent]) -> None:
    happened = Counter(event.kind for event in events)
    moves = net_moves(events)
    rises = sum(net.move.direction > 0 for net in moves)
    counts = {"price rises": rises, "price cuts": len(moves) - rises}
    counts |= {label: sum(happened[kind] for kind in kinds) for label, kinds in _COUNTED.items()}
    st.markdown(" · ".join(f"**{count}** {label}" for label, count in counts.items()))


def _list(events: list[ChangeEvent] | tuple[ChangeEvent, ...], view: View) -> None:
    lines = [
        f"- {event.observed_at.day} {event.observed_at:%B} · "
        f"**{model_link(event.model_id, event.name)}**: {plain(event_text(event, view.currency))}"
        for event in events[:_EVENTS_SHOWN]
    ]
    st.markdown("\n".join(lines))
