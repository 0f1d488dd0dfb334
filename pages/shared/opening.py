"""How every page begins: its title, its freshness, and what to do when nothing matches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared import past_day
from pages.shared.freshness import show_freshness
from pages.shared.plain_text import plain
from pages.shared.sidebar import ignored_from_link
from pages.shared.view import View, view_of
from venice_data.filters import Filters, counts_when_loosened
from venice_data.store import shared_store

if TYPE_CHECKING:
    from pages.shared.site import SitePage

_VIEW: Final = "view"
_CONDITION_LABELS: Final = {
    "types": "the type",
    "capabilities": "the capabilities",
    "privacy": "privacy",
    "min_context_tokens": "the context window",
    "search": "the search",
}


def keep_view(view: View) -> None:
    """Hand the sidebar's view to the page that this run draws."""
    st.session_state[_VIEW] = view


def open_page(page: SitePage, *, needs_matches: bool = True, advises_itself: bool = False) -> View:
    """Draw the head of a page and return its view.

    Where no model matches, the page says so, unless it gives its own advice, and ends, unless
    it can do without.
    """
    view = _kept_view(page)
    st.title(f"{page.title}: {page.question}", anchor=False)
    show_freshness(view)
    _say_what_is_ignored(view)
    if view.in_scope.empty:
        st.info("No model of this page is in the list today.")
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


def _say_what_is_ignored(view: View) -> None:
    if view.not_applied:
        st.info(
            f"Set aside here, because no model of this page states it: "
            f"{plain('; '.join(view.not_applied))}.",
            icon=":material/filter_alt_off:",
        )
    ignored = [*ignored_from_link(), *past_day.ignored_from_link()]
    if ignored:
        st.info(
            f"Ignored in the link, because nothing here goes by that name: "
            f"{plain(', '.join(ignored))}.",
            icon=":material/link_off:",
        )


def _say_what_to_loosen(view: View) -> None:
    counts = counts_when_loosened(view.in_scope, view.applied)
    helpful = {condition: count for condition, count in counts.items() if count}
    advice = [
        f"without {_CONDITION_LABELS[condition]}, {count} would match"
        for condition, count in sorted(helpful.items(), key=lambda item: -item[1])
    ]
    remedy = (
        f"Loosen one filter: {'; '.join(advice)}."
        if advice
        else "No single filter is to blame: clear them in the sidebar."
    )
    st.warning(f"No model matches. {remedy}", icon=":material/search_off:")
