"""One tile per type: the cheapest in the type's own unit, and the way to it and to all."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from pages.overview.about_video import TYPE_OF_VIDEO, about_video
from pages.overview.prices_by_type import any_has_price, are_quoted, ranked_of, types_of
from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import cheapest_of, labels_free_or_beta
from pages.shared.sidebar import offer_the_other_way
from pages.shared.site import page_about
from pages.shared.table import show_listed_prices
from pages.shared.view import once_per_view
from venice_data.catalog.model_types import is_default, is_new_type, model_type
from venice_data.catalog.money import cost_text
from venice_data.catalog.wording import some_of
from venice_data.costs.headlines import HEADLINE_UNITS
from venice_data.days import day_text
from venice_data.quotes.published_rates import PUBLISHED_ON, USUAL_CLIP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.shared.view import View

_LONGEST_NAME: Final = 60
_MOST_LINKED: Final = 1
_NARROWEST_TILE_PIXELS: Final = 240  # the longest way there is in one line


def show(view: View, told: Sequence[str]) -> None:
    """Draw a tile for each type among the matching models, then the prices no tile can hold.

    Of the free and beta models those are named that have not been `told` of above.
    """
    st.header("The cheapest of each type", anchor=False)
    types = types_of(view)
    free_or_beta = [labels_free_or_beta(view, ranked_of(view, each)) for each in types]
    labels = [name for names in free_or_beta for name in names if name not in told]
    offer_the_other_way(view, labels, "overview_tiles")
    grid = st.grid("auto", min_column_width=_NARROWEST_TILE_PIXELS, border=True)
    for api_type in types:
        with grid.container(gap="xsmall"):
            _show_tile(view, api_type)
    for api_type in types:
        if _has_only_other_prices(view, api_type):
            _show_prices_as_they_came(view, api_type)


def _show_tile(view: View, api_type: str) -> None:
    listed, ranked = len(view.of_type(api_type)), ranked_of(view, api_type)
    cheapest = _cheapest_on_tile(view, api_type)
    label = model_type(api_type).label.capitalize()
    about = about_video(view) if cheapest is None and api_type == TYPE_OF_VIDEO else None
    if about is not None:
        st.subheader(plain(f"{label} from about {cost_text(about.lowest, 'usd')}"), anchor=False)
        names = {one: str(view.names[one]) for one in about.cheapest}
        st.caption(
            f"{plain(USUAL_CLIP.in_words.removeprefix('a '))}, by rates of "
            f"{day_text(PUBLISHED_ON)}  \n{_named(_Cheapest(names, about.lowest, ''))}"
        )
    elif cheapest is None:
        st.subheader(plain(label), anchor=False)
        _say_why_none(view, api_type, is_ranked=not ranked.empty)
    else:
        price = cost_text(cheapest.price, view.currency)
        st.subheader(plain(f"{label} from {price}"), anchor=False)
        compared = f"; {len(ranked)} of {listed} have such a price" * (len(ranked) < listed)
        st.caption(f"{plain(HEADLINE_UNITS[api_type])}{compared}  \n{_named(cheapest)}")
    _show_way(api_type, listed)


class _Cheapest(NamedTuple):
    """The models at the lowest price of a type, and the setting at which the first costs that."""

    names: dict[str, str]
    price: float
    setting: str


def _named(cheapest: _Cheapest) -> str:
    """Name one cheapest model with its setting, or count several that share the price."""
    links = [model_link(model_id, name) for model_id, name in cheapest.names.items()]
    if len(links) == 1:
        return f"{links[0]}{cheapest.setting}"
    return f"{len(links)} models share it: {some_of(links, _MOST_LINKED)}"


@once_per_view
def _cheapest_on_tile(view: View, api_type: str) -> _Cheapest | None:
    cheapest = cheapest_of(view, ranked_of(view, api_type))
    if cheapest.empty:
        return None
    price = float(cheapest["price"].min())
    labels = cheapest.loc[cheapest["price"] == price, "label"]
    by_default = view.catalog.models.loc[labels.index, "traits"].map(is_default)  # named first
    labels = labels[by_default.sort_values(ascending=False, kind="stable").index]
    names = {
        str(model_id): shorten(str(label), _LONGEST_NAME, placeholder="…")
        for model_id, label in labels.items()
    }
    return _Cheapest(names, price, _setting_of(view, next(iter(names)), price))


def _setting_of(view: View, model_id: str, price: float) -> str:
    """Say at which size and quality a model has a price, if it states any: `, at 1K, low`."""
    own = view.prices[(view.prices["model_id"] == model_id) & (view.prices[view.currency] == price)]
    stated = own[["resolution", "quality"]].dropna(how="all")
    if stated.empty:
        return ""
    resolution, quality = stated.iloc[0]
    parts = [resolution, f"{quality} quality" if pd.notna(quality) else None]
    return f", at {plain(', '.join(part for part in parts if pd.notna(part)))}"


def _say_why_none(view: View, api_type: str, *, is_ranked: bool) -> None:
    quoted = are_quoted(view, api_type)
    if is_ranked:
        st.caption("Free now or in beta only.")
    elif quoted.all():
        st.caption("Priced by quote only: Venice publishes no list prices for video.")
    elif not any_has_price(view, api_type):
        st.caption("No published price can be compared here.")
    else:
        by_quote = f"; {quoted.sum()} priced by quote only" if quoted.any() else ""
        st.caption(f"See the published prices below{by_quote}.")


def _show_way(api_type: str, count: int) -> None:
    page, known = page_about(api_type), model_type(api_type)
    if page is not None:
        label = f"All {count} {known.plural}" if count > 1 else f"All {known.label} prices"
        st.page_link(page.script, label=label, icon=page.icon)


def _has_only_other_prices(view: View, api_type: str) -> bool:
    return ranked_of(view, api_type).empty and any_has_price(view, api_type)


def _show_prices_as_they_came(view: View, api_type: str) -> None:
    known = model_type(api_type)
    what = "new type" if is_new_type(api_type) else "all listed prices"
    st.header(f"{plain(known.label.capitalize())}: {what}", anchor=False)
    show_listed_prices(
        view, view.of_type(api_type), f"Prices of {known.plural}", f"overview_{api_type}"
    )
