"""Prices as they came, each in the unit of its own: of models that nothing here ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pages.shared.table import show_table

if TYPE_CHECKING:
    from pages.shared.view import View


def show_listed_prices(view: View, models: pd.DataFrame, alt: str, name: str) -> None:
    """List every price of some models, one row per price."""
    prices = view.catalog.prices
    own = prices[prices["model_id"].isin(models.index)]
    table = pd.DataFrame(
        {
            "Model": own["model_id"].map(models["name"]),
            "Id": own["model_id"],
            "Price of": own["label"],
            "Price": own[view.currency],
            "Unit": own["unit"],
        }
    )
    show_table(view, table, money=["Price"], alt=alt, name=name)
