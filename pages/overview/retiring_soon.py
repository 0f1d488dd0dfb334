"""What retires soon: the models with a removal date ahead, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.figure import show_downloads
from pages.shared.retirement_table import retirement_table
from pages.shared.site import CHANGES
from pages.shared.table import show_table
from venice_data.history.retirements import retirements

if TYPE_CHECKING:
    from pages.shared.view import View

_SHOWN = ["Model", "Id", "Type", "Removed on (UTC)", "Days left", "Replaced by"]


def show(view: View) -> None:
    """List the models that remain and will be removed, the next to go first."""
    st.subheader("What retires soon", anchor=False)
    leaving = retirements(view.models, view.catalog, view.now, view.currency)
    if leaving.empty:
        st.markdown("No model that remains has a removal date ahead.")
        return
    table = retirement_table(leaving)[_SHOWN]
    show_table(view, table, alt="Models with a removal date ahead", key="overview_retiring")
    show_downloads(table, "overview_retiring")
    st.page_link(
        CHANGES.script,
        label="What their replacements cost, and what retired before",
        icon=":material/event_busy:",
        query_params={"changes_tab": "Retiring"},
    )
