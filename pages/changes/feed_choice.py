"""Which changes are asked for: the sidebar's filters, kinds, and a period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import day_of_control, in_link
from pages.shared.plain_text import plain
from venice_data.catalog.filters import FILTERS, Filters
from venice_data.days import day_text
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.event_selection import ChangeQuery, EventFilter, selected_events
from venice_data.link_values import Choices

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.price_history import PriceHistory

KINDS_IN_LINK: Final = "changes_kind"
FROM_IN_LINK: Final = "changes_from"
TO_IN_LINK: Final = "changes_to"
_OWN_CONDITIONS: Final = {"kinds": "the kinds", "since": "the beginning", "until": "the end"}


def choose(view: View) -> EventFilter:
    """Ask for kinds and a period; return them with the filters of the sidebar."""
    # Folded, so that on a phone the newest change is near; a popover would lose a typed date.
    with st.expander("Kinds and period", icon=":material/tune:", key="changes_choice"):
        kinds_column, from_column, to_column = st.columns([4, 1, 1], vertical_alignment="top")
        kinds = kinds_column.pills(
            "Kinds of change",
            EVENT_KINDS,
            selection_mode="multi",
            wrap=True,
            help="Choose none to see all. “prices changed”: some prices rose and others fell, "
            "or a price was added or removed.",
            **in_link(KINDS_IN_LINK, Choices(EVENT_KINDS)),
        )
        since = from_column.date_input(
            "From (UTC)",
            value=None,
            format="YYYY-MM-DD",
            **in_link(FROM_IN_LINK, day_of_control()),
        )
        until = to_column.date_input(
            "To, included",
            value=None,
            format="YYYY-MM-DD",
            **in_link(TO_IN_LINK, day_of_control()),
        )
    return EventFilter(filters=view.applied, kinds=tuple(kinds), since=since, until=until)


def say_what_is_chosen(choice: EventFilter) -> None:
    """Say which kinds and which period are shown, which may be folded away."""
    own = ChangeQuery(replace(choice, filters=Filters()))
    st.caption(f"Shown: {plain(own.in_words() or 'all kinds, all days')}.", width="content")


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
        f"The period begins on {day_text(choice.since)}, after its end on "
        f"{day_text(choice.until)}: it contains no day. Choose an earlier beginning.",
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
        f"without {condition}, {count} would match"
        for condition, count in sorted(counts.items(), key=lambda item: -item[1])
        if count
    ]
    remedy = (
        f"Loosen one: {'; '.join(advice)}."
        if advice
        else "Removing one condition is not enough: clear the filters, the kinds and the period."
        if counts
        else "Nothing has changed since the first list was recorded."
    )
    st.warning(f"No matching change. {remedy}", icon=":material/search_off:")


def say_as_of_when_filters_read(choice: EventFilter) -> None:
    """Say as of when some filters read a model."""
    if any(FILTERS[condition].changes_over_time for condition in choice.filters.active()):
        st.caption("These filters read each model as it was recorded last.")


def _loosened(choice: EventFilter) -> dict[str, EventFilter]:
    """Return the choice without each of its conditions, by what that condition is called."""
    filters = {
        FILTERS[condition].in_advice: replace(choice, filters=choice.filters.without(condition))
        for condition in choice.filters.active()
    }
    own = {
        in_advice: replace(choice, **{condition: getattr(EventFilter(), condition)})
        for condition, in_advice in _OWN_CONDITIONS.items()
        if getattr(choice, condition)
    }
    return filters | own
