"""The size and quality that a visitor asks for, shared by the tabs of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.plain_text import plain
from venice_data.picture_costs import PictureChoice, qualities_of, resolutions_of

if TYPE_CHECKING:
    import pandas as pd


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
