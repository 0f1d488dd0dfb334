"""Enlarging pictures: the price of each factor with each model."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from pages.images.charts import upscale_points
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import removes_backgrounds
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.wording import counted, some_of
from venice_data.costs.images import upscale_prices

if TYPE_CHECKING:
    from pages.shared.chart_template import Drawing

_MOST_NAMED: Final = 12


def show(view: View) -> None:
    """Draw the upscale prices of the matching models; say it where all are alike."""
    upscales = _upscales(view)
    if upscales.empty:
        st.info("No matching model publishes a price for enlarging.")
        return
    finding = f"Enlarging a picture {_range_in_words(view)}"
    st.header(plain(finding), anchor=False)
    st.caption(plain(_kinds_in_words(upscales)))
    columns = {
        "name": "Model",
        "model_id": "Id",
        "factor": "Enlarged",
        "price": "Price per image",
        "privacy": "Privacy",
    }
    show_figure(
        view,
        _drawing(view),
        partial(titled, upscales, columns),
        name="images_upscale",
        takeaway=finding,
        holds={"Price per image": "price"},
    )


@once_per_view
def _upscales(view: View) -> pd.DataFrame:
    """Return the prices of enlarging, the lowest first, but of what removes backgrounds."""
    able = view.models[[not removes_backgrounds(str(model_id)) for model_id in view.models.index]]
    upscales = upscale_prices(view.prices, able, view.currency)
    upscales = upscales[upscales["price"].notna()]
    return upscales.assign(
        label=upscales["model_id"].map(distinct_names(view.models)),
        price_text=upscales["price"].map(lambda price: price_text(price, view.currency)),
    ).sort_values(["price", "label"])


@once_per_view
def _drawing(view: View) -> Drawing:
    """Draw what enlarging costs; models that ask for the same share a row."""
    upscales = _upscales(view).sort_values(["type", "label"], key=_upscalers_first, kind="stable")
    asked = upscales.sort_values("factor").groupby("model_id")["price"].agg(tuple)
    drawn = upscales.assign(asked=upscales["model_id"].map(asked))
    rows = []
    for (price, factor, _), models in drawn.groupby(["price", "factor", "asked"]):
        labels = list(models["label"])
        rows.append(
            {
                "label": some_of(labels, 1),
                "model_id": models["model_id"].iloc[0] if len(labels) == 1 else "",
                "price": price,
                "price_text": f"{factor}: {models['price_text'].iloc[0]}",
                "factor": factor,
                "names": some_of(labels, _MOST_NAMED),
            }
        )
    return upscale_points(pd.DataFrame(rows), view.currency)


def _upscalers_first(column: pd.Series[str]) -> pd.Series[Any]:
    return column != "upscale" if column.name == "type" else column.str.casefold()


def _kinds_in_words(upscales: pd.DataFrame) -> str:
    """Say how many are made for it: others of another type list a price for it too."""
    types = upscales.drop_duplicates("model_id")["type"].value_counts()
    made_for_it, others = (
        int(types.get("upscale", 0)),
        int(types.drop("upscale", errors="ignore").sum()),
    )
    are = "is" if made_for_it + others == 1 else "are"
    made = f"{counted(made_for_it, 'models')} made for it"
    if not others:
        return f"Counted {are} {made}."
    also = "makes or edits pictures and lists" if others == 1 else "make or edit pictures and list"
    return f"Counted {are} {made} and {others} that {also} a price for it too."


@once_per_view
def _range_in_words(view: View) -> str:
    """Say per factor what it costs: one price, or from the lowest to the highest."""
    parts = []
    for factor, prices in _upscales(view).groupby("factor")["price"]:
        lowest, highest = (
            price_text(price, view.currency) for price in (prices.min(), prices.max())
        )
        cost = f"{lowest} with every model" if lowest == highest else f"{lowest} to {highest}"
        parts.append(f"{factor} costs {cost}")
    return "; ".join(parts)
