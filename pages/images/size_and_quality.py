"""The size and quality that a visitor asks for, and the models ranked at that choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.ranking import name_models, show_ranked
from venice_data.catalog.names import distinct_names
from venice_data.costs.images import NOT_OFFERED, PictureChoice, qualities_of, resolutions_of

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View


def choose_size_and_quality(prices: pd.DataFrame, key: str) -> PictureChoice:
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
            key=f"{key}_resolution",
            bind="query-params",
            help="1K is about 1,024 pixels along a side, 2K twice and 4K four times that.",
        )
        if not qualities:
            return PictureChoice(resolution, "")
        quality = st.segmented_control(
            "Quality",
            qualities,
            default=qualities[-1],
            required=True,
            format_func=plain,
            key=f"{key}_quality",
            bind="query-params",
            help="Only some models price by quality; for the others it changes nothing.",
        )
    return PictureChoice(resolution, quality)


def show_pictures(
    view: View, priced: pd.DataFrame, unit: str, parts: dict[str, str], name: str
) -> None:
    """Rank pictures or edits by `price`, and name those not offered or without a price.

    `priced` has name, privacy, price, basis; `parts` maps the columns of which a price is
    made to their titles in the table.
    """
    ranked = priced.assign(label=distinct_names(priced)).sort_values(["price", "label"])
    show_ranked(view, ranked, unit, {"price": f"Price {unit}", **parts}, name)
    is_offered = ranked["basis"] != NOT_OFFERED
    name_models("Not offered at this choice", ranked[~is_offered])
    name_models("No price published", ranked[ranked["price"].isna() & is_offered])
