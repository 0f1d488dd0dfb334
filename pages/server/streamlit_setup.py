"""Streamlit set up as the site needs it: its options, and where files go that visitors give."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit import config
from streamlit.config_option import ConfigOption

# As `.streamlit/config.toml` has them.
NEEDED: Final[dict[str, Any]] = {
    "browser.gatherUsageStats": False,  # else a file in the home folder is written, too
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "global.minCachedMessageSize": 4000,  # a chart that has not changed is not sent again
    "theme.headingFontSizes": ["1.7rem", "1.35rem", "1.15rem", "1.1rem", "0.9rem", "0.85rem"],
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f3f6f8",
    "theme.light.textColor": "#1b2733",
    "theme.light.linkColor": "#0b6e99",
    "theme.light.borderColor": "#d5dde3",
    "theme.light.chartCategoricalColors": [
        *("#0072b2", "#d55e00", "#6b7785", "#007a5e", "#a8467f"),
        *("#8a6d00", "#5b4bb3", "#7a4a21", "#1b2733"),
    ],
    "theme.light.chartSequentialColors": [
        *("#e8f2f8", "#d0e4f0", "#b3d3e7", "#93c0dc", "#71abd0"),
        *("#4f95c3", "#327fb3", "#1c699f", "#0c5488", "#043f6d"),
    ],
    "theme.dark.backgroundColor": "#10171e",
    "theme.dark.secondaryBackgroundColor": "#1a232d",
    "theme.dark.textColor": "#e6ecf1",
    "theme.dark.linkColor": "#6cc4ea",
    "theme.dark.borderColor": "#33414e",
}
_MEGABYTE: Final = 2**20


def set_what_nobody_has_set() -> None:
    """Set what neither a file, nor the environment, nor the command line has set.

    The site can do without none of it, should its configuration not be there.
    """
    for name, value in NEEDED.items():
        if config.get_where_defined(name) == ConfigOption.DEFAULT_DEFINITION:
            config.set_option(name, value)


def keep_uploads_in_memory() -> None:
    """Let no uploaded file pass through the disk: Starlette would, above a megabyte."""
    largest: int = st.get_option("server.maxUploadSize")
    MultiPartParser.spool_max_size = (largest + 1) * _MEGABYTE
