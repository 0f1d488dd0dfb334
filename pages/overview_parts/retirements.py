"""What retires soon: the models with a removal date ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.shared.downloads import show_downloads
from pages.shared.tables import show_table
from venice_data.filters import retiring
from venice_data.model_types import model_type

if TYPE_CHECKING:
    from pages.shared.view import View


def show(view: View) -> None:
    """List the models that remain and will be removed, the next to go first."""
    st.subheader("What retires soon", anchor=False)
    leaving = retiring(view.models, view.now)
    if leaving.empty:
        st.markdown("No model that remains has a removal date ahead.")
        return
    table = pd.DataFrame(
        {
            "Model": leaving["name"],
            "Id": leaving.index,
            "Type": leaving["type"].map(lambda name: model_type(name).label),
            "Removed on (UTC)": leaving["removes_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "Days left": (leaving["removes_at"] - pd.Timestamp(view.now)).dt.days,
            "Replaced by": leaving["replacement_id"].fillna("nothing named"),
        }
    )
    show_table(
        table, view.currency, alt="Models with a removal date ahead", key="overview_retiring"
    )
    show_downloads(table, "overview_retiring")
