"""Text: what do tokens cost?"""

from __future__ import annotations

from functools import partial

from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import TEXT
from pages.text import (
    against_makers,
    cache_discounts,
    embeddings,
    long_context,
    quality,
    token_prices,
)

view = open_page(TEXT)

show_tabs(
    {
        "Prices": partial(token_prices.show, view),
        quality.TAB: partial(quality.show, view),
        against_makers.TAB: partial(against_makers.show, view),
        "Cache": partial(cache_discounts.show, view),
        "Long context": partial(long_context.show, view),
        "Embeddings": partial(embeddings.show, view),
    },
    key=quality.TAB_IN_LINK,
)
