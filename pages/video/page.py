"""Video: what does a clip cost?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.shared.page_frame import open_page
from pages.shared.site import VIDEO
from pages.shared.tabs import show_tabs
from pages.shared.view import QUOTES_ARE_TODAYS
from pages.video import allowed_settings, clip_comparison, one_model

view = open_page(VIDEO)
st.markdown(
    "Venice publishes no price list for video: it quotes each clip. Quotes are asked for here "
    "when you say so, shared by all visitors, and kept for a day. They come in USD."
)
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
