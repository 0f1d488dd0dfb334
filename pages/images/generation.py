"""Making pictures: the matrix, and every model ranked at one size and quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.images.quality_matrix import show_matrix
from pages.images.size_and_quality import choose_size_and_quality, show_pictures
from venice_data.costs.images import picture_prices

if TYPE_CHECKING:
    from pages.shared.view import View


def show(view: View) -> None:
    """Rank the image models that remain, and show the matrices among them."""
    models = view.of_type("image")
    if models.empty:
        st.info("No image model is left: loosen a filter in the sidebar.")
        return
    prices = view.catalog.prices[view.catalog.prices["model_id"].isin(models.index)]
    show_matrix(view, models, "images")
    st.subheader("Every image model at one size and quality", anchor=False)
    wanted = choose_size_and_quality(prices, "images")
    st.caption(
        "A model priced by quality or by resolution is ranked at your choice. "
        "A model with one price costs the same whatever you choose."
    )
    show_pictures(
        view,
        picture_prices(prices, models, wanted, view.currency),
        "per image",
        {},
        "images_ranking",
    )
