"""Where the site is: as the host has set it, else as the browser has found it."""

from __future__ import annotations

from urllib.parse import urljoin

from venice_data.live.store import shared_store


def whole_address(path: str, page_url: str | None) -> str:
    """Return a path of the site as an address that works elsewhere, too.

    `page_url` is where the browser is, on a page below the overview. Where neither it nor the
    host says where the site is, the path alone is returned.
    """
    public_url = shared_store().settings.public_url
    if public_url is not None:
        return f"{public_url}/{path}"
    return urljoin((page_url or "").rstrip("/"), path)
