"""Keeps files that visitors give to a page in memory, as the page promises."""

from __future__ import annotations

from typing import Final

import streamlit as st
from starlette.formparsers import MultiPartParser

_MEGABYTE: Final = 2**20


def keep_uploads_in_memory() -> None:
    """Let no uploaded file pass through the disk: Starlette would, above a megabyte."""
    largest: int = st.get_option("server.maxUploadSize")
    MultiPartParser.spool_max_size = (largest + 1) * _MEGABYTE
