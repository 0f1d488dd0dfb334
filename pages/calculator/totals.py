"""What the basket costs: the totals, the split, and the same on the cheapest models."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.calculator.basket_lines import amount_text
from pages.calculator.candidates import on_cheapest
from pages.calculator.charts import split_bars
from pages.calculator.work_fields import KIND_LABELS
from pages.shared.figure import show_figure
from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.plain_text import plain
from pages.shared.table import titled
from venice_data.catalog.money import share_text

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.costs.baskets import BasketCost, Substitution
    from venice_data.costs.work import Basket


def show(basket: Basket, view: View) -> None:
    """Show the totals of a basket and where they come from."""
    if not basket.lines:
        st.markdown("Your basket is empty. Start from an example, or add a line.")
        return
    swapped = on_cheapest(view, basket)
    _show_figures(swapped, view)
    _say_not_priced(swapped.before)
    _show_split(swapped.before, view)


def _show_figures(swapped: Substitution, view: View) -> None:
    cost = swapped.before
    grid = st.grid(4, border=True)
    grid.metric("Per month", plain(amount_text(cost.per_month, view)))
    grid.metric("Per average day", plain(amount_text(cost.per_day, view)))
    grid.metric("Once", plain(amount_text(cost.once, view)))
    grid.metric(
        "Cheapest, per month",
        plain(amount_text(swapped.after.per_month, view)),
        help="Every line on the cheapest model that matches the sidebar's filters: "
        "capabilities, privacy, context window and search.",
    )
    names = view.names
    offer_the_other_way(view, list(names[list(swapped.free_or_beta)]), "calculator_totals")
    with st.popover("How this was computed", icon=":material/function:", type="tertiary"):
        sums = " + ".join(
            amount_text(line.per_month, view) for line in cost.lines if line.per_month is not None
        )
        st.markdown(
            f"Per month: {plain(sums or 'no recurring work')}. Daily work counts "
            "365 / 12 days per month, the average; one-off work is not included."
        )
        st.markdown(
            f"Saved on cheapest models: {plain(amount_text(swapped.saving_per_month, view))}."
        )


def _say_not_priced(cost: BasketCost) -> None:
    if cost.not_priced:
        reasons = "; ".join(
            f"{KIND_LABELS[line.line.work.kind]} ({line.cost.why_not})" for line in cost.not_priced
        )
        st.warning(f"Left out of the totals, because not priced: {plain(reasons)}.")


def _show_split(cost: BasketCost, view: View) -> None:
    names = view.names
    rows = [
        {
            "label": f"{number}. {KIND_LABELS[line.line.work.kind]}",
            "model": names.get(line.line.model_id, line.line.model_id),
            "price": float(line.per_month),
            "price_text": amount_text(line.per_month, view),
            "share": share,
            "share_text": share_text(share),
        }
        for number, (line, share) in enumerate(
            zip(cost.lines, cost.shares_of_month(), strict=True), start=1
        )
        if line.per_month is not None
    ]
    if len(rows) > 1:
        split = pd.DataFrame(rows)
        columns = {"label": "Line", "model": "Model", "price": "Per month", "share": "Share"}
        st.subheader("Monthly cost by line", anchor=False)
        show_figure(
            view,
            split_bars(split, view.currency),
            partial(titled, split, columns),
            name="calculator_split",
            takeaway="What each line of the basket costs per month",
            holds={"Per month": "cost", "Share": "share"},
        )
