"""The budget turned around: how many units of a line's work a sum of money buys."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.charts import units_bars
from pages.calculator.totals import conditions_of
from pages.calculator.work_fields import KIND_LABELS
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from venice_data.catalog.names import distinct_names
from venice_data.costs.baskets import meeting
from venice_data.costs.budget import units_bought
from venice_data.costs.work_costs import candidates_for

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.costs.work import Basket

_SHOWN: Final = 15
_UNIT_LABELS: Final = {
    "requests": "requests",
    "tokens": "tokens",
    "count": "pictures",
    "characters": "characters",
    "minutes": "minutes",
    "tracks": "tracks",
    "clips": "clips",
}


def show(basket: Basket, view: View) -> None:
    """Draw how many units of one line's work a budget buys with each model."""
    if not basket.lines:
        st.info("Add a line to the basket first.")
        return
    budget_column, line_column = st.columns(2)
    budget = budget_column.number_input(
        f"Budget in {view.currency.upper()}",
        min_value=0.0,
        max_value=1e9,
        value=50.0,
        step=10.0,
        key="calculator_budget",
        bind="query-params",
    )
    position = line_column.selectbox(
        "Work like that of line",
        range(len(basket.lines)),
        format_func=lambda place: f"{place + 1}. {KIND_LABELS[basket.lines[place].work.kind]}",
        key="calculator_budget_line",
    )
    work = basket.lines[position].work
    prices = view.catalog.prices
    candidates = meeting(candidates_for(work, prices, view.in_scope), conditions_of(view))
    bought = units_bought(Decimal(repr(budget)), work, prices, candidates, view.currency)
    bought = bought.assign(label=distinct_names(candidates), privacy=candidates["privacy"])
    unit = _UNIT_LABELS[work.counted_in]
    counted = bought[bought["units"].notna() & (bought["units"] < math.inf)]
    if counted.empty:
        st.info("No model that meets the conditions has a price above zero for this work.")
    else:
        drawn = counted.head(_SHOWN).assign(units_text=counted["units"].map("{:,.0f}".format))
        columns = {"label": "Model", "id": "Id", "units": unit.capitalize(), "unit_cost": "Each"}
        table = counted.rename_axis("id").reset_index()[list(columns)].rename(columns=columns)
        show_figure(
            view,
            units_bars(drawn[["label", "units", "units_text", "privacy"]], unit),
            table,
            name="calculator_budget",
            takeaway=f"How many {unit} the budget buys with each model",
            money=["Each"],
        )
    free = bought[bought["units"] == math.inf]
    if not free.empty:
        st.caption(f"Free, so unlimited: {plain(', '.join(free['label']))}.")
