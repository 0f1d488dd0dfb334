"""The budget turned around: how many units of a line's work a sum of money buys."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.charts import units_bars
from pages.calculator.substitutes import candidates
from pages.calculator.work_fields import line_title
from pages.shared.figure import show_figure
from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import STATUS, marked_labels, name_models
from pages.shared.table import titled
from venice_data.catalog.names import distinct_names
from venice_data.costs.budget import units_bought
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.link_values import Number

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View
    from venice_data.costs.work import Basket

_SHOWN: Final = 15
_BUDGET: Final = Number(0.0, 1e9)
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
        min_value=_BUDGET.lowest,
        max_value=_BUDGET.highest,
        value=50.0,
        step=10.0,
        **in_link("calculator_budget", _BUDGET),
    )
    position = line_column.selectbox(
        "Work of line",
        range(len(basket.lines)),
        format_func=partial(line_title, basket),
        key="calculator_budget_line",
    )
    work = basket.lines[position].work
    models = candidates(work, view)
    bought = units_bought(
        Decimal(repr(budget)), work, view.catalog.prices, models, view.currency
    ).dropna(subset="units")
    names = distinct_names(models)
    models = models.loc[bought.index]  # columns of more rows would fill a frame that has none
    bought = bought.assign(
        label=names[bought.index],
        privacy=models["privacy"],
        status=status_of(models, bought["units"] == math.inf),
    )
    _say_most(bought, _UNIT_LABELS[work.counted_in], view)
    _show_units(bought, _UNIT_LABELS[work.counted_in], view)
    name_models("Free, so unlimited", bought[bought["units"] == math.inf])


def _say_most(bought: pd.DataFrame, unit: str, view: View) -> None:
    """Say with which model the budget buys most; name those that count only if asked for."""
    counts = may_be_cheapest(bought["status"], counts_free_and_beta=view.counts_free_and_beta)
    for _, most in bought[counts].head(1).iterrows():
        units = "unlimited" if most["units"] == math.inf else f"{most['units']:,.0f}"
        st.markdown(f"Most for the budget: {plain(most['label'])}, {units} {unit}.")
    left_out = list(bought.loc[bought["status"] != "", "label"])
    offer_the_other_way(view, left_out, "calculator_budget")


def _show_units(bought: pd.DataFrame, unit: str, view: View) -> None:
    counted = bought[bought["units"] < math.inf]
    if counted.empty:
        st.info("No matching model has a price above zero for this work.")
        return
    drawn = counted.head(_SHOWN).assign(
        label=marked_labels(counted), units_text=counted["units"].map("{:,.0f}".format)
    )
    columns = {"label": "Model", "id": "Id", "units": unit.capitalize(), "unit_cost": "Each"}
    if (counted["status"] != "").any():
        columns[STATUS.name] = STATUS.title
    show_figure(
        view,
        units_bars(drawn[["label", "units", "units_text", "privacy"]], unit),
        partial(titled, counted, columns),
        name="calculator_budget",
        takeaway=f"How many {unit} the budget buys with each model",
        holds={"Each": "cost"},
    )
