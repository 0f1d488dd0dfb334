"""One tile per type: how many models, the cheapest in the type's own unit, the way there."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.plain_text import plain
from pages.shared.ranking import cheapest_of, labels_free_or_beta
from pages.shared.site import page_about
from pages.shared.table import show_listed_prices
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import recommendable
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import in_reading_order, is_new_type, model_type
from venice_data.catalog.money import price_text
from venice_data.costs.finder import HEADLINE_UNITS, with_headlines

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_NAME: Final = 60
_NARROWEST_TILE_PIXELS: Final = 165


def show(view: View) -> None:
    """Draw a tile for each type among the matching models, then the prices no tile can hold."""
    st.subheader("The cheapest of each type", anchor=False)
    place_of_offer = st.container()
    models = {name: view.of_type(name) for name in in_reading_order(set(view.models["type"]))}
    ranked = {api_type: _ranked(view, api_type) for api_type in models}
    listed = [
        api_type for api_type in models if ranked[api_type].empty and _has_price(view, api_type)
    ]
    grid = st.grid("auto", min_column_width=_NARROWEST_TILE_PIXELS, border=True)
    for api_type, of_type in models.items():
        with grid.cell(), st.container(gap="xsmall"):
            _show_head(api_type, len(of_type))
            cheapest = cheapest_of(view, ranked[api_type])
            if not cheapest.empty:
                _show_cheapest(view, api_type, cheapest)
            elif not ranked[api_type].empty:
                st.caption("Free now or in beta only.")
            else:
                _say_why_none(view, api_type, is_listed=api_type in listed)
            _show_way(api_type)
    with place_of_offer:
        labels = [
            name for of_type in ranked.values() for name in labels_free_or_beta(view, of_type)
        ]
        offer_the_other_way(view, labels, "overview_tiles")
    for api_type in listed:
        _show_prices_as_they_came(view, api_type, models[api_type])


@once_per_view
def _ranked(view: View, api_type: str) -> pd.DataFrame:
    """Return the models that can be recommended and have a headline price, cheapest first."""
    candidates = recommendable(view.of_type(api_type))
    return with_headlines(candidates, view.headlines).dropna(subset="price")


@once_per_view
def _has_price(view: View, api_type: str) -> bool:
    return bool(has_price(view.of_type(api_type), view.prices, view.currency).any())


@once_per_view
def _are_quoted(view: View, api_type: str) -> pd.Series[bool]:
    return priced_by_quote(view.of_type(api_type), view.prices)


def _show_head(api_type: str, count: int) -> None:
    label = plain(model_type(api_type).label.capitalize())
    st.markdown(f"**{label}** · {count} model{'s' if count > 1 else ''}")


def _show_cheapest(view: View, api_type: str, ranked: pd.DataFrame) -> None:
    cheapest = ranked.iloc[0]
    st.markdown(f"#### {plain(price_text(cheapest['price'], view.currency))}")
    name = shorten(str(cheapest["label"]), _LONGEST_NAME, placeholder="…")
    st.caption(f"{plain(HEADLINE_UNITS[api_type])}  \n{plain(name)}")


def _say_why_none(view: View, api_type: str, *, is_listed: bool) -> None:
    are_quoted = _are_quoted(view, api_type)
    if are_quoted.all():
        st.caption("Priced by quote only: Venice publishes no list prices for video.")
    elif not is_listed:
        st.caption("No published price can be compared here.")
    else:
        by_quote = f"; {are_quoted.sum()} priced by quote only" if are_quoted.any() else ""
        st.caption(f"See the published prices below{by_quote}.")


def _show_way(api_type: str) -> None:
    page = page_about(api_type)
    if page is not None:
        help_text = f"All {model_type(api_type).plural}"
        st.page_link(page.script, label="Compare", icon=page.icon, help=help_text)


def _show_prices_as_they_came(view: View, api_type: str, models: pd.DataFrame) -> None:
    known = model_type(api_type)
    what = "new type" if is_new_type(api_type) else "all listed prices"
    st.subheader(f"{plain(known.label.capitalize())}: {what}", anchor=False)
    show_listed_prices(view, models, f"Prices of {known.plural}", f"overview_{api_type}")
