"""The scatter of token prices: input against output of each model."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.ranking import ranking_table, with_status
from pages.shared.view import View, once_per_view
from pages.text.charts import input_output_scatter
from pages.text.scatter_labels import notable_models, scatter_labels
from venice_data.catalog.money import price_text, times_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.shared.chart_template import Drawing
    from pages.shared.ranking import Column


def show(view: View, tokens: pd.DataFrame, columns: Sequence[Column]) -> None:
    """Draw models by their token prices, which `columns` tell in the table; say what it cannot."""
    drawn = _on_axes(view, tokens)
    if drawn.empty:
        st.info("No matching model has both prices above zero, so there is nothing to plot.")
    else:
        st.header(_ratio_in_words(drawn), anchor=False)
        st.caption(
            "Lower left is cheaper. A larger mark has a larger context window. Click a legend "
            "entry to highlight it; with a mouse, Shift zooms and drags."
        )
        show_figure(
            view,
            _scatter(view, tokens),
            partial(ranking_table, tokens, columns),
            name="text_input_output",
            takeaway=f"{_ratio_in_words(drawn)}. Per 1M tokens of input, then of output",
            holds={column.title: column.holds for column in columns},
        )
    off_the_axes = _off_the_axes(view, tokens)
    if off_the_axes:
        st.caption(
            "Not in the chart, which needs both prices above zero: "
            f"{plain('; '.join(off_the_axes))}."
        )


def _times(tokens: pd.DataFrame) -> pd.Series[float]:
    """Return how many times as much output costs as input."""
    return tokens["output"] / tokens["input"]


def _ratio_in_words(tokens: pd.DataFrame) -> str:
    times = _times(tokens)
    if len(tokens) == 1:
        return f"Output costs {times_text(times.iloc[0])} as much as input"
    lowest, highest = (times_text(end) for end in (times.min(), times.max()))
    if lowest == highest:
        return f"Output costs {lowest} as much as input with all {len(tokens)} models"
    return (
        f"Output costs {times_text(times.median())} as much as input (median), "
        f"{lowest} to {highest} with all"
    )


@once_per_view
def _off_the_axes(view: View, tokens: pd.DataFrame) -> list[str]:
    """Name what the scatter cannot show, with its prices."""
    tokens = tokens[~_has_both_prices(tokens)]
    return [
        f"{label} (input {price_text(input_price, view.currency)}, "
        f"output {price_text(output_price, view.currency)})"
        for label, input_price, output_price in zip(
            tokens["label"], tokens["input"], tokens["output"], strict=True
        )
    ]


def _has_both_prices(tokens: pd.DataFrame) -> pd.Series[bool]:
    return (tokens["input"] > 0) & (tokens["output"] > 0)


@once_per_view
def _scatter(view: View, tokens: pd.DataFrame) -> Drawing:
    drawn, labels = _on_axes(view, tokens), _labels_on_scatter(view, tokens)
    named = pd.MultiIndex.from_frame(labels[["input", "output"]])
    is_named = pd.MultiIndex.from_frame(drawn[["input", "output"]]).isin(named)
    on_top = drawn.assign(is_named=is_named).sort_values(["is_named", "size"])  # and small ones
    return input_output_scatter(
        on_top.drop(columns="is_named"), labels, view.currency, float(_times(drawn).median())
    )


@once_per_view
def _on_axes(view: View, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return what the scatter shows, with what it writes out."""
    tokens = tokens[_has_both_prices(tokens)]
    texts = {
        "input_text": tokens["input"].map(lambda price: price_text(price, view.currency)),
        "output_text": tokens["output"].map(lambda price: price_text(price, view.currency)),
        "context_text": tokens["context_tokens"]
        .map("{:,}".format, na_action="ignore")
        .astype("str")
        .fillna("not stated"),
    }
    known = tokens[["label", "privacy", "input", "output"]]
    return known.assign(**texts, size=_sizes(tokens["context_tokens"]), model_id=tokens.index)


def _sizes(context_tokens: pd.Series[float]) -> pd.Series[float]:
    """Return how large marks are, from 0 to 1; a context that is not stated gets the smallest."""
    known = context_tokens.astype("float64").fillna(0)
    return (known / known.where(known > 0).max()).fillna(0).map(math.sqrt)


@once_per_view
def _labels_on_scatter(view: View, tokens: pd.DataFrame) -> pd.DataFrame:
    tokens = tokens[_has_both_prices(tokens)]
    described = with_status(view, tokens.assign(price=tokens["output"])).assign(
        traits=view.catalog.models.loc[tokens.index, "traits"],
        size=_sizes(tokens["context_tokens"]),
    )
    notable = notable_models(described)
    times = _times(tokens)
    if times.min() < times.max():  # the ends that the heading speaks of
        ends = [str(times.idxmin()), str(times.idxmax())]
        described.loc[ends, "label"] += " (" + times[ends].map(times_text) + ")"
        notable = [*ends, *notable]
    return scatter_labels(described, list(dict.fromkeys(notable)))
