"""Text: what do tokens cost?"""

from __future__ import annotations

import streamlit as st

from pages.shared.opening import open_page
from pages.shared.site import TEXT
from pages.text_parts import cache, embeddings, long_context, prices

view = open_page(TEXT)

tabs = {
    "Prices": prices.show,
    "Cache": cache.show,
    "Long context": long_context.show,
    "Embeddings": embeddings.show,
}
for tab, show in zip(
    st.tabs(list(tabs), key="text_tab", bind="query-params"), tabs.values(), strict=True
):
    if tab.open:
        with tab:
            show(view)
