"""Editing the basket as a whole: what is drawn, and the menus that put work into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.work_fields import KIND_LABELS, clip_of, quoted_clips
from pages.shared.kept_basket import keep_basket, kept_basket, open_basket
from venice_data.costs.presets import PRESETS, basket_of_preset, new_work, suggested_model
from venice_data.costs.work import MAX_LINES, Basket, Line, Video, Work
from venice_data.costs.work_links import basket_to_text

if TYPE_CHECKING:
    from pages.shared.view import View

LINK_KEY: Final = "calculator_basket"  # the widget that carries the basket, and its parameter
_DRAWN_KEY: Final = "calculator_drawn"
_EDITION_KEY: Final = "calculator_edition"
_EXAMPLES_KEY: Final = "calculator_examples"
_KINDS_KEY: Final = "calculator_add"
_FIRST_CLIPS: Final = 10


def read_basket() -> Basket:
    """Return the basket to edit; where it is another one than was drawn, in new widgets."""
    basket = open_basket(LINK_KEY)
    if basket_to_text(basket) != st.session_state.get(_DRAWN_KEY):
        st.session_state[_EDITION_KEY] = st.session_state.get(_EDITION_KEY, 0) + 1
    return basket


def widget_key(position: int, name: str) -> str:
    """Name the widget of a line; another basket has other widgets."""
    return f"calculator_{st.session_state.get(_EDITION_KEY, 0)}_{position}_{name}"


def keep_edited(basket: Basket) -> None:
    """Keep what the visitor has edited; call it before the link is drawn."""
    keep_basket(basket, LINK_KEY)
    st.session_state[_DRAWN_KEY] = basket_to_text(basket)


def offer_work(basket: Basket, view: View) -> None:
    """Offer examples in the place of the basket, and a line of each kind of work."""
    with st.container(horizontal=True):
        st.menu_button(
            "Start from an example",
            list(PRESETS),
            icon=":material/lightbulb:",
            key=_EXAMPLES_KEY,
            help="It replaces the basket.",
            on_click=_put_preset,
            args=(view,),
        )
        clips = _first_clips(view)
        st.menu_button(
            "Add a line",
            [kind for kind in KIND_LABELS if kind != Video.kind or clips],
            format_func=KIND_LABELS.__getitem__,
            icon=":material/add:",
            key=_KINDS_KEY,
            disabled=len(basket.lines) >= MAX_LINES,
            on_click=_add_line,
            args=(view, clips),
        )
    if clips is None:
        st.caption("To add video, get quotes on the Video page first.")


def remove_line(position: int) -> None:
    """Take a line away; the others stay as they were edited last. For use as a callback."""
    lines = kept_basket().lines
    _put_basket(Basket(lines[:position] + lines[position + 1 :]))


def use_model(position: int, model_id: str) -> None:
    """Give a line another model and keep its other edits. For use as a callback."""
    lines = list(kept_basket().lines)
    lines[position] = lines[position].with_model(model_id)
    _put_basket(Basket(tuple(lines)))


def _first_clips(view: View) -> Work | None:
    """Return clips at the lowest price that is quoted today; None without a quote."""
    quotes = quoted_clips(view)
    if not quotes:
        return None
    quote, settings = min(quotes, key=lambda quoted: quoted[0].usd)
    return clip_of(quote, settings, _FIRST_CLIPS)


def _put_preset(view: View) -> None:
    name = st.session_state[_EXAMPLES_KEY]
    _put_basket(basket_of_preset(name, view.catalog.prices, view.in_scope, view.currency))


def _add_line(view: View, clips: Work | None) -> None:
    """Add a line behind the last, a month of work with the model that is suggested for it."""
    kind = st.session_state[_KINDS_KEY]
    work = clips if clips and kind == Video.kind else new_work(kind, view.catalog.prices)
    model_id = suggested_model(work, view.catalog.prices, view.in_scope, view.currency)
    _put_basket(Basket((*kept_basket().lines, Line(work, model_id, "month"))))


def _put_basket(basket: Basket) -> None:
    st.session_state[LINK_KEY] = basket_to_text(basket)
    st.rerun()
