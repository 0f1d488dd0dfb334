"""Links that work elsewhere, too: of any path of the site, and of what is shown.

Where the site is, the host has set, else the browser has found it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from pages.shared.site import PAGES
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from pages.shared.site import SitePage

_PAGE_ADDRESSES: Final = tuple(f"/{page.address}" for page in PAGES if page.address)
EMBED_IN_LINK: Final = "embed"  # Streamlit's own name, which it hides from pages
FIGURE_IN_LINK: Final = "figure"
THEME_IN_LINK: Final = "theme"
_OF_EMBEDS: Final = (FIGURE_IN_LINK, THEME_IN_LINK)


def whole_address(path: str, page_url: str | None) -> str:
    """Return a path of the site as an address that works elsewhere, too.

    `page_url` is where the browser is. Where neither it nor the host says where the site is, the
    path alone is returned.
    """
    site = shared_store().settings.public_url or _site_around(page_url)
    return f"{site}/{path}" if site else path


def _site_around(page_url: str | None) -> str:
    """Return the address of the site that a page is on, also below a path."""
    url = (page_url or "").rstrip("/")
    page = next((page for page in _PAGE_ADDRESSES if url.endswith(page)), "")
    return url.removesuffix(page)


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
