"""Where the site is: as the host has set it, else as the browser has found it."""

from __future__ import annotations

from typing import Final

from pages.shared.site import PAGES
from venice_data.live.store import shared_store

_PAGE_ADDRESSES: Final = tuple(f"/{page.address}" for page in PAGES if page.address)


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
