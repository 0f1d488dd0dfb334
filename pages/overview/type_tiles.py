"""One tile a type: how many models, the cheapest in the type's own unit, the way there."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.site import page_about
from pages.shared.table import show_table
from venice_data.catalog.filters import recommendable
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.headlines import HEADLINE_UNITS, headline_prices

if TYPE_CHECKING:
    from pages.shared.view import View

_LONGEST_NAME: Final = 60
_NARROWEST_TILE_PIXELS: Final = 165
_BY_QUOTE: Final = "video"


def show(view: View) -> None:
    """Draw a tile for each type among the matching models."""
    st.subheader("The cheapest of each type", anchor=False)
    grid = st.grid("auto", min_column_width=_NARROWEST_TILE_PIXELS, border=True)
    for api_type in in_reading_order(set(view.models["type"])):
        with grid.cell(), st.container(gap="xsmall"):
            _show_tile(view, api_type, view.of_type(api_type))
    new_types = set(view.models["type"]) - set(HEADLINE_UNITS) - {_BY_QUOTE}
    for api_type in in_reading_order(new_types):
        _show_prices_as_they_came(view, api_type)


def _show_tile(view: View, api_type: str, models: pd.DataFrame) -> None:
    known = model_type(api_type)
    count = f"{len(models)} model{'s' if len(models) > 1 else ''}"
    st.markdown(f"**{plain(known.label.capitalize())}** · {count}")
    _show_cheapest(view, api_type, models)
    page = page_about(api_type)
    if page is not None:
        st.page_link(page.script, label="Compare", icon=page.icon, help=f"All {known.plural}")


def _show_prices_as_they_came(view: View, api_type: str) -> None:
    """List every price of a type that is new here, in the units in which it came."""
    st.subheader(f"{plain(api_type.capitalize())}: a type that is new here", anchor=False)
    models = view.of_type(api_type)
    prices = view.prices[view.prices["model_id"].isin(models.index)]
    table = pd.DataFrame(
        {
            "Model": prices["model_id"].map(models["name"]),
            "Id": prices["model_id"],
            "Price of": prices["label"],
            "Price": prices[view.currency],
            "Unit": prices["unit"],
        }
    )
    if table.empty:
        st.caption("No price published.")
        return
    show_table(
        view,
        table,
        money=["Price"],
        alt=f"Prices of {api_type} models",
        name=f"overview_{api_type}",
    )


def _show_cheapest(view: View, api_type: str, models: pd.DataFrame) -> None:
    if api_type == _BY_QUOTE:
        st.caption("Priced by quote only: Venice publishes no list prices for video.")
        return
    candidates = recommendable(models)
    priced = pd.DataFrame(
        {
            "name": distinct_names(candidates),
            "price": headline_prices(view.catalog.prices, candidates, view.currency),
        }
    ).dropna(subset="price")
    if priced.empty:
        st.caption("No price published that could be compared here.")
        return
    cheapest = priced.sort_values(["price", "name"]).iloc[0]
    st.markdown(f"#### {plain(price_text(cheapest['price'], view.currency))}")
    name = shorten(str(cheapest["name"]), _LONGEST_NAME, placeholder="…")
    st.caption(f"{plain(HEADLINE_UNITS[api_type])}  \n{plain(name)}")
