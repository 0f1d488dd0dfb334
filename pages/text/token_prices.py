"""Token prices: input against output, and the ranking in a mix of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    by_price,
    ranking_table,
    show_ranking,
)
from pages.text.charts import input_output_scatter
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import TOKEN_COMPONENTS, column_title
from venice_data.costs.tokens import (
    AGENT_MIX,
    DEFAULT_MIX,
    TokenMix,
    blended_price,
    token_prices,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from pages.shared.view import View
    from venice_data.catalog.frames import Currency

# The labels stand in shared links: add, never reword.
_PRESETS: Final = {
    "3:1 input:output": DEFAULT_MIX,
    "7:2:1 cached:input:output": AGENT_MIX,
    "1:1 input:output": TokenMix(0, 1, 1),
}
_CUSTOM: Final = "custom"
_SHOWN_FIRST: Final = 20
_NAMED_ON_SCATTER: Final = 6
_SHOWN_AT_BAR: Final = ("input", "output", "cache_input")
_COLUMNS: Final = (
    *(
        Column(
            component,
            column_title(component, "text"),
            "price",
            at_bar=component in _SHOWN_AT_BAR,
        )
        for component in TOKEN_COMPONENTS
    ),
    Column("long_context_threshold_tokens", "Long context from (tokens)", at_bar=False),
    Column("context_tokens", "Context window (tokens)", at_bar=False),
    PRIVACY,
    Column("currency", "Currency", at_bar=False),
)


def show(view: View) -> None:
    """Draw the scatter and the ranking of the matching text models."""
    models = view.of_type("text")
    if models.empty:
        st.info("No matching text model: loosen a filter in the sidebar.")
        return
    tokens = token_prices(view.catalog.prices, models, view.currency)
    tokens = tokens.assign(label=distinct_names(models), currency=view.currency.upper())
    _show_scatter(view, tokens)
    _show_ranking(view, tokens)


def _show_scatter(view: View, tokens: pd.DataFrame) -> None:
    st.subheader("Input price against output price", anchor=False)
    on_axes = (tokens["input"] > 0) & (tokens["output"] > 0)
    drawn = tokens[on_axes]
    if drawn.empty:
        st.info("No matching model has both prices above zero, so there is nothing to plot.")
    else:
        st.caption(
            "Lower left is cheaper. A larger mark has a larger context window. "
            "Click a legend entry to highlight it; hold Shift to zoom or drag."
        )
        show_figure(
            view,
            input_output_scatter(_with_texts(drawn, view.currency), view.currency),
            ranking_table(tokens, _COLUMNS),
            name="text_input_output",
            takeaway="Input price against output price of each text model, on log axes",
            money=[column.title for column in _COLUMNS if column.is_money],
        )
    _say_what_is_off_the_axes(tokens[~on_axes], view.currency)


def _say_what_is_off_the_axes(tokens: pd.DataFrame, currency: Currency) -> None:
    if tokens.empty:
        return
    described = [
        f"{label} (input {price_text(input_price, currency)}, "
        f"output {price_text(output_price, currency)})"
        for label, input_price, output_price in zip(
            tokens["label"], tokens["input"], tokens["output"], strict=True
        )
    ]
    st.caption(
        f"Not in the chart, which needs both prices above zero: {plain('; '.join(described))}."
    )


def _show_ranking(view: View, tokens: pd.DataFrame) -> None:
    st.subheader("Cheapest for your token mix", anchor=False)
    mix = _choose_mix()
    if mix is None:
        st.warning("At least one part of the mix must be above zero.")
        return
    ranked = by_price(tokens.assign(price=blended_price(tokens, mix)))
    show_all = st.toggle(f"Show all {len(ranked)}", key="text_all", bind="query-params")
    if ranked["price"].isna().all():
        st.info("No matching model publishes all prices that this mix needs.")
        return
    show_ranking(
        view,
        ranked,
        Ranking(
            "per 1M tokens in this mix",
            (Column("price", "Blended per 1M tokens", "cost"), *_COLUMNS),
            "text_blended",
            "Text models by blended price",
            most_drawn=None if show_all else _SHOWN_FIRST,
        ),
    )


def _choose_mix() -> TokenMix | None:
    choice = st.segmented_control(
        "Token mix",
        [*_PRESETS, _CUSTOM],
        default="3:1 input:output",
        required=True,
        key="text_mix",
        bind="query-params",
        help="How many parts of each kind of token your work has. A chat reads about three "
        "tokens for each one it writes; an agent reads most of its input from the cache.",
    )
    if choice in _PRESETS:
        mix = _PRESETS[choice]
    else:
        parts = [
            column.number_input(
                label, min_value=0.0, value=value, step=1.0, key=key, bind="query-params"
            )
            for column, (label, value, key) in zip(
                st.columns(3),
                (
                    ("Cached", 7.0, "text_cached"),
                    ("Input", 2.0, "text_input"),
                    ("Output", 1.0, "text_output"),
                ),
                strict=True,
            )
        ]
        mix = TokenMix(*parts)
    total = mix.cached + mix.input + mix.output
    if not total:
        return None
    st.caption(
        f"Blended price: {mix.cached / total:.0%} cached, {mix.input / total:.0%} input, "
        f"{mix.output / total:.0%} output. Cached tokens cost the cache read price where "
        "there is one, otherwise the input price."
    )
    return mix


def _with_texts(tokens: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Add what the scatter writes out: prices and context as text, and which points to name."""
    texts = {
        "input_text": tokens["input"].map(lambda price: price_text(price, currency)),
        "output_text": tokens["output"].map(lambda price: price_text(price, currency)),
        "context_text": tokens["context_tokens"]
        .map("{:,} tokens".format, na_action="ignore")
        .astype("str")
        .fillna("not stated"),
    }
    blended = blended_price(tokens, DEFAULT_MIX)
    notable = list(tokens.index) if len(tokens) <= _NAMED_ON_SCATTER else _extremes(blended)
    columns = ["label", "privacy", "input", "output", "context_tokens"]
    # A mark without a size would not be drawn: a context that is not stated gets the smallest.
    known = tokens[columns].fillna({"context_tokens": 0})
    return known.assign(**texts, is_labelled=tokens.index.isin(notable))


def _extremes(prices: pd.Series[float]) -> list[Hashable]:
    priced = prices.dropna()
    return [] if priced.empty else [priced.idxmin(), priced.idxmax()]
