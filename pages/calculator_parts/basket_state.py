"""The visitor's basket: it lives in the address, and goes along to the other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.kept_basket import KEPT_BASKET, kept_basket
from venice_data.calculator.work import Basket
from venice_data.calculator.work_links import ReadBasket, basket_from_text, basket_to_text

if TYPE_CHECKING:
    from venice_data.calculator.work import Line

LINK_KEY: Final = "calculator_basket"  # the widget that carries the basket, and its parameter
_DRAWN_KEY: Final = "calculator_drawn"
_EDITION_KEY: Final = "calculator_edition"


def read_basket() -> ReadBasket:
    """Read the basket from the address, else the one kept from before."""
    if LINK_KEY not in st.session_state and LINK_KEY not in st.query_params:
        st.session_state[LINK_KEY] = st.session_state.get(KEPT_BASKET, "")
    text = st.session_state.get(LINK_KEY, st.query_params.get(LINK_KEY, ""))
    if text != st.session_state.get(_DRAWN_KEY):
        _forget_widgets()
    return basket_from_text(text)


def keep_basket(basket: Basket) -> None:
    """Keep what the visitor has edited; call it before the link is drawn."""
    text = basket_to_text(basket)
    if st.session_state.get(LINK_KEY, st.query_params.get(LINK_KEY, "")) != text:
        st.session_state[LINK_KEY] = text
    st.session_state[KEPT_BASKET] = text
    st.session_state[_DRAWN_KEY] = text


def put_basket(basket: Basket) -> None:
    """Put another basket in the place of this one; for use as a widget's callback."""
    st.session_state[LINK_KEY] = basket_to_text(basket)


def add_line(line: Line) -> None:
    """Add a line behind the last; for use in a widget's callback, as the next two."""
    put_basket(Basket((*kept_basket().lines, line)))


def remove_line(position: int) -> None:
    """Take a line away; the others stay as they were edited last."""
    lines = kept_basket().lines
    put_basket(Basket(lines[:position] + lines[position + 1 :]))


def use_model(position: int, model_id: str) -> None:
    """Give a line another model; what else was edited of it since it was drawn stays."""
    lines = list(kept_basket().lines)
    lines[position] = lines[position].with_model(model_id)
    put_basket(Basket(tuple(lines)))


def widget_key(position: int, name: str) -> str:
    """Name the widget of a line; another basket has other widgets."""
    return f"calculator_{st.session_state.get(_EDITION_KEY, 0)}_{position}_{name}"


def show_link() -> None:
    """Show how to share the basket."""
    with st.expander("Share this basket", icon=":material/share:", key="calculator_share"):
        st.caption(
            "The address of this page holds the whole basket, with currency and conditions. "
            "Copy it from the browser, or keep this line:"
        )
        st.text_input(
            "The basket as text", key=LINK_KEY, bind="query-params", label_visibility="collapsed"
        )


def _forget_widgets() -> None:
    st.session_state[_EDITION_KEY] = st.session_state.get(_EDITION_KEY, 0) + 1
