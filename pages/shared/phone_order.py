"""On a phone the answer and its picture come first, and what is kept for later below them.

`site.css` orders what stands in these boxes; elsewhere they change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def answer_first(name: str) -> DeltaGenerator:
    """Return a box at whose end, on a phone, what is `later` in it stands."""
    return st.container(key=f"{name}_answer_first")


def later(name: str) -> DeltaGenerator:
    """Return a box for what can wait: further choices, and what is said of them."""
    return st.container(key=f"{name}_later")
