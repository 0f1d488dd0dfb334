"""The matrix of resolution and quality, and the trap that lies in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

from pages.images.charts import quality_matrix
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import price_text, times_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.images import price_matrix, qualities_of, quality_trap, resolutions_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from pages.shared.chart_template import Drawing
    from venice_data.catalog.frames import Currency

_LEGACY: Final = "legacy price"
_NO_RISE: Final = "Price by resolution and quality"


def show_matrix(view: View, models: pd.DataFrame, name: str) -> None:
    """Draw the matrix of the models that have one; say what leaving out `quality` costs."""
    shown = _matrix(view, models)
    if shown is None:
        return
    st.header(plain(shown.finding), anchor=False)
    _say_trap(view, shown.costly)
    show_figure(
        view,
        shown.drawing,
        shown.table.reset_index,
        name=f"{name}_matrix",
        takeaway=f"{shown.finding}. One picture by resolution and quality, and the legacy price",
        holds=dict.fromkeys(shown.table.columns, "price"),
    )


def rise_in_words(view: View, models: pd.DataFrame) -> str:
    """Say how much the quality alone may change a price; nothing where no model has a choice."""
    shown = _matrix(view, models)
    return "" if shown is None or shown.finding == _NO_RISE else shown.finding


class _Matrix(NamedTuple):
    """The matrix as it is drawn and as a table, and where leaving out `quality` costs more."""

    finding: str
    drawing: Drawing
    table: pd.DataFrame
    costly: list[dict[Hashable, Any]]


@once_per_view
def _matrix(view: View, models: pd.DataFrame) -> _Matrix | None:
    prices = view.catalog.prices[view.catalog.prices["model_id"].isin(models.index)]
    matrix = price_matrix(prices, view.currency)
    if matrix.empty:
        return None
    labels = distinct_names(models.loc[matrix["model_id"].unique()])
    resolutions = resolutions_of(prices)
    cells = matrix.assign(
        label=matrix["model_id"].map(labels),
        column=matrix["quality"].map(_quality_column).mask(matrix["is_legacy"], _LEGACY),
        rank=matrix["resolution"].map(resolutions.index),
        price_text=matrix["price"].map(lambda price: price_text(price, view.currency)),
    ).sort_values(["label", "rank"])
    cells = cells.assign(row=cells["label"] + " · " + cells["resolution"])
    table = cells.pivot_table(
        index=["label", "model_id", "resolution"],
        columns="column",
        values="price",
        sort=False,
        observed=True,
    )
    columns = [*map(_quality_column, qualities_of(prices)), _LEGACY]
    titles = [_column_title(column) for column in columns]
    table = table.reindex(columns=columns).set_axis(titles, axis=1)
    table.index.names = ["Model", "Id", "Resolution"]
    trap = quality_trap(matrix, models)
    return _Matrix(
        _rise_in_words(matrix, labels, view.currency),
        quality_matrix(
            cells[["row", "column", "price", "price_text", "label", "resolution", "model_id"]],
            columns,
        ),
        table,
        trap[trap["times"] > 1].drop_duplicates("model_id").to_dict("records"),
    )


def _rise_in_words(matrix: pd.DataFrame, labels: pd.Series[str], currency: Currency) -> str:
    """Say how much the quality alone may change a price, and where."""
    priced = matrix[~matrix["is_legacy"] & (matrix["price"] > 0)]
    prices = priced.groupby(["model_id", "resolution"])["price"]
    ends = prices.agg(["min", "max"])
    rises = ends.assign(times=ends["max"] / ends["min"]).sort_values("times").reset_index()
    most: dict[Hashable, Any] = next(iter(rises.to_dict("records")[-1:]), {"times": 1.0})
    if not most["times"] > 1:
        return _NO_RISE
    low, high = (price_text(most[end], currency) for end in ("min", "max"))
    return (
        f"Quality alone makes a picture up to {times_text(most['times'])} as expensive: "
        f"{labels[most['model_id']]} at {most['resolution']}, {low} to {high}"
    )


def _quality_column(quality: str) -> str:
    """Keep a quality apart from the legacy price, should one ever be called so."""
    return f"{quality} (quality)" if quality == _LEGACY else quality


def _column_title(column: str) -> str:
    return _LEGACY if column == _LEGACY else f"{column} quality"


def _say_trap(view: View, costly: list[dict[Hashable, Any]]) -> None:
    for row in costly:
        st.warning(
            f"Leave `quality` out with {plain(str(row['model_id']))} and you get "
            f"{plain(str(row['default_quality']))}: "
            f"{plain(price_text(row['default_price'], view.currency))} instead of "
            f"{plain(price_text(row['cheapest_price'], view.currency))} per picture at "
            f"{plain(str(row['resolution']))}, {times_text(row['times'])} the price of "
            f"{plain(str(row['cheapest_quality']))}.",
            icon=":material/warning:",
        )
    st.caption(
        "You are billed by quality: that which the request names, else the model's default. The "
        "legacy price is the older one by resolution alone, which Venice's list still has beside "
        "the others; it can differ by a cent. A missing tile is not offered."
    )
