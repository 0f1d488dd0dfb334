"""The link of what is shown: to share, to pin to a day, to embed, and to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from pages.shared.site_address import whole_address

if TYPE_CHECKING:
    from pages.shared.site import SitePage

EMBED_IN_LINK: Final = "embed"  # Streamlit's own name, which it hides from pages
FIGURE_IN_LINK: Final = "figure"
THEME_IN_LINK: Final = "theme"
_OF_EMBEDS: Final = (FIGURE_IN_LINK, THEME_IN_LINK)


def link_of_view(page: SitePage, **changed: str | None) -> str:
    """Return the link of a page with all that is chosen on it, but for what is said here.

    None leaves a parameter out. How the page is embedded is no part of it.
    """
    chosen = [
        (name, value)
        for name in st.query_params
        if name not in changed and name not in _OF_EMBEDS
        for value in st.query_params.get_all(name)
    ]
    said = [(name, value) for name, value in changed.items() if value is not None]
    query = urlencode([*chosen, *said], errors="replace")
    return f"{whole_address(page.address, st.context.url)}{'?' if query else ''}{query}"
