"""What is known of each type's prices: its ranked models, and how far they spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pages.shared.ranking import cheapest_of
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import recommendable
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.money import count_text, price_text
from venice_data.costs.finder import HEADLINE_UNITS, with_headlines

if TYPE_CHECKING:
    import pandas as pd

_WHOLE_FROM: Final = 10  # a factor below has a decimal


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
    candidates = recommendable(view.of_type(api_type))
    return with_headlines(candidates, view.headlines).dropna(subset="price")


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
    lowest, highest = (
        price_text(price, view.currency) for price in (widest.lowest, widest.highest)
    )
    if widest.lowest == widest.highest:
        return f"{known.plural.capitalize()} cost {lowest} {unit}"
    return (
        f"The most expensive {known.label} model costs {_factor_text(widest.factor)}× as much as "
        f"the cheapest: {highest} against {lowest} {unit}"
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
