"""Which changes are asked for: the sidebar's filters, kinds, and a period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import (
    forget_ignored,
    read_choices,
    read_day,
    say_what_is_ignored,
)
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.event_selection import EventFilter, selected_events

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.price_history import PriceHistory

KINDS_IN_LINK: Final = "changes_kind"
FROM_IN_LINK: Final = "changes_from"
TO_IN_LINK: Final = "changes_to"
_LABELS: Final = {
    "types": "the type",
    "capabilities": "the capabilities",
    "privacy": "privacy",
    "min_context_tokens": "the context window",
    "search": "the search",
    "kinds": "the kinds",
    "since": "the beginning",
    "until": "the end",
}
_RECORDED_LATE: Final = ("capabilities", "privacy", "min_context_tokens")


def choose(view: View) -> EventFilter:
    """Ask for kinds and a period; return them with the filters of the sidebar."""
    read_choices(KINDS_IN_LINK, EVENT_KINDS)
    read_day(FROM_IN_LINK)
    read_day(TO_IN_LINK)
    say_what_is_ignored(KINDS_IN_LINK, FROM_IN_LINK, TO_IN_LINK)
    kinds_column, from_column, to_column = st.columns([4, 1, 1], vertical_alignment="top")
    kinds = kinds_column.pills(
        "Kinds of change",
        EVENT_KINDS,
        selection_mode="multi",
        wrap=True,
        key=KINDS_IN_LINK,
        bind="query-params",
        on_change=forget_ignored,
        help="None chosen means all. “prices changed” is up for one price and down for another, "
        "or a price that is new or no longer listed.",
    )
    since = from_column.date_input(
        "From (UTC)",
        value=None,
        key=FROM_IN_LINK,
        bind="query-params",
        format="YYYY-MM-DD",
        on_change=forget_ignored,
    )
    until = to_column.date_input(
        "To, included",
        value=None,
        key=TO_IN_LINK,
        bind="query-params",
        format="YYYY-MM-DD",
        on_change=forget_ignored,
    )
    return EventFilter(filters=view.applied, kinds=tuple(kinds), since=since, until=until)


def up_to_the_day_shown(choice: EventFilter, view: View) -> EventFilter:
    """Let the feed end at the past day that the page shows."""
    if view.day is None:
        return choice
    return replace(choice, until=min(view.day, choice.until or view.day))


def is_reversed(choice: EventFilter) -> bool:
    """Return whether the period ends before it begins; then it says so."""
    if choice.since is None or choice.until is None or choice.since <= choice.until:
        return False
    st.warning(
        f"The period begins on {choice.since:%-d %B %Y}, after its end on "
        f"{choice.until:%-d %B %Y}: nothing can lie in it. Choose an earlier beginning.",
        icon=":material/event_busy:",
    )
    return True


def say_what_to_loosen(history: PriceHistory, choice: EventFilter) -> None:
    """Say which single condition, taken away, would let changes through."""
    counts = {
        condition: len(selected_events(history, loosened))
        for condition, loosened in _loosened(choice).items()
    }
    advice = [
        f"without {_LABELS[condition]}, {count} would be there"
        for condition, count in sorted(counts.items(), key=lambda item: -item[1])
        if count
    ]
    remedy = (
        f"Loosen one: {'; '.join(advice)}."
        if advice
        else "No single condition is to blame: clear the filters, the kinds and the period."
        if counts
        else "Nothing has changed since the first list was recorded."
    )
    st.warning(f"No change meets this. {remedy}", icon=":material/search_off:")


def say_what_was_recorded_late(history: PriceHistory, choice: EventFilter) -> None:
    """Say that some filters leave out models of which too little was recorded."""
    if set(choice.filters.active()) & set(_RECORDED_LATE):
        st.caption(
            "Capabilities, privacy and context windows are recorded since "
            f"{history.facts_since:%-d %B %Y}: these filters leave out models that had left "
            "before, and read the others as they were recorded last."
        )


def _loosened(choice: EventFilter) -> dict[str, EventFilter]:
    """Return the choice without each of its conditions, by the name of that condition."""
    filters = {
        condition: replace(choice, filters=choice.filters.without(condition))
        for condition in choice.filters.active()
    }
    own = {
        condition: replace(choice, **{condition: getattr(EventFilter(), condition)})
        for condition in ("kinds", "since", "until")
        if getattr(choice, condition)
    }
    return filters | own
