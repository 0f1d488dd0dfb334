"""Enlarging pictures: the price of each factor with each model."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.images.charts import upscale_points
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.images import upscale_prices

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.chart_template import Drawing


def show(view: View) -> None:
    """Draw the upscale prices of the matching models; say it where all are alike."""
    upscales = _upscales(view)
    if upscales.empty:
        st.info("No matching model publishes a price for enlarging.")
        return
    finding = f"Enlarging a picture {_range_in_words(view)}"
    st.header(plain(finding), anchor=False)
    columns = {
        "name": "Model",
        "model_id": "Id",
        "factor": "Enlarged",
        "price": "Price per image",
        "privacy": "Privacy",
    }
    show_figure(
        view,
        _drawing(view),
        partial(titled, upscales, columns),
        name="images_upscale",
        takeaway=finding,
        holds={"Price per image": "price"},
    )


@once_per_view
def _upscales(view: View) -> pd.DataFrame:
    """Return the prices of enlarging, the lowest first."""
    upscales = upscale_prices(view.prices, view.models, view.currency)
    upscales = upscales[upscales["price"].notna()]
    return upscales.assign(
        label=upscales["model_id"].map(distinct_names(view.models)),
        price_text=upscales["price"].map(lambda price: price_text(price, view.currency)),
    ).sort_values(["price", "label"])


@once_per_view
def _drawing(view: View) -> Drawing:
    drawn = _upscales(view)[["label", "model_id", "price", "price_text", "factor"]]
    return upscale_points(drawn, view.currency)


@once_per_view
def _range_in_words(view: View) -> str:
    """Say per factor what it costs: one price, or from the lowest to the highest."""
    parts = []
    for factor, prices in _upscales(view).groupby("factor")["price"]:
        lowest, highest = (
            price_text(price, view.currency) for price in (prices.min(), prices.max())
        )
        cost = f"{lowest} with every model" if lowest == highest else f"{lowest} to {highest}"
        parts.append(f"{factor} costs {cost}")
    return "; ".join(parts)
