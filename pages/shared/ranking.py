"""Models ranked by price: the chart, its table, and those that have no price to rank by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from pages.shared.chart_parts import ranking
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from venice_data.catalog.money import cost_text, price_text

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View


def show_ranked(
    view: View, ranked: pd.DataFrame, unit: str, money: dict[str, str], name: str
) -> None:
    """Rank models by `price` in a unit, with their other prices in tooltips and the table.

    `ranked` is in order, has label, privacy, price, basis (how it is priced) and the columns
    that `money` maps to their titles.
    """
    drawn = ranked[ranked["price"].notna()]
    if drawn.empty:
        st.info("No model that remains has a price here. Choose otherwise, or loosen a filter.")
        return
    texts = {"price_text": drawn["price"].map(lambda price: cost_text(price, view.currency))}
    texts |= {
        f"{column}_text": drawn[column].map(lambda price: price_text(price, view.currency))
        for column in money
    }
    chart = ranking(
        drawn[["label", "price", "privacy", "basis"]].assign(**texts),
        view.currency,
        unit,
        [
            alt.Tooltip("label:N", title="Model"),
            *(alt.Tooltip(f"{column}_text:N", title=title) for column, title in money.items()),
            alt.Tooltip("basis:N", title="Priced"),
            alt.Tooltip("privacy:N", title="Privacy"),
        ],
    )
    columns = {"name": "Model", "id": "Id", **money, "basis": "Priced", "privacy": "Privacy"}
    show_figure(
        view,
        chart,
        ranked.rename_axis("id").reset_index()[list(columns)].rename(columns=columns),
        name=name,
        takeaway=f"Models by price {unit}; the cheapest is {drawn['label'].iloc[0]}",
        money=list(money.values()),
    )


def name_models(reason: str, models: pd.DataFrame) -> None:
    """Name some models and what they have in common; nothing where there is none."""
    if not models.empty:
        st.caption(f"{reason}: {plain(', '.join(models['label']))}.")
