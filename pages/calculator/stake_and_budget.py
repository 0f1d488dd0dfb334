"""Means against work: the DIEM stake that covers the basket, and what a sum of money buys."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.charts import units_bars
from pages.calculator.equals import are_first, candidates, labels_beside_own, lacks
from pages.calculator.work_fields import line_title
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import STATUS, name_models
from pages.shared.sidebar import offer_the_other_way
from pages.shared.table import titled
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.budget import Need, coverage_of, need_of, units_bought
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.link_values import Number

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from pages.calculator.needs import Needs
    from pages.shared.view import View
    from venice_data.costs.work import Basket

_PEAK_FACTOR: Final = Number(1.0, 100.0)
_STAKE: Final = Number(0.0, 1e9)

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


def show_budget(basket: Basket, view: View, needs: Needs) -> None:
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
    line = basket.lines[position]
    work = line.work
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
        is_own=bought.index == line.model_id,
        lacks=lacks(bought.index, view, line, needs),
    )
    unit = _UNIT_LABELS[work.counted_in]
    most = _buys_most(bought, view)
    finding = _finding(bought, most, cost_text(budget, view.currency), unit)
    answer.header(plain(finding), anchor=False)
    left_out = list(bought.loc[bought["status"] != "", "label"])
    offer_the_other_way(view, left_out, "calculator_budget")
    _show_units(bought, most, unit, finding, view)
    name_models("Free, so unlimited", bought[bought["units"] == math.inf])


def _buys_most(bought: pd.DataFrame, view: View) -> Hashable | None:
    """Return of which model most can be had: of those that meet the needs, where any does."""
    counts = may_be_cheapest(bought["status"], counts_free_and_beta=view.counts_free_and_beta)
    meets = counts & (bought["lacks"] == "")
    return next(iter(bought.index[meets if meets.any() else counts]), None)


def _finding(bought: pd.DataFrame, most_id: Hashable | None, budget: str, unit: str) -> str:
    """Say what a budget buys with the model of `_buys_most`, and what with the own."""
    if most_id is None:
        return f"How many {unit} {budget} buys"
    most, own = bought[bought.index == most_id].iloc[0], bought[bought["is_own"]]
    is_of_equals = any(bought["lacks"]) and not most["lacks"]
    of_those = "Of models that meet the needs, " if is_of_equals else ""
    units = _units_text(most["units"])
    if most["lacks"]:
        none = "No model that counts as cheapest meets the needs"
        return f"{none}; by price alone, {budget} buys {units} {unit} with {most['label']}"
    finding = f"{of_those}{budget} buys most with {most['label']}: {units} {unit}"
    if own.empty or most["is_own"]:
        return finding
    with_own = _units_text(own["units"].iloc[0])
    return f"{finding}; with yours, {own['label'].iloc[0]}, {with_own}"


def _units_text(units: float) -> str:
    return "unlimited" if units == math.inf else f"{units:,.0f}"


def _show_units(
    bought: pd.DataFrame, most_id: Hashable | None, unit: str, finding: str, view: View
) -> None:
    counted = bought[bought["units"] < math.inf]
    if counted.empty:
        st.info("No matching model has a price above zero for this work.")
        return
    drawn = counted.assign(
        label=labels_beside_own(counted, by_needs=any(counted["lacks"])),
        units_text=counted["units"].map(_units_text),
    )[counted["is_own"] | (counted.index == most_id) | are_first(counted)]
    columns = {"label": "Model", "id": "Id", "units": unit.capitalize(), "unit_cost": "Each"}
    if any(counted["lacks"]):
        columns["lacks"] = "Against your model"
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
