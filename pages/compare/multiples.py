"""How many times the base model's price each price is, as a chart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.compare.charts import multiples_of_base
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import titled
from venice_data.costs.comparison import times_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.compare.compared_models import Chosen
    from pages.shared.view import View
    from venice_data.costs.comparison import ComparedRow


def show(view: View, rows: Sequence[ComparedRow], chosen: Chosen) -> None:
    """Draw each price that the base and another model have, as a multiple of the base's."""
    st.subheader(f"Prices as multiples of {plain(chosen.base_name)}", anchor=False)
    multiples = multiples_table(rows, chosen)
    drawn = multiples[multiples["multiple"] > 0]
    if drawn.empty:
        st.info(
            f"{plain(chosen.base_name)} has no price above zero in the same unit as the others. "
            "Choose another base above."
        )
        return
    free = multiples.loc[multiples["multiple"] == 0, "label"].unique()
    if free.size:
        st.caption(f"Some prices are zero and not drawn: {plain(', '.join(free))}.")
    columns = {
        "component": "Price of",
        "unit": "Unit",
        "label": "Model",
        "model_id": "Model id",
        "price_text": "Price",
        "multiple": f"Times the price of {chosen.base_name}",
    }
    show_figure(
        view,
        multiples_of_base(drawn, chosen.base_name),
        partial(titled, multiples, columns),
        name="compare_multiples",
        takeaway=f"Each price as a multiple of the price of {chosen.base_name}",
    )


def multiples_table(rows: Sequence[ComparedRow], chosen: Chosen) -> pd.DataFrame:
    """Return one row per price and model but the base, where both have that price.

    Columns: component, unit, label (the model's name), model_id, price_text, multiple,
    multiple_text.
    """
    known = [
        (row, position, multiple)
        for row in rows
        for position, multiple in enumerate(row.multiples(chosen.base))
        if position != chosen.base and multiple >= 0
    ]
    return pd.DataFrame(
        [
            (
                row.title,
                row.unit,
                chosen.names[position],
                chosen.models.index[position],
                row.texts[position],
                multiple,
                times_text(multiple),
            )
            for row, position, multiple in known
        ],
        columns=[
            "component",
            "unit",
            "label",
            "model_id",
            "price_text",
            "multiple",
            "multiple_text",
        ],
    ).astype({"multiple": "float64"})
