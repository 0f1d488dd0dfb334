"""Text: what do tokens cost?"""

from __future__ import annotations

from functools import partial

from pages.shared.opening import open_page
from pages.shared.site import TEXT
from pages.shared.tabs import show_tabs
from pages.text_parts import cache, embeddings, long_context, prices

view = open_page(TEXT)

show_tabs(
    {
        "Prices": partial(prices.show, view),
        "Cache": partial(cache.show, view),
        "Long context": partial(long_context.show, view),
        "Embeddings": partial(embeddings.show, view),
    },
    key="text_tab",
)
