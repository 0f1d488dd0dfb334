"""My own month: what it came to, what it would have cost elsewhere, and the next one planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.calculator import month_not_compared, month_savings, month_spent
from pages.calculator.month_input import ask_for_usage, forget, kept_month

if TYPE_CHECKING:
    from pages.shared.view import View


def show(view: View) -> None:
    """Read a usage history, and show what it came to and what would have been cheaper."""
    month = kept_month()
    if month is None:
        st.header("Would your month have been cheaper?", anchor=False)
        ask_for_usage(view)
        return
    month_spent.say(month, view)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "An example, made up. Read your own in its place."
            if month.is_example
            else "Read in the memory of this session only: kept nowhere, and in no link.",
            width="content",
        )
        st.button("Forget it", icon=":material/delete:", type="tertiary", on_click=forget)
    month_savings.say_swaps(month, view)
    month_spent.show(month, view)
    month_savings.show(month, view)
    month_not_compared.say(month)
    month_spent.show_not_matched(month, view)
    with st.expander("Read another history", icon=":material/upload:"):
        ask_for_usage(view)
