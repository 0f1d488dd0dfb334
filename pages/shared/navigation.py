"""The pages of the site as Streamlit's navigation takes them."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.site import OVERVIEW, PAGES

if TYPE_CHECKING:
    from pages.shared.site import SitePage


def pages_to_run() -> dict[st.Page, SitePage]:
    """Return every page for one run: Streamlit notes on it whether it may be run."""
    return {copy(known): page for known, page in _known_pages().items()}


@cache  # to find the scripts takes a twelfth of a run
def _known_pages() -> dict[st.Page, SitePage]:
    return {
        st.Page(
            page.script,
            title=page.title,
            icon=page.icon,
            url_path=page.address,
            default=page is OVERVIEW,
            help=page.question,
        ): page
        for page in PAGES
    }
