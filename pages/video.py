"""Video: what does a clip cost?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.shared.opening import open_page
from pages.shared.past_day import QUOTES_ARE_TODAYS
from pages.shared.site import VIDEO
from pages.shared.tabs import show_tabs
from pages.video_parts import comparison, one_model, overview_table

view = open_page(VIDEO)
st.markdown(
    "Venice publishes no price list for video: it quotes each clip. Quotes are asked for here "
    "when you say so, shared by all visitors, and kept for a day. They come in USD."
)
if view.day is not None:
    st.info(QUOTES_ARE_TODAYS, icon=":material/today:")

show_tabs(
    {
        "Compare models": partial(comparison.show, view),
        "One model": partial(one_model.show, view),
        "What each allows": partial(overview_table.show, view),
    },
    key="video_tab",
)
