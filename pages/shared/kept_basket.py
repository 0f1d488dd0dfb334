"""The calculator's basket on other pages: where it is kept, and how its lines are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from venice_data.calculator.work_links import basket_from_text

if TYPE_CHECKING:
    from venice_data.calculator.work import Basket, Line

KEPT_BASKET: Final = "basket_text"


def kept_basket() -> Basket:
    """Return the visitor's basket; one without lines where there is none."""
    return basket_from_text(st.session_state.get(KEPT_BASKET) or "").basket


def line_text(line: Line) -> str:
    """Name a line: `chat, 1,000 requests a day`."""
    work = line.work
    counted = f"{getattr(work, work.counted_in):,}"
    what = "" if work.counted_in == "count" else f" {work.counted_in}"
    often = "once" if line.frequency == "once" else f"a {line.frequency}"
    return f"{work.kind}, {counted}{what} {often}"
