"""Making and editing pictures: every model ranked at one size and quality, and the matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.images.quality_matrix import show_matrix
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Column,
    Ranking,
    by_price,
    name_models,
    name_unpriced,
    show_ranking,
)
from venice_data.catalog.names import distinct_names
from venice_data.costs.images import (
    NOT_OFFERED,
    PictureChoice,
    edit_prices,
    makes_pictures,
    picture_prices,
    qualities_of,
    resolutions_of,
)
from venice_data.link_values import Choices, WholeNumber

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View

_INPUT_IMAGES: Final = WholeNumber(1, 10)


def show_generation(view: View) -> None:
    """Show the matrices among the matching image models, and rank all of them."""
    models = view.of_type("image")
    if models.empty:
        st.info("No matching image model: loosen a filter in the sidebar.")
        return
    prices = view.catalog.prices[view.catalog.prices["model_id"].isin(models.index)]
    show_matrix(view, models, "images")
    st.subheader("Every image model at one size and quality", anchor=False)
    wanted = _choose_size_and_quality(prices, "images")
    is_maker = makes_pictures(models)
    pictures = picture_prices(prices, models[is_maker], wanted, view.currency)
    _show_rankings(view, pictures, "per image", (), "images_ranking")
    name_models(
        "Not ranked, since by its id it removes backgrounds and makes no picture",
        models[~is_maker].assign(label=distinct_names(models)),
    )


def show_edits(view: View) -> None:
    """Rank the matching edit models by the price of one edit; show their matrices."""
    models = view.of_type("inpaint")
    if models.empty:
        st.info("No matching edit model: loosen a filter in the sidebar.")
        return
    prices = view.catalog.prices[view.catalog.prices["model_id"].isin(models.index)]
    st.subheader("Every edit model, by number of input images", anchor=False)
    input_images = st.slider(
        "Input images",
        _INPUT_IMAGES.lowest,
        _INPUT_IMAGES.highest,
        1,
        help="How many pictures you send with each edit.",
        **in_link("images_inputs", _INPUT_IMAGES),
    )
    wanted = _choose_size_and_quality(prices, "images_edit")
    edits = edit_prices(prices, models, wanted, input_images, view.currency)
    st.caption(
        "The edit itself, plus each input image beyond those included in its price. "
        f"{int((~edits['has_extra_price']).sum())} of {len(edits)} models publish no price for "
        "further input images; for those only the edit is counted."
    )
    parts = (
        Column("base", "Price of the edit itself", "price"),
        Column("extra", "Price of extra input images", "price"),
    )
    _show_rankings(view, edits, "per edit", parts, "images_edits")
    show_matrix(view, models, "images_edit")


def _choose_size_and_quality(prices: pd.DataFrame, key: str) -> PictureChoice:
    """Ask for a resolution and a quality, among those that the prices name."""
    resolutions, qualities = resolutions_of(prices), qualities_of(prices)
    if not resolutions:
        return PictureChoice("", "")
    with st.container(horizontal=True):
        resolution = st.segmented_control(
            "Resolution",
            resolutions,
            default=resolutions[0],
            required=True,
            format_func=plain,
            help="1K is about 1,024 pixels along a side, 2K twice and 4K four times that.",
            **in_link(
                f"{key}_resolution", Choices([*map(plain, resolutions)], most=1), resolutions[0]
            ),
        )
        if not qualities:
            return PictureChoice(resolution, "")
        quality = st.segmented_control(
            "Quality",
            qualities,
            default=qualities[-1],
            required=True,
            format_func=plain,
            help="Only some models price by quality; for the others it changes nothing.",
            **in_link(f"{key}_quality", Choices([*map(plain, qualities)], most=1), qualities[-1]),
        )
    return PictureChoice(resolution, quality)


def _show_rankings(
    view: View, priced: pd.DataFrame, unit: str, parts: tuple[Column, ...], name: str
) -> None:
    """Rank pictures or edits by `price`, of which `parts` are made; name those left out.

    Models whose one price states no size are a ranking of their own.
    """
    ranked = by_price(priced.assign(label=distinct_names(priced)))
    columns = (Column("price", f"Price {unit}", "price"), *parts, BASIS, PRIVACY)
    is_sizeless = ranked["basis"] == "one price"
    at_choice = ranked[~is_sizeless]
    if not at_choice.empty:
        show_ranking(view, at_choice, Ranking(unit, columns, name))
    name_models("Not offered at this choice", at_choice[at_choice["basis"] == NOT_OFFERED])
    unpriced = at_choice[at_choice["price"].isna() & (at_choice["basis"] != NOT_OFFERED)]
    name_unpriced(view, unpriced)
    if is_sizeless.any():
        st.subheader("One price, size not stated", anchor=False)
        st.caption(
            "These models publish one price and not for which size or quality it holds, "
            "so your choice above changes nothing here."
        )
        show_ranking(
            view,
            ranked[is_sizeless],
            Ranking(
                "each, size not stated",
                columns,
                f"{name}_one_price",
                "Models with one price and no size stated",
            ),
        )
