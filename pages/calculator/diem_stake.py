"""DIEM: the stake that covers the basket, what lapses, what runs over."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.link_state import forget_ignored, take_from_link
from pages.shared.plain_text import plain
from venice_data.catalog.money import cost_text
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.diem import Need, coverage_of, need_of
from venice_data.link_values import Number

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.costs.work import Basket


def show(basket: Basket, view: View) -> None:
    """Say what to stake for an average and a peak day, and what another stake leaves."""
    st.markdown(
        "Staking 1 DIEM pays for 1 USD of use each day. What is not used by 00:00 UTC lapses, "
        "what runs over is paid in USD, and 0.1 DIEM is the least."
    )
    per_day = cost_of_basket(basket, view.catalog.prices, view.in_scope, "diem").per_day
    take_from_link({"calculator_peak": Number(1, 100), "calculator_stake": Number(0, 1e9)})
    peak_factor = st.number_input(
        "A peak day is this many times an average one",
        min_value=1.0,
        max_value=100.0,
        value=2.0,
        step=0.5,
        key="calculator_peak",
        bind="query-params",
        on_change=forget_ignored,
    )
    need = need_of(per_day, peak_factor)
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
        min_value=0.0,
        max_value=1e9,
        value=None,
        step=0.1,
        key="calculator_stake",
        bind="query-params",
        on_change=forget_ignored,
        placeholder=f"{need.stake_for_average}, which covers an average day",
        help="In DIEM.",
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
        f"- Lapses unused on an average day: {_diem(coverage.lapses_on_average_day)}.\n"
        f"- Runs over on an average day: {overflow_day}; on a peak day: {overflow_peak}.\n"
        f"- Runs over in a month of average days: {overflow_month}."
    )


def _diem(amount: Decimal) -> str:
    return plain(cost_text(float(amount), "diem"))
