"""The visitor's basket on every page that uses it: kept in the session, shared by the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import came_by_history, in_link, note_ignored
from pages.shared.view import once_per_view
from venice_data.costs.presets import PRESETS, basket_of_preset
from venice_data.costs.work import MAX_LINES, Basket
from venice_data.costs.work_links import basket_from_text, basket_to_text
from venice_data.link_values import Text

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.costs.work import Line

EXAMPLE: Final = "a support bot that answers 4,000 messages a day"
_KEPT_BASKET: Final = "basket_text"
_ADDED_TO: Final = "basket_added_to"
_AS_TEXT: Final = Text(100_000)  # more than an address can hold; what it says is read above


@once_per_view
def example_basket(view: View) -> Basket:
    """Return the work that stands in where there is no basket, and is called `EXAMPLE`."""
    return basket_of_preset(next(iter(PRESETS)), view.catalog.prices, view.in_scope, view.currency)


def kept_basket() -> Basket:
    """Return the visitor's basket; one without lines where there is none."""
    return basket_from_text(st.session_state.get(_KEPT_BASKET) or "").basket


def has_kept_basket() -> bool:
    """Tell whether the visitor has a basket, be it an empty one."""
    return _KEPT_BASKET in st.session_state


def add_to_kept_basket(line: Line) -> None:
    """Put a line behind the visitor's others, for the pages that are opened next."""
    lines = (*kept_basket().lines, line)
    text = basket_to_text(Basket(lines[:MAX_LINES]))
    st.session_state[_KEPT_BASKET] = st.session_state[_ADDED_TO] = text


def line_just_added() -> Line | None:
    """Return the line that another page has put into the basket, until it is changed."""
    is_as_added = st.session_state.get(_ADDED_TO) == st.session_state.get(_KEPT_BASKET)
    return next(reversed(kept_basket().lines), None) if is_as_added else None


def keep_basket(basket: Basket, key: str) -> None:
    """Keep a basket for all pages and for the address; call it before its link is drawn."""
    text = basket_to_text(basket)
    st.session_state[_KEPT_BASKET] = text
    if _text_in_link(key) != text:
        put_into_link(key, text)


def put_into_link(key: str, text: str) -> None:
    """Put a basket's text into its widget, and into the address: a new widget leaves it alone."""
    if key not in st.session_state:
        st.query_params[key] = text
    st.session_state[key] = text


def open_basket(key: str) -> Basket:
    """Return the basket in the parameter `key` of the address, else the one kept from before.

    What cannot be read of it is said on the page. A page that gets lines shows their link too.
    """
    text = _text_in_link(key)
    if text is None:
        basket = kept_basket()
    else:
        read = basket_from_text(text)
        basket = read.basket
        usable = basket_to_text(basket)
        st.session_state[_KEPT_BASKET] = usable
        if note_ignored(key, [text], [usable], read.ignored):
            _correct(key, usable)
    if basket.lines:
        keep_basket(basket, key)
    return basket


def _text_in_link(key: str) -> str | None:
    """Return the basket's text in the address as it was given or edited last; None without."""
    if came_by_history() and key in st.session_state:
        return st.query_params.get(key, "")
    text: str | None = st.session_state.get(key, st.query_params.get(key))
    return text


def _correct(key: str, text: str) -> None:
    """Put what can be read in the place of what was given, and begin the page anew."""
    put_into_link(key, text)
    st.rerun()


def show_basket_link(key: str) -> None:
    """Show how to take a basket along, by the page's link or as text."""
    with st.expander("This basket as text", icon=":material/notes:", key=f"{key}_share"):
        st.caption(
            "The link of this page, under Share at its head, holds the whole basket, with currency "
            "and filters. Its text alone can be saved, or another's put in its place:"
        )
        st.text_input("The basket as text", label_visibility="collapsed", **in_link(key, _AS_TEXT))
