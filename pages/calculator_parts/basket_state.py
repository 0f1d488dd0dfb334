"""The basket while it is edited: its widgets, and what their buttons do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.kept_basket import keep_basket, kept_basket, open_basket
from venice_data.calculator.work import Basket
from venice_data.calculator.work_links import basket_to_text

if TYPE_CHECKING:
    from venice_data.calculator.work import Line

LINK_KEY: Final = "calculator_basket"  # the widget that carries the basket, and its parameter
_DRAWN_KEY: Final = "calculator_drawn"
_EDITION_KEY: Final = "calculator_edition"


def read_basket() -> Basket:
    """Return the basket to edit; where it is another one than was drawn, in new widgets."""
    basket = open_basket(LINK_KEY)
    if basket_to_text(basket) != st.session_state.get(_DRAWN_KEY):
        st.session_state[_EDITION_KEY] = st.session_state.get(_EDITION_KEY, 0) + 1
    return basket


def keep_edited(basket: Basket) -> None:
    """Keep what the visitor has edited; call it before the link is drawn."""
    keep_basket(basket, LINK_KEY)
    st.session_state[_DRAWN_KEY] = basket_to_text(basket)


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
