"""Which other model could do a line's work, and what it would save."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.calculator.basket_editing import use_model
from pages.calculator.candidates import candidates, costs_with_each, on_cheapest
from pages.calculator.work_fields import line_title
from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    by_price,
    labels_free_or_beta,
    show_ranking,
)
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, exact_quantity
from venice_data.catalog.names import distinct_names
from venice_data.costs.free_and_beta import status_of

if TYPE_CHECKING:
    from venice_data.costs.work import Basket, Line

_SHOWN: Final = 15
_COLUMNS: Final = (
    Column("price", "Cost", "cost"),
    Column("saving", "Saving against your model", "cost"),
    PRIVACY,
)


def show(basket: Basket, view: View) -> None:
    """Rank every model that meets the conditions by what one line would cost with it."""
    if not basket.lines:
        st.info("Add a line to the basket first.")
        return
    position = st.selectbox(
        "Line",
        range(len(basket.lines)),
        format_func=partial(line_title, basket),
        key="calculator_substitute_line",
    )
    line = basket.lines[position]
    ranked = _ranked(view, line)
    if ranked.empty:
        st.info("No matching model has a price for this work.")
        return
    swapped = on_cheapest(view, basket)
    _offer_cheapest(position, line, swapped.basket.lines[position].model_id, ranked, view)
    offer_the_other_way(view, labels_free_or_beta(view, ranked), "calculator_substitutes")
    often = "once" if line.frequency == "once" else f"per {line.frequency}"
    show_ranking(
        view,
        ranked,
        Ranking(
            f"for this line, {often}",
            _COLUMNS,
            "calculator_substitutes",
            "Models by what this line costs",
            most_drawn=_SHOWN,
        ),
    )


@once_per_view
def _ranked(view: View, line: Line) -> pd.DataFrame:
    """Return the candidates that have a price: label, privacy, price, saving, status; by id."""
    models = candidates(line.work, view)
    costs = costs_with_each(view, line.work)
    own_cost = costs["cost"].get(line.model_id, math.nan)
    priced = pd.DataFrame(
        {
            "label": distinct_names(models),
            "privacy": models["privacy"],
            "price": costs["cost"],
            "status": status_of(models, costs["is_free"]),
        },
        index=models.index,
    ).dropna(subset="price")
    own = exact_quantity(own_cost)
    saving = [float(own - exact_quantity(cost)) for cost in priced["price"]]
    return by_price(priced.assign(saving=saving))


def _offer_cheapest(
    position: int, line: Line, cheapest: str | None, ranked: pd.DataFrame, view: View
) -> None:
    if cheapest is None or cheapest not in ranked.index:  # then the line keeps its model
        st.markdown("Every matching model that has a price is free now or in beta.")
        return
    name = plain(str(ranked["label"][cheapest]))
    cost = plain(cost_text(float(ranked["price"][cheapest]), view.currency))
    if cheapest == line.model_id:
        st.markdown(f"{name} is already the cheapest matching model: {cost}.")
        return
    st.markdown(f"Cheapest matching model: **{name}**, {cost}.")
    st.button(
        "Use the cheapest",
        icon=":material/swap_horiz:",
        key="calculator_use_cheapest",
        on_click=use_model,
        args=(position, cheapest),
    )
