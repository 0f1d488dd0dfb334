"""Cache writes: after how many reuses a write to the prompt cache pays off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from pages.calculator.substitutes import text_candidates
from pages.shared.table import show_table, titled
from venice_data.catalog.price_components import column_title
from venice_data.costs.tokens import cache_break_even

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.costs.work import Basket


def show(_: Basket, view: View) -> None:
    """List the models that charge for writing, the soonest to pay off first."""
    written = cache_break_even(text_candidates(view))
    charging = written[written["charges_for_writing"]].sort_values(["reuses", "name"])
    st.markdown(
        f"{len(charging)} matching models charge more for writing to the cache "
        "than for plain input. Each later read is cheaper, so a write pays off after some reuses."
    )
    if charging.empty:
        return
    titles = {
        component: column_title(component, "text")
        for component in ("input", "cache_write", "cache_input")
    }
    columns = {"name": "Model", "id": "Id", "pays_off": "Pays off after", **titles}
    show_table(
        view,
        titled(charging.assign(pays_off=charging["reuses"].map(_in_words)), columns),
        name="calculator_cache_writes",
        alt="After how many reuses a cache write pays off",
        holds=dict.fromkeys(titles.values(), "price"),
    )


def _in_words(reuses: float) -> str:
    if reuses == math.inf:
        return "never"
    return "1 reuse" if reuses == 1 else f"{reuses:.0f} reuses"
