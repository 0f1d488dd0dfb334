"""Prices by type: each type's ranked models, how far they spread, and all of it as a picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
import streamlit as st

from pages.overview.about_video import TYPE_OF_VIDEO, UNIT, about_video
from pages.overview.charts import price_strips
from pages.overview.strip_layout import Strip
from pages.overview.strip_names import Name
from pages.shared.chart_parts import price_title
from pages.shared.figure import show_figure
from pages.shared.finding import cheapest_of_type
from pages.shared.plain_text import plain
from pages.shared.provenance import source_text
from pages.shared.ranking import cheapest_of, marked_labels
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import recommendable
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import default_uses, in_reading_order, model_type
from venice_data.catalog.money import cost_text, count_text, price_text
from venice_data.catalog.names import short_name
from venice_data.costs.free_and_beta import FREE_NOW
from venice_data.costs.headlines import HEADLINE_UNITS, with_headlines
from venice_data.quotes.published_rates import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pages.shared.chart_template import Drawing

_WHOLE_FROM: Final = 10  # a factor below has a decimal
_ANY_USE: Final = "any use"
_WEIGHT_OF_FREE: Final = 3  # before those of defaults
_TABLE: Final = {
    "type": "Type",
    "label": "Model",
    "id": "Id",
    "price": "Price",
    "unit": "Unit",
    "privacy": "Privacy",
}


class _Spread(NamedTuple):
    factor: float
    api_type: str
    lowest: float
    highest: float


@once_per_view
def types_of(view: View) -> list[str]:
    """Return the types among the matching models, in the order to read them."""
    return in_reading_order(set(view.models["type"]))


@once_per_view
def ranked_of(view: View, api_type: str) -> pd.DataFrame:
    """Return the models that can be recommended and have a headline price, cheapest first."""
    return cheapest_of_type(view, api_type).ranked.dropna(subset="price")


@once_per_view
def any_has_price(view: View, api_type: str) -> bool:
    """Whether any model of a type has a price, comparable or not."""
    return bool(has_price(view.of_type(api_type), view.prices, view.currency).any())


@once_per_view
def are_quoted(view: View, api_type: str) -> pd.Series[bool]:
    """Return which models of a type are priced by quote only."""
    return priced_by_quote(view.of_type(api_type), view.prices)


@once_per_view
def spread_in_words(view: View) -> str:
    """Say of the type whose prices differ most by how much."""
    spreads = [spread for name in types_of(view) if (spread := _spread_of(view, name)) is not None]
    if not spreads:
        return "No matching model has a price that can be compared with others"
    widest = max(spreads)
    known, unit = model_type(widest.api_type), HEADLINE_UNITS[widest.api_type]
    lowest, highest = (cost_text(price, view.currency) for price in (widest.lowest, widest.highest))
    has_free = (ranked_of(view, widest.api_type)["price"] == 0).any()
    models = f"Paid {known.plural}" if has_free else known.plural.capitalize()
    if widest.lowest == widest.highest:
        return f"{models} cost {lowest} {unit}"
    return (
        f"{models} cost from {lowest} to {highest} {unit}: up to "
        f"{_factor_text(widest.factor)}× the cheapest"
    )


def _spread_of(view: View, api_type: str) -> _Spread | None:
    prices = cheapest_of(view, ranked_of(view, api_type))["price"]
    above_zero = prices[prices > 0]
    if above_zero.empty:
        return None
    lowest, highest = float(above_zero.min()), float(above_zero.max())
    return _Spread(highest / lowest, api_type, lowest, highest)


def _factor_text(factor: float) -> str:
    return count_text(round(factor)) if factor >= _WHOLE_FROM else f"{factor:.2g}"


class _Picture(NamedTuple):
    drawing: Drawing
    takeaway: str
    models: pd.DataFrame


def show(view: View) -> None:
    """Say how far prices spread, and draw every model on the scale of its type."""
    st.header(plain(spread_in_words(view)), anchor=False)
    picture = _picture(view)
    if picture is None:
        return
    st.caption(
        "Each mark is a model, each scale is that of one type, and cheap is left. Named are the "
        "cheapest, what is free now, and Venice's defaults, in all or for a use."
    )
    about = f"Video is by rates {PUBLISHED}." if about_video(view) else ""
    show_figure(
        view,
        picture.drawing,
        partial(titled, picture.models, _TABLE),
        name="overview_types",
        takeaway=picture.takeaway,
        holds={"Price": "price"},
        source=f"{source_text(view.catalog)} {about}".strip(),
    )


@once_per_view
def _picture(view: View) -> _Picture | None:
    strips = {api_type: _strip(view, api_type) for api_type in types_of(view)}
    drawn = [
        strip.models.assign(type=model_type(api_type).label)
        for api_type, strip in strips.items()
        if not strip.models.empty
    ]
    if not drawn:
        return None
    return _Picture(
        price_strips(list(strips.values()), view.currency),
        f"{spread_in_words(view)}. {' '.join(map(_in_words, strips.values()))}",
        pd.concat(drawn),
    )


def _strip(view: View, api_type: str) -> Strip:
    label = model_type(api_type).label.capitalize()
    ranked, unit = _priced(view, api_type)
    if ranked.empty:
        return Strip(label, _instead_of_prices(view, api_type), ranked)
    amounts, exact_amounts = (
        ranked["price"].map(partial(write, currency=view.currency))
        for write in (cost_text, price_text)
    )
    listed = view.catalog.models.loc[ranked.index]
    models = ranked.assign(
        model_id=ranked.index,
        name=listed["name"],
        label=marked_labels(ranked),
        amount=amounts,
        price_text=exact_amounts + f" {unit}",
        default_for=listed["traits"].map(_default_for),
        unit=unit,
    )
    names = _names(models, cheapest_of(view, ranked))
    return Strip(label, price_title(view.currency, unit), models, names)


def _priced(view: View, api_type: str) -> tuple[pd.DataFrame, str]:
    """Return the ranked models of a type and the unit of their prices: of video, about."""
    about = about_video(view) if api_type == TYPE_OF_VIDEO else None
    if about is None:
        return ranked_of(view, api_type), HEADLINE_UNITS.get(api_type, "")
    candidates = recommendable(view.of_type(api_type))
    costs = pd.Series(about.costs, dtype="float64")
    return with_headlines(candidates, costs).dropna(subset="price"), UNIT


def _instead_of_prices(view: View, api_type: str) -> str:
    return (
        "priced by quote only"
        if are_quoted(view, api_type).all()
        else "no price that can be compared"
    )


def _default_for(traits: Iterable[str]) -> str:
    """Say what Venice uses a model for where none is asked for: `code`, `any use`, or nothing."""
    uses = default_uses(traits)
    return _ANY_USE if "" in uses else ", ".join(uses)


def _names(models: pd.DataFrame, cheapest: pd.DataFrame) -> dict[str, Name]:
    """Name the cheapest, what is free now, then Venice's defaults, one for each price.

    Several that are the cheapest are counted, and stand as one; so do those that are free.
    """
    at_lowest = models.index.isin(cheapest.index[cheapest["price"] == cheapest["price"].min()])
    weights = models["default_for"].map(lambda use: 2 if use == _ANY_USE else 1 if use else 0)
    is_free = models["price"] == 0
    weights = weights.mask(is_free, _WEIGHT_OF_FREE)
    notable = models.assign(is_cheapest=at_lowest, weight=weights)[at_lowest | (weights > 0)]
    by_weight = notable.sort_values(["is_cheapest", "weight"], ascending=False, kind="stable")
    return {
        str(model["model_id"]): _name(model, int(at_lowest.sum()), int(is_free.sum()))
        for _, model in by_weight.drop_duplicates("price").iterrows()
    }


def _name(model: pd.Series[Any], cheapest_count: int, free_count: int) -> Name:
    """Write why a model is named, its name and its price; in short, a default without price."""
    if not model["price"] and not model["is_cheapest"]:
        free = short_name(model["name"]) if free_count == 1 else f"{free_count} models"
        return Name(*[f"{FREE_NOW}: {free}"] * 3)
    if model["is_cheapest"] and cheapest_count > 1:
        text = f"cheapest: {cheapest_count} models share {model['amount']}"
        return Name(text, text, f"{text}, {short_name(model['name'])} among them")
    use = model["default_for"]
    default = "default" if use == _ANY_USE else f"default for {use}"
    why = f"cheapest{f', {default}' if use else ''}" if model["is_cheapest"] else default
    name = short_name(model["name"])
    text = f"{why}: {name} {model['amount']}"
    short = text if model["is_cheapest"] else f"{why.removeprefix('default for ')}: {name}"
    return Name(text, short, f"{name} ({why}): {model['amount']}")


def _in_words(strip: Strip) -> str:
    """Say a strip to those who cannot see it: its unit, and the names on it with their prices."""
    names = "; ".join(name.in_words for name in strip.names.values())
    return f"{strip.heading}. {names}." if names else f"{strip.heading}."
