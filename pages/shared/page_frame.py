"""The frame of a page: its head, with links to share; what to do when nothing matches; its tabs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.embed import figure_alone, is_embedded, way_out
from pages.shared.freshness import last_look, show_freshness
from pages.shared.link_state import in_link, say_what_is_ignored
from pages.shared.plain_text import plain, sentences
from pages.shared.provenance import shown_in_words
from pages.shared.sidebar import IN_LINK, remarks_of
from pages.shared.site import SITE_NAME
from pages.shared.site_links import EMBED_IN_LINK, link_of_view
from pages.shared.view import view_of
from venice_data.catalog.filters import FILTERS, Filters, counts_when_loosened
from venice_data.catalog.money import currency_label
from venice_data.days import day_text, end_of
from venice_data.link_values import Choices
from venice_data.live.store import shared_store
from venice_data.served.queries import DAY_IN_LINK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.site import SitePage
    from pages.shared.view import View

NO_QUOTES_NOW: Final = (
    "Off while this site has no connection to Venice, and back as soon as it has one."
)
QUOTES_ARE_TODAYS: Final = (
    "Quotes are always today's: Venice gives none for past days, and none are recorded."
)
_VIEW: Final = "view"
_OPENED: Final = "tab_opened"
_HAS_SWITCHED: Final = "tab_has_switched"


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
                _show_share(view)
    _say_what_is_not_applied(view)
    if remarks := remarks_of(view):
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


@st.fragment
def _show_share(view: View) -> None:
    """Offer the links of what is shown; they are written when somebody opens them."""
    with st.popover(
        "Share", icon=":material/share:", type="tertiary", key="share", on_change="rerun"
    ) as opened:
        if opened.open:
            _show_links(view)


def _show_links(view: View) -> None:
    st.markdown(sentences(f"{held_in_link(view)}."))
    day = view.day or _day_to_pin(view)
    _show_link("Always the latest prices", link_of_view(view.page, **{DAY_IN_LINK: None}))
    if view.snapshot.history is not None:
        _show_link(
            f"{_what_a_pin_keeps(view, day)}; it says how many of the prices have changed since",
            link_of_view(view.page, **{DAY_IN_LINK: day.isoformat()}),
        )
    _show_link(
        "For a wiki or a slide, without navigation; each chart has one of its own in its fold",
        link_of_view(view.page, **{EMBED_IN_LINK: "true"}),
    )


def _day_to_pin(view: View) -> date:
    """Return the day at whose end it was as it is now, as near as a whole day comes.

    The day of an old list would bring back what has retired since.
    """
    return max(last_look(view).date(), view.now.date() - timedelta(days=1))


def _what_a_pin_keeps(view: View, day: date) -> str:
    """Say how a link to the end of a day differs from what is shown, if it does."""
    end = f"the end of {day_text(day)} in UTC"
    if view.day is None and day == view.now.date():
        return f"Pinned to {end}, with what changes until then"
    back = view.catalog.removed_count(view.now) - view.catalog.removed_count(end_of(day))
    if view.day is None and back:
        return f"Pinned to {end}, with the {back} left out here as retired since"
    return f"Exactly this, pinned to {end}"


def _show_link(label: str, link: str) -> None:
    st.caption(label)
    st.code(link, language=None, wrap_lines=True)


def held_in_link(view: View) -> str:
    """Say what a link of the view holds: `Text: private, with vision, in USD`."""
    is_chosen_here = set(st.query_params) - set(IN_LINK)
    own = ", with what is chosen on this page" if is_chosen_here else ""
    return f"{shown_in_words(view)}, in {currency_label(view.currency)}{own}"


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
