"""Beginning a basket from a preset, and adding lines to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.calculator_parts.basket_state import add_line, put_basket
from pages.calculator_parts.fields import KIND_LABELS, clip_of, quoted_clips
from venice_data.calculator.presets import PRESETS, basket_of_preset, new_work, suggested_model
from venice_data.calculator.work import MAX_LINES, Basket, Line, Work

if TYPE_CHECKING:
    from pages.shared.view import View

_FIRST_CLIPS = 10


def show(basket: Basket, view: View) -> None:
    """Offer presets, and a line of each kind of work."""
    with st.container(horizontal=True):
        with st.popover("Start from an example", icon=":material/lightbulb:"):
            st.caption("It takes the place of the basket.")
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
            for kind, label in KIND_LABELS.items():
                if kind == "video":
                    _offer_video(view, label)
                    continue
                st.button(
                    label,
                    key=f"calculator_add_{kind}",
                    on_click=_add,
                    args=(new_work(kind, view.catalog.prices), view),
                    width="stretch",
                )


def _offer_video(view: View, label: str) -> None:
    quotes = quoted_clips(view)
    if not quotes:
        st.caption("Video: ask for quotes on the video page first.")
        return
    quote, settings = min(quotes, key=lambda quoted: quoted[0].usd)
    st.button(
        label,
        key="calculator_add_video",
        on_click=_add,
        args=(clip_of(quote, settings, _FIRST_CLIPS), view),
        width="stretch",
    )


def _put_preset(name: str, view: View) -> None:
    put_basket(basket_of_preset(name, view.catalog.prices, view.in_scope, view.currency))


def _add(work: Work, view: View) -> None:
    model_id = suggested_model(work, view.catalog.prices, view.in_scope, view.currency)
    add_line(Line(work, model_id, "month"))
