"""The visitor's basket on every page that uses it: kept in the session, shared by the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import note_ignored, say_what_is_ignored
from venice_data.costs.work_links import basket_from_text, basket_to_text

if TYPE_CHECKING:
    from venice_data.costs.work import Basket, Line

_KEPT_BASKET: Final = "basket_text"


def kept_basket() -> Basket:
    """Return the visitor's basket; one without lines where there is none."""
    return basket_from_text(st.session_state.get(_KEPT_BASKET) or "").basket


def keep_basket(basket: Basket, key: str) -> None:
    """Keep a basket for all pages and for the address; call it before its link is drawn."""
    text = basket_to_text(basket)
    st.session_state[_KEPT_BASKET] = text
    if _text_in_link(key) != text:
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
        note_ignored(key, [text], [usable], read.ignored)
        st.session_state[_KEPT_BASKET] = usable
    say_what_is_ignored(key)
    if basket.lines:
        keep_basket(basket, key)
    return basket


def _text_in_link(key: str) -> str | None:
    """Return the basket's text in the address as it was given or edited last; None without."""
    text: str | None = st.session_state.get(key, st.query_params.get(key))
    return text


def show_basket_link(key: str) -> None:
    """Show how to share a page with the basket in it."""
    with st.expander("Share this basket", icon=":material/share:", key=f"{key}_share"):
        st.caption(
            "The address of this page holds the whole basket, with currency and conditions. "
            "Copy it from the browser, or keep this line:"
        )
        st.text_input(
            "The basket as text", key=key, bind="query-params", label_visibility="collapsed"
        )


def line_text(line: Line) -> str:
    """Name a line: `chat, 1,000 requests a day`."""
    work = line.work
    number = getattr(work, work.counted_in)
    unit = work.counted_in.removesuffix("s") if number == 1 else work.counted_in
    counted = f"{number:,}" if work.counted_in == "count" else f"{number:,} {unit}"
    often = "once" if line.frequency == "once" else f"a {line.frequency}"
    return f"{work.kind}, {counted} {often}"
