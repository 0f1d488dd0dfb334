"""Embeddings: what it costs to turn text into search vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from pages.shared.chart_parts import ranking
from pages.shared.figure import show_figure
from venice_data.money import price_text
from venice_data.names import distinct_names
from venice_data.token_costs import token_prices

if TYPE_CHECKING:
    from pages.shared.view import View


def show(view: View) -> None:
    """Rank the embedding models that remain by their input price."""
    models = view.of_type("embedding")
    st.subheader("Embedding models by input price", anchor=False)
    tokens = token_prices(view.catalog.prices, models, view.currency)
    tokens = tokens.assign(label=distinct_names(models), price=tokens["input"])
    ranked = tokens.sort_values(["price", "label"])
    priced = ranked[ranked["price"].notna()]
    if priced.empty:
        st.info("No embedding model with a price is left: loosen a filter in the sidebar.")
        return
    drawn = priced[["label", "price", "privacy"]].assign(
        price_text=priced["price"].map(lambda price: price_text(price, view.currency))
    )
    chart = ranking(
        drawn,
        view.currency,
        "per 1M input tokens",
        [
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("price_text:N", title="Input per 1M tokens"),
            alt.Tooltip("privacy:N", title="Privacy"),
        ],
    )
    columns = {
        "name": "Model",
        "id": "Id",
        "input": "Input per 1M tokens",
        "privacy": "Privacy",
    }
    show_figure(
        view,
        chart,
        ranked.rename_axis("id").reset_index()[list(columns)].rename(columns=columns),
        name="text_embeddings",
        takeaway=f"Embedding models by price; the cheapest is {drawn['label'].iloc[0]}",
        money=["Input per 1M tokens"],
    )
