"""Enlarging pictures: the price of each factor with each model."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.images.charts import upscale_points
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import titled
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.images import upscale_prices

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View


def show(view: View) -> None:
    """Draw the upscale prices of the matching models; say it where all are alike."""
    upscales = upscale_prices(view.prices, view.models, view.currency)
    upscales = upscales[upscales["price"].notna()]
    st.header("What enlarging a picture costs", anchor=False)
    if upscales.empty:
        st.info("No matching model publishes a price for enlarging.")
        return
    _say_range(upscales, view)
    labels = distinct_names(view.models)
    drawn = upscales.assign(
        label=upscales["model_id"].map(labels),
        price_text=upscales["price"].map(lambda price: price_text(price, view.currency)),
    ).sort_values(["price", "label"])
    columns = {
        "name": "Model",
        "model_id": "Id",
        "factor": "Enlarged",
        "price": "Price per image",
        "privacy": "Privacy",
    }
    show_figure(
        view,
        upscale_points(drawn[["label", "price", "price_text", "factor"]], view.currency),
        partial(titled, drawn, columns),
        name="images_upscale",
        takeaway="Price of enlarging one picture, by model and factor",
        holds={"Price per image": "price"},
    )


def _say_range(upscales: pd.DataFrame, view: View) -> None:
    """Say per factor what it costs: one price, or from the lowest to the highest."""
    parts = []
    for factor, prices in upscales.groupby("factor")["price"]:
        lowest, highest = (
            plain(price_text(price, view.currency)) for price in (prices.min(), prices.max())
        )
        cost = f"{lowest} with every model" if lowest == highest else f"{lowest} to {highest}"
        parts.append(f"{plain(str(factor))} costs {cost}")
    st.markdown(f"{'; '.join(parts)}.")
