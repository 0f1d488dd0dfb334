"""One tile per compared model: its name, id and type, and its price in a sentence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.view import View, once_per_view
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import NO_PRICE, price_text
from venice_data.costs.comparison import times_text
from venice_data.costs.finder import HEADLINE_UNITS, headline_prices

if TYPE_CHECKING:
    import pandas as pd

    from pages.compare.compared_models import Chosen

_NARROWEST_TILE_PIXELS: Final = 200


def show(view: View, chosen: Chosen) -> None:
    """Draw the tiles; a price is a multiple of the base's only where both are in one unit."""
    types = chosen.models["type"].tolist()
    prices = _prices(view, tuple(chosen.models.index))
    grid = st.grid("auto", min_column_width=_NARROWEST_TILE_PIXELS, border=True)
    for position, model_id in enumerate(chosen.models.index):
        is_in_one_unit = types[position] == types[chosen.base]
        base_price = prices[chosen.base] if is_in_one_unit else math.nan
        with grid.cell(), st.container(gap="xsmall"):
            st.markdown(f"**{plain(chosen.names[position])}**")
            st.caption(f"{plain(model_id)} · {plain(model_type(types[position]).label)}")
            _show_price(view, chosen.models.loc[[model_id]], prices[position])
            if position == chosen.base:
                st.caption("Prices are compared with this model")
            elif prices[position] > 0 and base_price > 0:
                multiple = times_text(prices[position] / base_price)
                st.caption(f"{multiple} the price of {plain(chosen.base_name)}")


@once_per_view
def _prices(view: View, model_ids: tuple[str, ...]) -> list[float]:
    models = view.in_scope.loc[[*model_ids]]
    return headline_prices(view.catalog.prices, models, view.currency).tolist()


def _show_price(view: View, model: pd.DataFrame, price: float) -> None:
    """Show the headline price of a frame's one model, or where its prices are to be had."""
    prices = view.catalog.prices
    if not math.isnan(price):
        st.markdown(f"#### {plain(price_text(price, view.currency))}")
        st.caption(plain(HEADLINE_UNITS[model["type"].iloc[0]]))
    elif priced_by_quote(model, prices).all():
        st.caption("Priced by quote only")
    elif has_price(model, prices, view.currency).all():
        st.caption("See its prices below")
    else:
        st.markdown(f"#### {plain(NO_PRICE)}")
