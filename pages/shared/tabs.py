"""Tabs of a page, of which only the open one is drawn; which it is stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import in_link
from venice_data.link_values import Choices

if TYPE_CHECKING:
    from collections.abc import Callable

_OPENED: Final = "tab_opened"
_HAS_SWITCHED: Final = "tab_has_switched"


@st.fragment
def show_tabs(sections: dict[str, Callable[[], None]], key: str) -> None:
    """Draw the open one of some sections, by their names; `key` names it in the address.

    What is chosen in a tab, or another tab, redraws the tabs and not the page. A callback that
    changes what stands outside them ends with `st.rerun()`.
    """
    tabs = st.tabs(list(sections), **in_link(key, Choices(list(sections), most=1)))
    for tab, show in zip(tabs, sections.values(), strict=True):
        if tab.open:
            with tab:
                show()
    _keep_address_right(next(name for name, tab in zip(sections, tabs, strict=True) if tab.open))


def _keep_address_right(opened: str) -> None:
    """Say the address again in the run after a switch of tabs.

    What is set on a tab leaves the address when the tab closes. That message may reach the
    browser only after the next click, whose address it would then replace for good.
    """
    if st.session_state.get(_HAS_SWITCHED):
        st.query_params.update()
    st.session_state[_HAS_SWITCHED] = opened != st.session_state.get(_OPENED, opened)
    st.session_state[_OPENED] = opened
