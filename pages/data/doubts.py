"""What was not understood in the list, and where it disagrees with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.page_frame import origin_text
from pages.shared.plain_text import plain
from pages.shared.table import show_table, titled
from venice_data.catalog import doubts

if TYPE_CHECKING:
    from pages.shared.view import View


def show(view: View) -> None:
    """List both, or say that there is none."""
    st.header("What was not understood", anchor=False)
    _show_not_understood(view)
    st.header("Where the list disagrees with itself", anchor=False)
    _show_contradictions(view)


def _show_not_understood(view: View) -> None:
    problems = doubts.not_understood(view.catalog)
    if problems.empty:
        st.markdown(f"Everything in this list was understood. {plain(origin_text(view.catalog))}.")
        return
    count = f"{len(problems):,} thing{'s' if len(problems) > 1 else ''}"
    st.markdown(
        f"{count} in this list could not be read as expected. Each is left out or shown as it "
        "came; nothing is guessed in its place."
    )
    titles = {
        "name": "Model",
        "model_id": "Id",
        "where": "Where",
        "what": "What is wrong",
    }
    show_table(
        view,
        titled(problems.reset_index(drop=True), titles),
        name="data_problems",
        alt="What was not understood in the list",
    )


def _show_contradictions(view: View) -> None:
    pairs = doubts.contradictory_prices(view.catalog, view.currency)
    if pairs.empty:
        st.markdown("No price contradicts another in this list.")
        return
    st.markdown(
        "Some image models have two price lists, by size alone and by size and quality. Where "
        "the highest quality and the older price differ, both are shown, as Venice gives them."
    )
    titles = {
        "name": "Model",
        "model_id": "Id",
        "resolution": "Size",
        "quality": "Quality",
        "by_quality": "Price at this quality",
        "by_size": "Older price by size alone",
    }
    show_table(
        view,
        titled(pairs.reset_index(drop=True), titles),
        name="data_contradictions",
        alt="Prices that contradict each other",
        holds={"Price at this quality": "price", "Older price by size alone": "price"},
    )
