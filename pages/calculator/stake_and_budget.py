"""Means against work: the DIEM stake that covers the basket, and what a sum of money buys."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from pages.calculator.charts import units_bars
from pages.calculator.equals import candidates
from pages.calculator.work_fields import line_title
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import STATUS, marked_labels, name_models
from pages.shared.sidebar import offer_the_other_way
from pages.shared.table import titled
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.budget import Need, coverage_of, need_of, units_bought
from venice_data.costs.finder import may_be_cheapest, status_of
from venice_data.link_values import Number

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View
    from venice_data.costs.work import Basket

_PEAK_FACTOR: Final = Number(1.0, 100.0)
_STAKE: Final = Number(0.0, 1e9)

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


def show_stake(basket: Basket, view: View) -> None:
    """Say what to stake for an average and a peak day, and what another stake leaves."""
    answer = st.container()  # above what is asked: the answer comes first
    st.markdown(
        "Staking 1 DIEM pays for 1 USD of use each day. Unused DIEM expires at 00:00 UTC, "
        "use beyond the stake is paid in USD, and the minimum stake is 0.1 DIEM."
    )
    per_day = cost_of_basket(basket, view.catalog.prices, view.in_scope, "diem").per_day
    peak_factor = st.number_input(
        "Peak day, as a multiple of an average day",
        min_value=_PEAK_FACTOR.lowest,
        max_value=_PEAK_FACTOR.highest,
        value=2.0,
        step=0.5,
        **in_link("calculator_peak", _PEAK_FACTOR),
    )
    need = need_of(per_day, peak_factor)
    answer.header(
        f"Staking {_diem(need.stake_for_average)} covers an average day, "
        f"{_diem(need.stake_for_peak)} a peak day",
        anchor=False,
    )
    grid = st.grid(2, border=True)
    grid.metric("Stake for an average day", _diem(need.stake_for_average))
    grid.metric("Stake for a peak day", _diem(need.stake_for_peak))
    with st.popover("How this was computed", icon=":material/function:", type="tertiary"):
        st.markdown(
            f"The basket uses {_diem(need.average_day)} on an average day, and "
            f"{peak_factor:g} times that, {_diem(need.peak_day)}, on a peak day. Stakes are "
            "rounded up to a hundredth of a DIEM."
        )
    _show_other_stake(need)


def _show_other_stake(need: Need) -> None:
    chosen = st.number_input(
        "If I stake",
        min_value=_STAKE.lowest,
        max_value=_STAKE.highest,
        value=None,
        step=0.1,
        placeholder=f"{need.stake_for_average}, which covers an average day",
        help="In DIEM.",
        **in_link("calculator_stake", _STAKE),
    )
    stake = need.stake_for_average if chosen is None else Decimal(repr(chosen))
    coverage = coverage_of(stake, need)
    overflow_day, overflow_peak, overflow_month = (
        plain(cost_text(float(amount), "usd"))
        for amount in (
            coverage.overflow_usd_on_average_day,
            coverage.overflow_usd_on_peak_day,
            coverage.overflow_usd_per_month,
        )
    )
    st.markdown(
        f"- Expires unused on an average day: {_diem(coverage.lapses_on_average_day)}.\n"
        f"- Paid in USD on an average day: {overflow_day}; on a peak day: {overflow_peak}.\n"
        f"- Paid in USD in a month of average days: {overflow_month}."
    )


def _diem(amount: Decimal) -> str:
    return plain(cost_text(float(amount), "diem"))


def show_budget(basket: Basket, view: View) -> None:
    """Draw how many units of one line's work a budget buys with each model."""
    if not basket.lines:
        st.info("Add a line to the basket first.")
        return
    answer = st.container()  # above what is asked: the answer comes first
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
    work, own_id = basket.lines[position].work, basket.lines[position].model_id
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
        is_own=bought.index == own_id,
    )
    unit = _UNIT_LABELS[work.counted_in]
    finding = _finding(bought, cost_text(budget, view.currency), unit, view)
    answer.header(plain(finding), anchor=False)
    left_out = list(bought.loc[bought["status"] != "", "label"])
    offer_the_other_way(view, left_out, "calculator_budget")
    _show_units(bought, unit, finding, view)
    name_models("Free, so unlimited", bought[bought["units"] == math.inf])


def _finding(bought: pd.DataFrame, budget: str, unit: str, view: View) -> str:
    """Say with which model a budget buys most, among those that count, and what with the own."""
    counts = may_be_cheapest(bought["status"], counts_free_and_beta=view.counts_free_and_beta)
    if not counts.any():
        return f"How many {unit} {budget} buys"
    most, own = bought[counts].iloc[0], bought[bought["is_own"]]
    finding = f"{budget} buys most with {most['label']}: {_units_text(most['units'])} {unit}"
    if own.empty or most["is_own"]:
        return finding
    return f"{finding}; with yours, {own['label'].iloc[0]}, {_units_text(own['units'].iloc[0])}"


def _units_text(units: float) -> str:
    return "unlimited" if units == math.inf else f"{units:,.0f}"


def _show_units(bought: pd.DataFrame, unit: str, finding: str, view: View) -> None:
    counted = bought[bought["units"] < math.inf]
    if counted.empty:
        st.info("No matching model has a price above zero for this work.")
        return
    labels = marked_labels(counted)
    drawn = counted.assign(
        label=labels.where(~counted["is_own"], "Yours: " + labels),
        units_text=counted["units"].map(_units_text),
    )[counted["is_own"] | (np.arange(len(counted)) < _SHOWN)]
    columns = {"label": "Model", "id": "Id", "units": unit.capitalize(), "unit_cost": "Each"}
    if (counted["status"] != "").any():
        columns[STATUS.name] = STATUS.title
    show_figure(
        view,
        units_bars(drawn[["label", "units", "units_text", "privacy"]], unit),
        partial(titled, counted, columns),
        name="calculator_budget",
        takeaway=finding,
        holds={"Each": "cost"},
    )
