"""Tabs of a page, of which only the open one is drawn; which it is stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable


def show_tabs(sections: dict[str, Callable[[], None]], key: str) -> None:
    """Draw the open one of some sections, by their names; `key` names it in the address."""
    tabs = st.tabs(list(sections), key=key, bind="query-params")
    for tab, show in zip(tabs, sections.values(), strict=True):
        if tab.open:
            with tab:
                show()
