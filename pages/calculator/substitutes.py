"""Which other model could do a line's work, and what it would save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import streamlit as st

from pages.calculator.basket_editing import use_model
from pages.calculator.totals import conditions_of
from pages.calculator.work_fields import KIND_LABELS
from pages.shared.chart_parts import ranking
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.baskets import meeting
from venice_data.costs.work_costs import candidates_for, cost_of, ranked

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View
    from venice_data.costs.work import Basket, Line

_SHOWN: Final = 15


def show(basket: Basket, view: View) -> None:
    """Rank every model that meets the conditions by what one line would cost with it."""
    if not basket.lines:
        st.info("Add a line to the basket first.")
        return
    position = st.selectbox(
        "Line",
        range(len(basket.lines)),
        format_func=lambda place: f"{place + 1}. {KIND_LABELS[basket.lines[place].work.kind]}",
        key="calculator_substitute_line",
    )
    line = basket.lines[position]
    costs = _costs(line, view)
    priced = costs[costs["cost"].notna()]
    if priced.empty:
        st.info("No model that meets the conditions has a price for this work.")
        return
    _offer_cheapest(position, line, priced, view)
    _show_ranking(line, priced, view)


def _costs(line: Line, view: View) -> pd.DataFrame:
    prices = view.catalog.prices
    candidates = candidates_for(line.work, prices, view.in_scope)
    allowed = meeting(candidates, conditions_of(view)).index
    costs = ranked(cost_of(line.work, prices, candidates, view.currency))
    own = costs["cost"].get(line.model_id)
    return (
        costs[costs.index.isin(allowed)]
        .join(candidates[["privacy"]])
        .assign(
            label=distinct_names(candidates),
            saving=lambda table: float("nan") if own is None else own - table["cost"],
        )
    )


def _offer_cheapest(position: int, line: Line, priced: pd.DataFrame, view: View) -> None:
    cheapest = str(priced.index[0])
    name = plain(str(priced["label"].iloc[0]))
    cost = plain(cost_text(float(priced["cost"].iloc[0]), view.currency))
    if cheapest == line.model_id:
        st.markdown(f"{name} is already the cheapest that meets the conditions: {cost}.")
        return
    st.markdown(f"Cheapest that meets the conditions: **{name}**, {cost}.")
    st.button(
        "Use the cheapest",
        icon=":material/swap_horiz:",
        key="calculator_use_cheapest",
        on_click=use_model,
        args=(position, cheapest),
    )


def _show_ranking(line: Line, priced: pd.DataFrame, view: View) -> None:
    drawn = priced.head(_SHOWN)
    often = "once" if line.frequency == "once" else f"a {line.frequency}"
    texts = {
        "price_text": drawn["cost"].map(lambda cost: cost_text(cost, view.currency)),
        "saving_text": drawn["saving"].map(lambda saving: cost_text(saving, view.currency)),
    }
    columns = {
        "label": "Model",
        "id": "Id",
        "cost": "Cost",
        "saving": "Saving against your model",
        "privacy": "Privacy",
    }
    table = priced.rename_axis("id").reset_index()[list(columns)].rename(columns=columns)
    show_figure(
        view,
        ranking(
            drawn.rename(columns={"cost": "price"}).assign(**texts)[
                ["label", "price", "privacy", "price_text", "saving_text"]
            ],
            view.currency,
            f"for this line, {often}",
            [
                alt.Tooltip("label:N", title="Model"),
                alt.Tooltip("price_text:N", title="Cost"),
                alt.Tooltip("saving_text:N", title="Saving against your model"),
                alt.Tooltip("privacy:N", title="Privacy"),
            ],
        ),
        table,
        name="calculator_substitutes",
        takeaway=f"Models by what this line costs; the cheapest is {drawn['label'].iloc[0]}",
        money=["Cost", "Saving against your model"],
    )
