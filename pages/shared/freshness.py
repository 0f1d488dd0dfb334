"""How fresh the prices are: when their list was seen last, what has changed since a past day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.shared import sidebar
from pages.shared.embed import is_embedded
from pages.shared.plain_text import plain, sentences
from pages.shared.provenance import origin_text, what_is_listed
from pages.shared.view import once_per_view, view_of
from venice_data.catalog.filters import Filters
from venice_data.catalog.wording import begun
from venice_data.days import day_text, since_text
from venice_data.history.event_selection import RECENT_DAYS
from venice_data.history.price_history import last_look_at
from venice_data.live.store import shared_store
from venice_data.served.queries import DAY_IN_LINK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import pandas as pd

    from pages.shared.view import View
    from venice_data.catalog.frames import Catalog
    from venice_data.history.price_history import PriceHistory
    from venice_data.live.store import Snapshot

_LOOK_AGAIN: Final = timedelta(seconds=60)
_LONG_AGO: Final = timedelta(days=7)  # prices that old are warned of, not only dated
_GAP_TOLD: Final = timedelta(days=1)  # between a past day's end and the list that it shows
_OF_ONE_PRICE: Final = ["model_id", "component"]


@st.fragment(run_every=_LOOK_AGAIN)
def show_freshness(view: View, about: Sequence[str] = ()) -> None:
    """Say how fresh the prices are; redraw the page when it shows what no longer holds."""
    if view.day is not None:
        _show_past_day(view, view.day, about)
        return
    snapshot = shared_store().current()
    catalog, now = snapshot.catalog, datetime.now(UTC)
    if not view.shows(catalog, now):
        st.rerun()
    if snapshot.missing_count:
        st.warning(
            f"The list is suspiciously short: {snapshot.missing_count} models listed "
            "before are missing. It is shown as received; they count as retired only if the next "
            "list lacks them too.",
            icon=":material/report:",
        )
    origin = origin_text(catalog, what_is_listed(view, about))
    line = f"{origin}, {age_text(catalog, now)}{_what_of_newer(snapshot)}."
    retired = plain(_retired_text(catalog, now))
    if is_old(catalog, now):
        st.caption(f":material/warning: **{plain(line)}** {retired}")
    else:
        icon = ":material/check_circle:" if catalog.source == "live" else ":material/history:"
        st.caption(f"{icon} {plain(line)} {retired}")
    if st.query_params.get(DAY_IN_LINK) == now.date().isoformat():
        _say_it_is_pinned(now.date(), catalog)
    if snapshot.history is not None and snapshot.history_failure is not None:
        st.caption(":material/sync_problem: Changes of the last hours may be missing.")


def _say_it_is_pinned(today: date, catalog: Catalog) -> None:
    """Say of a link to this day, which is not over, what it shows now and what later."""
    st.info(
        f"Pinned to {day_text(today)}, which is not over: the prices are those of "
        f"{day_text(catalog.fetched_at)}, the newest list. From tomorrow on this link says how "
        "many of them have changed since.",
        icon=":material/keep:",
    )


def _what_of_newer(snapshot: Snapshot) -> str:
    """Say in a few words why the prices are not newer; the reason itself is the operator's."""
    if snapshot.catalog.source == "live":
        return ""
    is_on_its_way = snapshot.failure is None and not shared_store().settings.offline
    return (
        "; newer ones are on their way" if is_on_its_way else "; newer ones cannot be fetched now"
    )


def why_no_history(snapshot: Snapshot) -> str:
    """Say to visitors why there is no history; the reason itself is the operator's."""
    if snapshot.history_failure is None:
        return "The history of prices is still being read."
    return "The history of prices is not available now. It comes back by itself."


def _show_past_day(view: View, day: date, about: Sequence[str]) -> None:
    history = view.snapshot.history
    line = sentences(_from_when(view, day, about), changes_since(view, about))
    if is_embedded():
        st.warning(line, icon=":material/history:")
        return
    notice, way_back = st.columns([6, 1], vertical_alignment="center")
    notice.warning(line, icon=":material/history:")
    if history is not None and view.now < history.facts_since:
        with notice.popover("What was not recorded then", type="tertiary"):
            st.markdown(_not_recorded_then(history))
    way_back.button(
        "Back to today", key="back_to_today", on_click=sidebar.back_to_today, width="stretch"
    )


def _from_when(view: View, day: date, about: Sequence[str]) -> str:
    """Say which day's prices are shown, and of which list they are if none is of that day."""
    what = begun(what_is_listed(view, about))
    seen = last_look(view)
    if view.now - seen <= _GAP_TOLD:
        return f"{what} of {day_text(day)}, at the end of that day in UTC, not today's."
    return (
        f"{what} of {day_text(seen)}, the last list fetched before the end of {day_text(day)} in "
        "UTC, to which this page is pinned."
    )


def _not_recorded_then(history: PriceHistory) -> str:
    """Say what is not known of the time of the first lists."""
    return (
        f"Until {day_text(history.facts_since)} only names, types, prices, privacy, beta, "
        "context lengths and the capabilities of text models were recorded, and output limits "
        f"only on {day_text(history.oldest)}. All else was not recorded then: removal dates, "
        "voices, and from which length on a long-context price holds, so that long requests "
        "are shown at the base price."
    )


def is_old(catalog: Catalog, now: datetime) -> bool:
    """Whether prices are so old that it is not enough to date them."""
    return now - catalog.fetched_at > _LONG_AGO


def age_text(catalog: Catalog, now: datetime) -> str:
    """Say how old a catalog is in the largest unit that fits."""
    return since_text(catalog.fetched_at, now)


def _retired_text(catalog: Catalog, now: datetime) -> str:
    retired = catalog.removed_count(now)
    if not retired:
        return ""
    if retired == 1:
        return "1 model has retired since and is left out."
    return f"{retired} models have retired since and are left out."


def last_look(view: View) -> datetime:
    """Return when the list was last seen, up to the past day that the page shows."""
    history = view.snapshot.history
    if history is None:
        return min(view.now, view.catalog.fetched_at)
    if view.day is None:
        return min(view.now, max(view.catalog.fetched_at, history.newest))
    latest_look = shared_store().current().catalog.fetched_at
    return last_look_at(history, view.now, max(latest_look, history.newest))


def unseen_since(view: View) -> str:
    """Name the day after which nothing is known; empty where the list is of the day shown."""
    last = last_look(view).date()
    return "" if last == view.now.date() else day_text(last)


class RecentDays(NamedTuple):
    """The days that count as recent, both included, and when that is: `in the last 30 days`."""

    since: date
    until: date
    in_words: str


def recent_days(view: View, until: date | None = None) -> RecentDays:
    """Return the days up to the last look, or up to an earlier day."""
    seen = last_look(view).date()
    last = min(until or seen, seen)
    is_now = view.day is None and last == view.now.date()
    days = f"last {RECENT_DAYS} days" if is_now else f"{RECENT_DAYS} days to {day_text(last)}"
    return RecentDays(last - timedelta(days=RECENT_DAYS - 1), last, f"in the {days}")


def changes_since(view: View, about: Sequence[str] = ()) -> str:
    """Say how many prices of the models that match, or of those named, are others today.

    Nothing is said where there are no prices. Where the newest list is not of today, that is said.
    """
    today = view_of(
        shared_store().current(), view.page, Filters(), view.currency, datetime.now(UTC)
    )
    newest = last_look(today)
    if view.day is not None and newest.date() <= view.day:
        is_told = view.now - newest > _GAP_TOLD  # by `_from_when`
        return "" if is_told else f"No list newer than that of {day_text(newest)} could be fetched."
    unseen = f" Newer lists than that of {unseen_since(today)} could not be fetched."
    since = _changes_in_words(view, today.in_scope, today.catalog.prices, tuple(about))
    return since + unseen if since and unseen_since(today) else since


@once_per_view
def _changes_in_words(
    view: View, offered_today: pd.DataFrame, prices_today: pd.DataFrame, about: tuple[str, ...]
) -> str:
    model_ids = about or view.models.index
    then = _prices_of(model_ids, view.catalog.prices, view)
    now = _prices_of(offered_today.index, prices_today, view).reindex(then.index)
    changed = now.notna() & (now != then)
    return _changes_sentence(len(then), int(changed.sum()), int(now.isna().sum()))


def _prices_of(model_ids: Iterable[str], prices: pd.DataFrame, view: View) -> pd.Series[float]:
    """Return the prices of some models by what identifies each."""
    own = prices[prices["model_id"].isin(model_ids)]
    return own.set_index(_OF_ONE_PRICE)[view.currency].dropna()


def _changes_sentence(count: int, changed: int, gone: int) -> str:
    """Write `3 of these 412 prices have changed since, and 40 are no longer listed.`."""
    if count == 0:
        return ""
    if count == 1:
        fate = "is no longer listed" if gone else f"has {'' if changed else 'not '}changed since"
        return f"This price {fate}."
    if gone == count:
        return f"None of these {count:,} prices is listed any longer."
    number = "All" if changed == count else f"{changed:,}" if changed else "None"
    have = "have" if changed > 1 else "has"
    said = f"{number} of these {count:,} prices {have} changed since"
    if not gone:
        return f"{said}."
    are = "are" if gone > 1 else "is"
    return f"{said}, {'and' if changed else 'but'} {gone:,} {are} no longer listed."
