"""Cache writes: after how many reuses a write to the prompt cache pays off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from pages.calculator.totals import conditions_of
from pages.shared.figure import show_downloads
from pages.shared.table import show_table
from venice_data.catalog.price_components import column_title
from venice_data.costs.baskets import meeting
from venice_data.costs.tokens import cache_break_even, token_prices

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.costs.work import Basket


def show(_: Basket, view: View) -> None:
    """List the models that charge for writing, the soonest to pay off first."""
    models = meeting(view.in_scope[view.in_scope["type"] == "text"], conditions_of(view))
    written = cache_break_even(token_prices(view.catalog.prices, models, view.currency))
    charging = written[written["charges_for_writing"]].sort_values(["reuses", "name"])
    st.markdown(
        f"{len(charging)} models that meet the conditions charge more for writing to the cache "
        "than for plain input. Each later read is cheaper, so a write pays off after some reuses."
    )
    if charging.empty:
        return
    titles = {
        component: column_title(component, "text")
        for component in ("input", "cache_write", "cache_input")
    }
    columns = {"name": "Model", "id": "Id", "told": "Pays off after", **titles}
    table = (
        charging.assign(told=charging["reuses"].map(_in_words))
        .rename_axis("id")
        .reset_index()[list(columns)]
        .rename(columns=columns)
    )
    show_table(
        view,
        table,
        money=list(titles.values()),
        alt="After how many reuses a cache write pays off",
    )
    show_downloads(table, "calculator_cache_writes")


def _in_words(reuses: float) -> str:
    if reuses == math.inf:
        return "never"
    return "1 reuse" if reuses == 1 else f"{reuses:.0f} reuses"
