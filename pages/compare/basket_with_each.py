"""The visitor's basket from the calculator, a month with each compared model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.downloads import show_downloads
from pages.shared.kept_basket import line_text, open_basket, show_basket_link
from venice_data.catalog.money import cost_text
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.work import Basket
from venice_data.costs.work_costs import does_not_do

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.compare.compared_models import Chosen
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency
    from venice_data.costs.baskets import LineCost

BASKET_IN_LINK: Final = "compare_basket"
_LINE: Final = "Line"


def show(view: View, chosen: Chosen) -> None:
    """Show what each line of the basket would cost with each model; nothing without a basket."""
    basket = open_basket(BASKET_IN_LINK)
    if not basket.lines:
        return
    ids = [str(model_id) for model_id in chosen.models.index]
    rows = _basket_rows(basket, view, ids)
    st.subheader("Your basket with each, a month", anchor=False)
    st.dataframe(
        rows,
        column_config={
            _LINE: st.column_config.TextColumn(pinned=True),
            **dict(zip(ids, chosen.names, strict=True)),
        },
        hide_index=True,
        height="content",
        alt="What each line of the basket costs a month with each model",
    )
    st.caption("As if every line ran on that model, in an average month of 365/12 days.")
    show_downloads(rows, "compare_basket")
    show_basket_link(BASKET_IN_LINK)


def _basket_rows(basket: Basket, view: View, ids: Sequence[str]) -> pd.DataFrame:
    """Return one row per line of the basket: what it is, and its cost with each model.

    Columns: Line, then a text per model id, such as `$12.50`, `$3.00 once` or why there is none.
    """
    lines = basket.lines
    columns = {_LINE: [f"{number}. {line_text(line)}" for number, line in enumerate(lines, 1)]}
    for model_id in ids:
        on_model = Basket(tuple(line.with_model(model_id) for line in lines))
        cost = cost_of_basket(on_model, view.catalog.prices, view.in_scope, view.currency)
        columns[model_id] = [_cost_text(line, view.currency) for line in cost.lines]
    return pd.DataFrame(columns)


def _cost_text(line: LineCost, currency: Currency) -> str:
    if line.cost == does_not_do(line.line.work):
        return "cannot do this work"
    if line.per_month is not None:
        return cost_text(float(line.per_month), currency)
    if line.once is not None:
        return f"{cost_text(float(line.once), currency)} once"
    return line.cost.why_not
