"""Video: what does a clip cost?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.shared.listed_prices import show_listed_prices
from pages.shared.page_frame import open_page
from pages.shared.site import VIDEO
from pages.shared.tabs import show_tabs
from pages.shared.view import QUOTES_ARE_TODAYS
from pages.video import allowed_settings, clip_comparison, one_model
from venice_data.catalog.frames import priced_by_quote

view = open_page(VIDEO)
listed = view.models[~priced_by_quote(view.models, view.catalog.prices)]
st.markdown(
    ("Venice publishes no price list for video: it" if listed.empty else "Venice")
    + " quotes each clip. Quotes are asked for here when you say so, shared by all visitors, "
    "and kept for a day. They come in USD."
)
if not listed.empty:
    st.subheader("Prices that Venice lists", anchor=False)
    show_listed_prices(view, listed, "Listed prices of video models", "video_listed")
if view.day is not None:
    st.info(QUOTES_ARE_TODAYS, icon=":material/today:")

show_tabs(
    {
        "Compare models": partial(clip_comparison.show, view),
        "One model": partial(one_model.show, view),
        "What each allows": partial(allowed_settings.show, view),
    },
    key="video_tab",
)
