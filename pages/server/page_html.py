"""Streamlit's page, told where its server is and which files it will need first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pages.server.static_files import (
    CHART_SCRIPTS,
    STREAMLIT_FILES,
    WIDGET_SCRIPTS,
    icon_font,
    scripts_with_imports,
)
from pages.shared.site import PAGES

if TYPE_CHECKING:
    from pages.shared.site import SitePage


@cache
def page_html(page: SitePage) -> str:
    """Return the HTML that starts Streamlit in the browser."""
    html = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    preloads = "".join(
        f'<link rel="modulepreload" crossorigin href="./{address}">'
        for address in first_scripts(page)
        if address not in html
    )
    font = f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./{icon_font()}">'
    return (
        html.replace("<head>", f"<head>{_server_address()}", 1)
        .replace("</head>", f"{preloads}{font}</head>", 1)
        .replace("<title>Streamlit</title>", f"<title>{page.title}: {page.question}</title>", 1)
    )


def first_scripts(page: SitePage) -> list[str]:
    """Return the scripts that a page needs when it is first drawn, after Streamlit's own."""
    return scripts_with_imports(
        [*WIDGET_SCRIPTS, *(CHART_SCRIPTS if page.opens_with_chart else ())]
    )


def _server_address() -> str:
    """Tell Streamlit where its server is.

    Left to itself, a deep link such as `/text` first looks for the server below `/text`
    and fills the browser's console with errors.
    """
    addresses = "|".join(page.address for page in PAGES if page.address)
    address = f"location.origin+location.pathname.replace(/(^|\\/)({addresses})\\/?$/,'$1')"
    return f"<script>window.__streamlit={{BACKEND_BASE_URL:{address}}}</script>"
