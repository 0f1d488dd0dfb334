"""Prices by type as a picture: each model a mark on its type's own scale."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
import streamlit as st

from pages.overview.charts import price_strips
from pages.overview.strip_layout import Name, Strip
from pages.overview.type_prices import are_quoted, ranked_of, spread_in_words, types_of
from pages.shared.chart_parts import price_title
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.ranking import cheapest_of, marked_labels
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import price_text
from venice_data.catalog.names import short_name
from venice_data.costs.finder import HEADLINE_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pages.shared.chart_template import Drawing

_DEFAULT: Final = "default"
_ANY_USE: Final = "any use"
_TABLE: Final = {
    "type": "Type",
    "label": "Model",
    "id": "Id",
    "price": "Price",
    "unit": "Unit",
    "privacy": "Privacy",
}


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
        "cheapest and Venice's defaults, in all or for a use. Click a mark to open its model."
    )
    show_figure(
        view,
        picture.drawing,
        partial(titled, picture.models, _TABLE),
        name="overview_types",
        takeaway=picture.takeaway,
        holds={"Price": "price"},
    )


@once_per_view
def _picture(view: View) -> _Picture | None:
    strips = {api_type: _strip(view, api_type) for api_type in types_of(view)}
    drawn = [
        strip.models.assign(type=model_type(api_type).label, unit=HEADLINE_UNITS[api_type])
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
    ranked = ranked_of(view, api_type)
    if ranked.empty:
        is_quoted = are_quoted(view, api_type).all()
        lacking = "priced by quote only" if is_quoted else "no price that can be compared"
        return Strip(f"{label} · {lacking}", ranked)
    unit = HEADLINE_UNITS[api_type]
    amounts = ranked["price"].map(lambda price: price_text(price, view.currency))
    listed = view.catalog.models.loc[ranked.index]
    models = ranked.assign(
        model_id=ranked.index,
        name=listed["name"],
        label=marked_labels(ranked),
        amount=amounts,
        price_text=amounts + f" {unit}",
        default_for=listed["traits"].map(_default_for),
    )
    heading = f"{label} · {price_title(view.currency, unit)}"
    return Strip(heading, models, _names(models, cheapest_of(view, ranked)))


def _default_for(traits: Iterable[str]) -> str:
    """Say what Venice uses a model for where none is asked for: `code`, `any use`, or nothing."""
    uses = [
        " ".join(trait.replace(_DEFAULT, " ").replace("_", " ").replace("-", " ").split())
        for trait in traits
        if _DEFAULT in trait
    ]
    return _ANY_USE if "" in uses else ", ".join(uses)


def _names(models: pd.DataFrame, cheapest: pd.DataFrame) -> dict[str, Name]:
    """Name the cheapest, then Venice's defaults, one for each price.

    Of several that are the cheapest a default is named, and the others are counted.
    """
    at_lowest = models.index.isin(cheapest.index[cheapest["price"] == cheapest["price"].min()])
    more = f" and {at_lowest.sum() - 1} more" if at_lowest.sum() > 1 else ""
    weights = models["default_for"].map(lambda use: 2 if use == _ANY_USE else 1 if use else 0)
    notable = models.assign(is_cheapest=at_lowest, weight=weights)[at_lowest | (weights > 0)]
    by_weight = notable.sort_values(["is_cheapest", "weight"], ascending=False, kind="stable")
    return {
        str(model["model_id"]): _name(model, more if model["is_cheapest"] else "")
        for _, model in by_weight.drop_duplicates("price").iterrows()
    }


def _name(model: pd.Series[Any], others: str) -> Name:
    """Write why a model is named, its name and its price; in short, a default without price."""
    use = model["default_for"]
    default = _DEFAULT if use == _ANY_USE else f"{_DEFAULT} for {use}"
    name = f"{short_name(model['name'])}{others}"
    if model["is_cheapest"]:
        text = f"cheapest{f', {default}' if use else ''}: {name} {model['amount']}"
        return Name(text, text)
    return Name(
        f"{default}: {name} {model['amount']}", f"{default.removeprefix('default for ')}: {name}"
    )


def _in_words(strip: Strip) -> str:
    """Say a strip to those who cannot see it: its unit, and the names on it with their prices."""
    names = "; ".join(name.text for name in strip.names.values())
    return f"{strip.heading}: {names}." if names else f"{strip.heading}."
