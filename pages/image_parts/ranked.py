"""Pictures ranked by price: the chart, and the models that have none at this choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from pages.shared.chart_parts import ranking
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from venice_data.money import price_text
from venice_data.names import distinct_names
from venice_data.picture_costs import NOT_OFFERED

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View


def show_ranked(
    view: View, priced: pd.DataFrame, unit: str, columns: dict[str, str], name: str
) -> None:
    """Rank pictures or edits by `price`, and name those not offered or without a price.

    `priced` has name, privacy, price, basis; `columns` maps further columns of it to their
    titles in the table.
    """
    ranked = priced.assign(label=distinct_names(priced)).sort_values(["price", "label"])
    drawn = ranked[ranked["price"].notna()]
    if drawn.empty:
        st.info("No model that remains has a price at this choice. Choose another one.")
    else:
        texts = drawn["price"].map(lambda price: price_text(price, view.currency))
        chart = ranking(
            drawn[["label", "price", "privacy", "basis"]].assign(price_text=texts),
            view.currency,
            unit,
            [
                alt.Tooltip("label:N", title="Model"),
                alt.Tooltip("price_text:N", title=f"Price {unit}"),
                alt.Tooltip("basis:N", title="Priced"),
                alt.Tooltip("privacy:N", title="Privacy"),
            ],
        )
        shown = {"name": "Model", "id": "Id", "price": f"Price {unit}", **columns}
        shown |= {"basis": "Priced", "privacy": "Privacy"}
        show_figure(
            view,
            chart,
            ranked.rename_axis("id").reset_index()[list(shown)].rename(columns=shown),
            name=name,
            takeaway=f"Models by price {unit}; the cheapest is {drawn['label'].iloc[0]}",
            money=[title for title in shown.values() if title.startswith("Price ")],
        )
    _name_missing("Not offered at this choice", ranked[ranked["basis"] == NOT_OFFERED])
    _name_missing(
        "No price published", ranked[ranked["price"].isna() & (ranked["basis"] != NOT_OFFERED)]
    )


def _name_missing(reason: str, missing: pd.DataFrame) -> None:
    if not missing.empty:
        st.caption(f"{reason}: {plain(', '.join(missing['label']))}.")
