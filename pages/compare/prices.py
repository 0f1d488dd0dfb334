"""The picture of the comparison: each price of each model as bars, or as multiples of one model's.

A price is drawn where two models have it. Units never mix on one axis: each has its own chart.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from pages.compare.charts import grouped_prices, multiples_of_base
from pages.compare.compared_models import Chosen, rows_about
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.paper_table import MODEL_IDS
from pages.shared.plain_text import plain
from pages.shared.ranking import cheapest_of
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import price_text, saved_share, share_text, times_text
from venice_data.catalog.names import short_names
from venice_data.catalog.price_components import describe
from venice_data.costs.comparison import BLENDED, SAME_AS_BASE
from venice_data.link_values import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.shared.chart_template import Drawing
    from venice_data.costs.compared_row import ComparedRow

_AMOUNTS: Final = "amounts"
_MULTIPLES: Final = "multiples"
_SHOWN_AS_IN_LINK: Final = "compare_prices"
_MOST_TOLD: Final = 2  # of a heading
_TWO: Final = 2
_PARTS_OF_BLENDED: Final = tuple(describe(part, "text").label for part in ("input", "output"))
_COLUMNS: Final = {
    "component": "Price of",
    "unit": "Unit",
    "label": "Model",
    "model_id": MODEL_IDS,
    "price_text": "Price",
}


def choose_how() -> str:
    """Ask how prices are drawn."""
    how: str = st.segmented_control(
        "Prices as",
        [_AMOUNTS, _MULTIPLES],
        default=_AMOUNTS,
        required=True,
        help="Amounts of money, or how many times the price of one of the models.",
        **in_link(_SHOWN_AS_IN_LINK, Choices([_AMOUNTS, _MULTIPLES], most=1)),
    )
    return how


def show(view: View, chosen: Chosen, how: str) -> None:
    """Say what differs in price, and draw it."""
    st.header(plain(finding(view, chosen)), anchor=False)
    if apart := _least_apart(view, chosen):
        st.markdown(plain(apart))
    if how == _MULTIPLES:
        _show_multiples(view, rows_about(view, tuple(chosen.models.index)), chosen)
    elif amounts := _amounts(view, tuple(chosen.models.index)):
        _show_amounts(view, amounts[0])


def show_other_units(view: View, chosen: Chosen, how: str) -> None:
    """Draw the prices of every other unit, each in a chart of its own."""
    if how == _AMOUNTS:
        for amounts in _amounts(view, tuple(chosen.models.index))[1:]:
            st.subheader(f"Prices in {plain(amounts.unit)}", anchor=False)
            _show_amounts(view, amounts)


@once_per_view
def finding(view: View, chosen: Chosen) -> str:
    """Say which of the models costs least and by how much, by the price that most of them have.

    Of two models one is said to cost less; of more, the least that may be called the cheapest.
    """
    row = _row_of_heading(view, chosen)
    if row is None:
        return "These models have no price in common"
    names = pd.Series(chosen.names, index=chosen.models.index)
    priced = pd.DataFrame({"label": names, "price": row.amounts}).dropna(subset="price")
    counted = priced if len(names) == _TWO else cheapest_of(view, priced)
    if len(counted) < _TWO:
        return f"Of these models, all but one are free now or in beta {_per(row)}"
    by_price = counted.sort_values("price", kind="stable")
    (lowest, *_, highest), (low_price, *_, high_price) = by_price["label"], by_price["price"]
    if low_price == high_price:
        return f"{', '.join(by_price['label'][:-1])} and {highest} cost the same {_per(row)}"
    if not low_price:
        price = price_text(high_price, view.currency)
        return f"{lowest} is free now, {highest} costs {price} {_per(row)}"
    costlier = by_price[by_price["price"] > low_price].iloc[::-1]
    less = [
        f"{share_text(saved_share(price, low_price))} less than {label}"
        for label, price in zip(costlier["label"], costlier["price"], strict=True)
    ]
    if len(names) == _TWO:
        return f"{lowest} costs {less[0]} {_per(row)}"
    return f"{lowest} costs least {_per(row)}: {', '.join(less[:_MOST_TOLD])}"


@once_per_view
def _least_apart(view: View, chosen: Chosen) -> str:
    """Name the cheapest by input alone and by output alone, where the heading mixes both."""
    heading = _row_of_heading(view, chosen)
    if heading is None or heading.title != BLENDED:
        return ""
    least = [
        f"{row.title.lower()} alone: {named}"
        for row in filter(_is_comparable, rows_about(view, tuple(chosen.models.index)))
        if row.title in _PARTS_OF_BLENDED and (named := _least_of(view, chosen, row))
    ]
    return f"Cheapest by {'; by '.join(least)}." if least else ""


def _row_of_heading(view: View, chosen: Chosen) -> ComparedRow | None:
    """Return the price that most of the models have."""
    rows = rows_about(view, tuple(chosen.models.index))
    return max(filter(_is_comparable, rows), key=_known, default=None)


def _least_of(view: View, chosen: Chosen, row: ComparedRow) -> str:
    """Name the models of the lowest price in a row, with that; nothing where none stands out."""
    priced = pd.DataFrame({"label": chosen.names, "price": row.amounts}, index=chosen.models.index)
    counted = cheapest_of(view, priced.dropna(subset="price"))
    lowest = counted[counted["price"] == counted["price"].min()]
    if len(lowest) == len(counted) > 1 or counted.empty:
        return ""
    price = price_text(lowest["price"].iloc[0], view.currency)
    return f"{', '.join(lowest['label'])}, {price}"


def _is_comparable(row: ComparedRow) -> bool:
    return row.section == "Prices" and _known(row) >= _TWO


def _known(row: ComparedRow) -> int:
    """Count the models with a price of their own, which that of base is not for long context."""
    return sum(
        not math.isnan(amount) and text != SAME_AS_BASE
        for amount, text in zip(row.amounts, row.texts, strict=False)  # there may be no amounts
    )


def _per(row: ComparedRow) -> str:
    return "per 1M tokens, 3 in for 1 out" if row.title == BLENDED else f"({row.title})"


def first_amounts_drawn(view: View, model_ids: tuple[str, ...]) -> Drawing | None:
    """Draw the prices in the unit that comes first, if there are any."""
    return next((amounts.drawing for amounts in _amounts(view, model_ids)), None)


class _Amounts(NamedTuple):
    """The prices in one unit, as they are drawn, as a table and in words."""

    unit: str
    drawing: Drawing
    table: pd.DataFrame
    in_words: str


def _show_amounts(view: View, amounts: _Amounts) -> None:
    show_figure(
        view,
        amounts.drawing,
        partial(titled, amounts.table, _COLUMNS),
        name=f"compare_in_{amounts.unit.lower().replace(' ', '_')}",
        takeaway=amounts.in_words,
    )


def _in_words(unit: str, table: pd.DataFrame) -> str:
    """Pair names with prices, for those who cannot see bars."""
    told = [
        f"{component}: {', '.join(of_one['label'] + ' ' + of_one['price_text'])}"
        for component, of_one in table.groupby("component", sort=False)
    ]
    return f"Prices in {unit}. {'; '.join(told)}."


@once_per_view
def _amounts(view: View, model_ids: tuple[str, ...]) -> list[_Amounts]:
    names = short_names(view.names[[*model_ids]])
    prices = pd.DataFrame(
        [
            (row.title, row.unit, name, model_id, amount, text)
            for row in filter(_is_comparable, rows_about(view, model_ids))
            for name, model_id, amount, text in zip(
                names, model_ids, row.amounts, row.texts, strict=True
            )
        ],
        columns=["component", "unit", "label", "model_id", "price", "price_text"],
    )
    return [
        _in_one_unit(view, str(unit), of_unit)
        for unit, of_unit in prices.groupby("unit", sort=False)
    ]


def _in_one_unit(view: View, unit: str, prices: pd.DataFrame) -> _Amounts:
    """Leave out models that have no price in the unit, such as image models among tokens."""
    has_any = prices["price"].notna().groupby(prices["model_id"]).transform("any")
    table = prices[has_any]
    drawing = grouped_prices(table, view.currency, unit)
    return _Amounts(unit, drawing, table, _in_words(unit, table))


def _show_multiples(view: View, rows: Sequence[ComparedRow], chosen: Chosen) -> None:
    """Draw each price that the base and another model have, as a multiple of the base's."""
    st.subheader(f"Prices as multiples of {plain(chosen.base_name)}", anchor=False)
    multiples = multiples_table(rows, chosen)
    drawn = multiples[multiples["multiple"] > 0]
    if drawn.empty:
        st.info(
            f"{plain(chosen.base_name)} has no price above zero in the same unit as the others. "
            "Choose another base below."
        )
        return
    free = multiples.loc[multiples["multiple"] == 0, "label"].unique()
    if free.size:
        st.caption(f"Some prices are zero and not drawn: {plain(', '.join(free))}.")
    columns = _COLUMNS | {"multiple": f"Times the price of {chosen.base_name}"}
    show_figure(
        view,
        multiples_of_base(drawn, chosen.base_name, chosen.names),
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
