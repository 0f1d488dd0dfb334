"""The feed: how much changed in a period, each change in words, how many a week, all as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import streamlit as st

from pages.changes import largest_moves
from pages.changes.charts import GROUPS_BY_COLOR, weekly_activity
from pages.changes.feed_rows import newest_in_words, show_as_table, show_newest
from pages.shared.figure import show_figure
from pages.shared.freshness import last_look
from pages.shared.link_state import day_of_control, in_link
from pages.shared.plain_text import plain
from pages.shared.site_links import whole_address
from pages.shared.table import titled
from pages.shared.view import View, events_of, once_per_view
from venice_data.catalog.filters import FILTERS, Filters
from venice_data.days import day_text
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.event_selection import EventFilter, activity_of, weekly_counts
from venice_data.link_values import Choices
from venice_data.served.asking import with_parameters
from venice_data.served.changes_feed import FEED_ADDRESS
from venice_data.served.queries import FROM_IN_LINK, KINDS_IN_LINK, TO_IN_LINK, ChangeQuery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from pages.shared.chart_template import Drawing
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.price_history import PriceHistory

_NARROWEST_TILE_PIXELS: Final = 130
_BAR: Final = timedelta(days=6, hours=6)
# The words of the counts; all else are other changes.
_GROUPS: Final = {
    "price up": "prices up",
    "price down": "prices down",
    "new": "added",
    "back": "added",
    "retired": "retired",
}
_OWN_CONDITIONS: Final = {"kinds": "the kinds", "since": "the beginning", "until": "the end"}


def show(view: View, history: PriceHistory) -> None:
    """Count, list and draw the changes that are asked for."""
    picture = st.container()  # above the choices: the answer comes first
    asked_for = _choose(view)
    with st.container(horizontal=True, vertical_alignment="center"):
        _say_what_is_chosen(asked_for)
        _show_way_to_feed(ChangeQuery(asked_for, view.currency))
    choice = up_to_last_look(asked_for, view)
    _say_as_of_when_filters_read(choice)
    if _is_reversed(choice):
        return
    events = events_of(view, choice)
    with picture:
        below_heading = largest_moves.show(view, history, choice)
    if events:
        with below_heading:  # on the first screen of a phone
            _say_newest(view, choice)
        show_newest(view, choice)
        show_as_table(view, events)
    else:
        _say_what_to_loosen(view, asked_for)
    _show_counts(events_of(view, replace(choice, kinds=())), choice, view, history)
    if events:
        _show_weeks(view, choice)


def _say_newest(view: View, choice: EventFilter) -> None:
    """Say what changed last, and which price rose last and fell last, each in a line."""
    events = events_of(view, choice)
    newest = {
        "Newest change": events[:1],
        "Last rise": [event for event in events if event.kind == "price up"],
        "Last fall": [event for event in events if event.kind == "price down"],
    }
    lines = [
        f"{what}, {plain(newest_in_words(of_kind, view.currency))}."
        for what, of_kind in newest.items()
        if of_kind
    ]
    st.markdown("  \n".join(lines))


def _show_counts(
    events: Sequence[ChangeEvent], choice: EventFilter, view: View, history: PriceHistory
) -> None:
    activity = activity_of(events)
    st.header("How much changed", anchor=False)
    grid = st.grid(5, min_column_width=_NARROWEST_TILE_PIXELS, border=True)
    grid.metric("Prices up", activity.went_up, icon=":material/trending_up:")
    grid.metric("Prices down", activity.went_down, icon=":material/trending_down:")
    grid.metric("Added", activity.added, icon=":material/add_circle:", help="New or listed again.")
    grid.metric("Retired", activity.removed, icon=":material/logout:")
    grid.metric(
        "Other changes",
        activity.others,
        icon=":material/edit_note:",
        help="Some prices up and others down (“prices changed”), retirements announced "
        "(“retiring”), and details such as capabilities.",
    )
    first = max(choice.since or history.oldest.date(), history.oldest.date())
    newest = last_look(view).date()
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
    heading: str


@once_per_view
def _weeks(view: View, choice: EventFilter) -> _Weeks:
    events = events_of(view, choice)
    weeks = weekly_counts(events)
    grouped = weeks.assign(kind=weeks["kind"].map(lambda kind: _GROUPS.get(kind, "other changes")))
    grouped = grouped.groupby(["week", "kind"], sort=False)[["count"]].sum().reset_index()
    drawn = grouped.assign(
        week_end=grouped["week"] + _BAR,
        week_text=grouped["week"].map(day_text),
        place=grouped["kind"].map(GROUPS_BY_COLOR.index),
    )
    table = weeks.assign(week=weeks["week"].dt.strftime("%Y-%m-%d"))
    return _Weeks(weekly_activity(drawn), table, len(events), _busiest(grouped))


def _busiest(grouped: pd.DataFrame) -> str:
    """Say in which week most models changed their prices; nothing where none did."""
    priced = grouped[grouped["kind"].isin(["prices up", "prices down"])]
    if priced.empty:
        return "Changes by week"
    week = cast("date", priced.groupby("week")["count"].sum().idxmax())
    counts = priced[priced["week"] == week].set_index("kind")["count"]
    told = " and ".join(
        f"{counts[kind]} {kind.split()[1]}"
        for kind in ("prices up", "prices down")
        if kind in counts
    )
    return f"Changes by week: prices moved most in that of {day_text(week)}, {told}"


def _show_weeks(view: View, choice: EventFilter) -> None:
    weeks = _weeks(view, choice)
    st.header(weeks.heading, anchor=False)
    columns = {"week": "Week from (UTC)", "kind": "Kind", "count": "Changes"}
    show_figure(
        view,
        weeks.drawing,
        partial(titled, weeks.table, columns),
        name="changes_weeks",
        takeaway=f"Changes per week by kind, {weeks.changes:,} in all",
        source="Source: Venice's model list, as it was recorded. Click a kind to see it alone; "
        "other changes are drawn when clicked.",
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
    return whole_address(with_parameters(FEED_ADDRESS, query.parameters()), page_url)


def _choose(view: View) -> EventFilter:
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


def _say_what_is_chosen(choice: EventFilter) -> None:
    """Say which kinds and which period are shown, which may be folded away."""
    own = ChangeQuery(replace(choice, filters=Filters()))
    st.caption(f"Shown: {plain(own.in_words() or 'all kinds, all days')}.", width="content")


def up_to_last_look(choice: EventFilter, view: View) -> EventFilter:
    """Let the feed end where nothing is known any more, or at the past day that is shown."""
    last = last_look(view).date()
    return replace(choice, until=min(last, choice.until or last))


def _is_reversed(choice: EventFilter) -> bool:
    """Return whether the period ends before it begins; then it says so."""
    if choice.since is None or choice.until is None or choice.since <= choice.until:
        return False
    st.warning(
        f"The period begins on {day_text(choice.since)}, after its end on "
        f"{day_text(choice.until)}: it contains no day. Choose an earlier beginning.",
        icon=":material/event_busy:",
    )
    return True


def _say_what_to_loosen(view: View, choice: EventFilter) -> None:
    """Say which single condition, taken away, would let changes through."""
    counts = {
        condition: len(events_of(view, up_to_last_look(loosened, view)))
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


def _say_as_of_when_filters_read(choice: EventFilter) -> None:
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
