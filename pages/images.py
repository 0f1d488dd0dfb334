"""Images: what does a picture cost at this size and quality?"""

from __future__ import annotations

import streamlit as st

from pages.image_parts import edits, generation, upscales
from pages.shared.opening import open_page
from pages.shared.site import IMAGES

view = open_page(IMAGES)

tabs = {
    "Generate": generation.show,
    "Edit": edits.show,
    "Upscale": upscales.show,
}
for tab, show in zip(
    st.tabs(list(tabs), key="images_tab", bind="query-params"), tabs.values(), strict=True
):
    if tab.open:
        with tab:
            show(view)
