"""Share: the link of what is shown, in words what it holds, and one that keeps its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.last_look import last_look
from pages.shared.plain_text import sentences
from pages.shared.provenance import shown_in_words
from pages.shared.sidebar import DAY_IN_LINK, IN_LINK
from pages.shared.site_links import EMBED_IN_LINK, link_of_view
from venice_data.catalog.money import currency_label
from venice_data.days import day_text

if TYPE_CHECKING:
    from pages.shared.view import View


@st.fragment
def show_share(view: View) -> None:
    """Offer the links of what is shown; they are written when somebody opens them."""
    with st.popover(
        "Share", icon=":material/share:", type="tertiary", key="share", on_change="rerun"
    ) as opened:
        if opened.open:
            _show_links(view)


def _show_links(view: View) -> None:
    st.markdown(sentences(f"{held_in_link(view)}."))
    day = view.day or last_look(view).date()
    _show_link("Always the latest prices", link_of_view(view.page, **{DAY_IN_LINK: None}))
    if view.snapshot.history is not None:
        gone = 0 if view.day else view.catalog.removed_count(view.now)
        among = f", with the {gone} left out here as retired since" if gone else ""
        _show_link(
            f"Pinned to {day_text(day)}, at the end of that day in UTC{among}; it says how many of "
            "the prices have changed since",
            link_of_view(view.page, **{DAY_IN_LINK: day.isoformat()}),
        )
    _show_link(
        "For a wiki or a slide, without navigation; each chart has one of its own in its fold",
        link_of_view(view.page, **{EMBED_IN_LINK: "true"}),
    )


def _show_link(label: str, link: str) -> None:
    st.caption(label)
    st.code(link, language=None, wrap_lines=True)


def held_in_link(view: View) -> str:
    """Say what a link of the view holds: `Text: private, with vision, in USD`."""
    is_chosen_here = set(st.query_params) - set(IN_LINK)
    own = ", with what is chosen on this page" if is_chosen_here else ""
    return f"{shown_in_words(view)}, in {currency_label(view.currency)}{own}"
