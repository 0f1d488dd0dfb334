"""DIEM: the stake that covers the basket, what lapses, what runs over."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from venice_data.catalog.money import cost_text
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.budget import Need, coverage_of, need_of
from venice_data.link_values import Number

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.costs.work import Basket

_PEAK_FACTOR: Final = Number(1.0, 100.0)
_STAKE: Final = Number(0.0, 1e9)


def show(basket: Basket, view: View) -> None:
    """Say what to stake for an average and a peak day, and what another stake leaves."""
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
