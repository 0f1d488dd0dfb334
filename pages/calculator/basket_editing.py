"""Editing the basket as a whole: what is drawn, and the buttons that put work into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.work_fields import KIND_LABELS, clip_of, quoted_clips
from pages.shared.kept_basket import keep_basket, kept_basket, open_basket
from venice_data.costs.presets import PRESETS, basket_of_preset, new_work, suggested_model
from venice_data.costs.work import MAX_LINES, Basket, Line, Work
from venice_data.costs.work_links import basket_to_text

if TYPE_CHECKING:
    from pages.shared.view import View

LINK_KEY: Final = "calculator_basket"  # the widget that carries the basket, and its parameter
_DRAWN_KEY: Final = "calculator_drawn"
_EDITION_KEY: Final = "calculator_edition"
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
        with st.popover("Start from an example", icon=":material/lightbulb:"):
            st.caption("It replaces the basket.")
            for number, name in enumerate(PRESETS):
                st.button(
                    name,
                    key=f"calculator_preset_{number}",
                    on_click=_put_preset,
                    args=(name, view),
                    width="stretch",
                )
        with st.popover(
            "Add a line", icon=":material/add:", disabled=len(basket.lines) >= MAX_LINES
        ):
            for kind in KIND_LABELS:
                work = (
                    _first_clips(view) if kind == "video" else new_work(kind, view.catalog.prices)
                )
                if work is None:
                    st.caption("Video: get quotes on the Video page first.")
                else:
                    _offer_line(work, view)


def remove_line(position: int) -> None:
    """Take a line away; the others stay as they were edited last. For use as a callback."""
    lines = kept_basket().lines
    _put_basket(Basket(lines[:position] + lines[position + 1 :]))


def use_model(position: int, model_id: str) -> None:
    """Give a line another model and keep its other edits. For use as a callback."""
    lines = list(kept_basket().lines)
    lines[position] = lines[position].with_model(model_id)
    _put_basket(Basket(tuple(lines)))


def _offer_line(work: Work, view: View) -> None:
    st.button(
        KIND_LABELS[work.kind],
        key=f"calculator_add_{work.kind}",
        on_click=_add_line,
        args=(work, view),
        width="stretch",
    )


def _first_clips(view: View) -> Work | None:
    """Return clips at the lowest price that is quoted today; None without a quote."""
    quotes = quoted_clips(view)
    if not quotes:
        return None
    quote, settings = min(quotes, key=lambda quoted: quoted[0].usd)
    return clip_of(quote, settings, _FIRST_CLIPS)


def _put_preset(name: str, view: View) -> None:
    _put_basket(basket_of_preset(name, view.catalog.prices, view.in_scope, view.currency))


def _add_line(work: Work, view: View) -> None:
    """Add a line behind the last, a month of the work with the model that is suggested."""
    model_id = suggested_model(work, view.catalog.prices, view.in_scope, view.currency)
    _put_basket(Basket((*kept_basket().lines, Line(work, model_id, "month"))))


def _put_basket(basket: Basket) -> None:
    st.session_state[LINK_KEY] = basket_to_text(basket)
    st.rerun()
