"""Video: what does a clip cost?"""

from __future__ import annotations

import streamlit as st

from pages.shared.opening import open_page
from pages.shared.site import VIDEO
from pages.video_parts import comparison, one_model, overview_table

view = open_page(VIDEO)
st.markdown(
    "Venice publishes no price list for video: it quotes each clip. Quotes are asked for here "
    "when you say so, shared by all visitors, and kept for a day. They come in USD."
)

tabs = {
    "Compare models": comparison.show,
    "One model": one_model.show,
    "What each allows": overview_table.show,
}
for tab, show in zip(
    st.tabs(list(tabs), key="video_tab", bind="query-params"), tabs.values(), strict=True
):
    if tab.open:
        with tab:
            show(view)
