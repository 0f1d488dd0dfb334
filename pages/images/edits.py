"""Editing pictures: what an edit costs with a number of input images."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.images.quality_matrix import show_matrix
from pages.images.size_and_quality import choose_size_and_quality, show_pictures
from venice_data.costs.images import edit_prices

if TYPE_CHECKING:
    from pages.shared.view import View

_MOST_INPUT_IMAGES: Final = 10


def show(view: View) -> None:
    """Rank the edit models that remain by the price of one edit."""
    models = view.of_type("inpaint")
    if models.empty:
        st.info("No edit model is left: loosen a filter in the sidebar.")
        return
    prices = view.catalog.prices[view.catalog.prices["model_id"].isin(models.index)]
    st.subheader("Every edit model, by number of input images", anchor=False)
    input_images = st.slider(
        "Input images",
        1,
        _MOST_INPUT_IMAGES,
        1,
        key="images_inputs",
        bind="query-params",
        help="How many pictures you send with one edit.",
    )
    wanted = choose_size_and_quality(prices, "images_edit")
    edits = edit_prices(prices, models, wanted, input_images, view.currency)
    st.caption(
        "The edit itself, plus each input image beyond those that the model includes. "
        f"{int((~edits['has_extra_price']).sum())} of {len(edits)} models publish no price for "
        "further input images; for those only the edit is counted."
    )
    show_pictures(
        view,
        edits,
        "per edit",
        {"base": "Price of the edit itself", "extra": "Price of extra input images"},
        "images_edits",
    )
    show_matrix(view, models, "images_edit")
