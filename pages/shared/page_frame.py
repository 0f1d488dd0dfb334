"""The frame of a page: its title, how fresh it is, what to do when nothing matches, its tabs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared import sidebar
from pages.shared.embed import figure_alone, is_embedded, way_out
from pages.shared.link_state import in_link, say_what_is_ignored
from pages.shared.plain_text import begun, plain, sentences
from pages.shared.provenance import origin_text, what_is_listed
from pages.shared.share import show_share
from pages.shared.since_then import changes_since
from pages.shared.site import SITE_NAME
from pages.shared.view import view_of
from venice_data.catalog.filters import FILTERS, Filters, counts_when_loosened
from venice_data.days import day_text, since_text
from venice_data.history.price_history import last_look_at
from venice_data.link_values import Choices
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.site import SitePage
    from pages.shared.view import View
    from venice_data.catalog.frames import Catalog
    from venice_data.history.price_history import PriceHistory
    from venice_data.live.store import Snapshot

NO_QUOTES_NOW: Final = (
    "Off while this site has no connection to Venice, and back as soon as it has one."
)
QUOTES_ARE_TODAYS: Final = (
    "Quotes are always today's: Venice gives none for past days, and none are recorded."
)
_LOOK_AGAIN: Final = timedelta(seconds=60)
_LONG_AGO: Final = timedelta(days=7)  # prices that old are warned of, not only dated
_VIEW: Final = "view"
_OPENED: Final = "tab_opened"
_HAS_SWITCHED: Final = "tab_has_switched"


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
    if now - catalog.fetched_at > _LONG_AGO:
        st.caption(f":material/warning: **{plain(line)}** {retired}")
    else:
        icon = ":material/check_circle:" if catalog.source == "live" else ":material/history:"
        st.caption(f"{icon} {plain(line)} {retired}")
    if st.query_params.get(sidebar.DAY_IN_LINK) == now.date().isoformat():
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
    what = begun(what_is_listed(view, about))
    line = sentences(
        f"{what} of {day_text(day)}, at the end of that day in UTC, not today's.",
        changes_since(view, about),
        "" if history is None else _not_seen_then(history, view.now),
    )
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


def _not_seen_then(history: PriceHistory, instant: datetime) -> str:
    """Say from when the prices of a past instant are, if no list is of its day."""
    looked_at = last_look_at(history, instant, shared_store().current().catalog.fetched_at)
    if instant - looked_at <= timedelta(days=1):
        return ""
    return f"No list was fetched after {day_text(looked_at)}: these prices are from then."


def _not_recorded_then(history: PriceHistory) -> str:
    """Say what is not known of the time of the first lists."""
    return (
        f"Until {day_text(history.facts_since)} only names, types, prices, privacy, beta, "
        "context lengths and the capabilities of text models were recorded, and output limits "
        f"only on {day_text(history.oldest)}. All else was not recorded then: removal dates, "
        "voices, and from which length on a long-context price holds, so that long requests "
        "are shown at the base price."
    )


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


def keep_view(view: View) -> None:
    """Hand the sidebar's view to the page that this run draws."""
    st.session_state[_VIEW] = view


def open_page(
    page: SitePage,
    *,
    title: str | None = None,
    about: Sequence[str] = (),
    needs_matches: bool = True,
    advises_itself: bool = False,
) -> View:
    """Draw the head of a page, by default its title and question, and return its view.

    `about` names the models of a page that is not about all that match.

    Where no model matches, the page says so, unless it gives its own advice, and ends, unless
    it can do without.
    """
    view = _kept_view(page)
    st.set_page_config(page_title=f"{title or page.title} · {SITE_NAME}")
    st.title(plain(title) if title else f"{page.title}: {page.question}", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="page_head"):
        with st.container():
            show_freshness(view, about)
        with st.container(width="content"):
            if is_embedded():
                st.caption(way_out(page))
            else:
                show_share(view)
    _say_what_is_not_applied(view)
    if remarks := sidebar.remarks_of(view):
        st.caption(plain(remarks))
    say_what_is_ignored(page.address)
    if view.in_scope.empty:
        st.info("Today's list has no model for this page.")
        st.stop()
    if view.models.empty and not advises_itself:
        _say_what_to_loosen(view)
        if needs_matches:
            st.stop()
    return view


def _kept_view(page: SitePage) -> View:
    kept: View | None = st.session_state.get(_VIEW)
    if kept is not None and kept.page == page:
        return kept
    return view_of(shared_store().current(), page, Filters(), "usd", datetime.now(UTC))


def _say_what_is_not_applied(view: View) -> None:
    if view.not_applied:
        st.info(
            f"Not applied here, because no model on this page states it: "
            f"{plain('; '.join(view.not_applied))}.",
            icon=":material/filter_alt_off:",
        )


def _say_what_to_loosen(view: View) -> None:
    counts = counts_when_loosened(view.in_scope, view.applied)
    helpful = {condition: count for condition, count in counts.items() if count}
    advice = [
        f"without {FILTERS[condition].in_advice}, {count} would match"
        for condition, count in sorted(helpful.items(), key=lambda item: -item[1])
    ]
    remedy = (
        f"Loosen one filter: {'; '.join(advice)}."
        if advice
        else "Removing one filter is not enough: clear them all in the sidebar."
    )
    st.warning(f"No model matches. {remedy}", icon=":material/search_off:")


def answer_first(name: str) -> DeltaGenerator:
    """Return a box at whose end, on a phone, what is `later` in it stands.

    The answer and its picture then come first. `site.css` orders it; elsewhere it changes nothing.
    """
    return st.container(key=f"{name}_answer_first")


def later(name: str) -> DeltaGenerator:
    """Return a box for what can wait: further choices, and what is said of them."""
    return st.container(key=f"{name}_later")


@st.fragment
def show_tabs(
    sections: dict[str, Callable[[], None]], key: str, aliases: Mapping[str, str] | None = None
) -> None:
    """Draw the open one of some sections, by their names; `key` names it in the address.

    `aliases` are names that some had before, which still stand in links, with those of today.

    What is chosen in a tab, or another tab, redraws the tabs and not the page. A callback that
    changes what stands outside them ends with `st.rerun()`.
    """
    if figure_alone() is not None:  # whichever of them it is in
        for show in sections.values():
            show()
        return
    tabs = st.tabs(list(sections), **in_link(key, Choices(list(sections), aliases or {}, most=1)))
    for tab, show in zip(tabs, sections.values(), strict=True):
        if tab.open:
            with tab:
                show()
    _keep_address_right(next(name for name, tab in zip(sections, tabs, strict=True) if tab.open))


def _keep_address_right(opened: str) -> None:
    """Say the address again in the run after a switch of tabs.

    What is set on a tab leaves the address when the tab closes. That message may reach the
    browser only after the next click, whose address it would then replace for good.
    """
    if st.session_state.get(_HAS_SWITCHED):
        st.query_params.update()
    st.session_state[_HAS_SWITCHED] = opened != st.session_state.get(_OPENED, opened)
    st.session_state[_OPENED] = opened
