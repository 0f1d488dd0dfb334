"""Token prices: input against output, and the ranking in a mix of both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    by_price,
    ranking_table,
    show_ranking,
)
from pages.shared.view import View, once_per_view
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
from venice_data.link_values import ON_OR_OFF, Choices, Number

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd


# The labels stand in shared links: add, never reword.
_PRESETS: Final = {
    "3:1 input:output": DEFAULT_MIX,
    "7:2:1 cached:input:output": AGENT_MIX,
    "1:1 input:output": TokenMix(0, 1, 1),
}
_CUSTOM: Final = "custom"
_PARTS: Final = Number(0.0, 1e9)
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
    if text_tokens(view).empty:
        st.info("No matching text model: loosen a filter in the sidebar.")
        return
    _show_scatter(view)
    _show_ranking(view)


@once_per_view
def text_tokens(view: View) -> pd.DataFrame:
    """Return the matching text models with their token prices, as `token_prices` gives them."""
    models = view.of_type("text")
    tokens = token_prices(view.catalog.prices, models, view.currency)
    return tokens.assign(label=distinct_names(models), currency=view.currency.upper())


def _show_scatter(view: View) -> None:
    st.subheader("Input price against output price", anchor=False)
    drawn = _on_axes(view)
    if drawn.empty:
        st.info("No matching model has both prices above zero, so there is nothing to plot.")
    else:
        st.caption(
            "Lower left is cheaper. A larger mark has a larger context window. "
            "Click a legend entry to highlight it; hold Shift to zoom or drag."
        )
        show_figure(
            view,
            input_output_scatter(drawn, view.currency),
            partial(ranking_table, text_tokens(view), _COLUMNS),
            name="text_input_output",
            takeaway="Input price against output price of each text model, on log axes",
            holds={column.title: column.holds for column in _COLUMNS},
        )
    off_the_axes = _off_the_axes(view)
    if off_the_axes:
        st.caption(
            "Not in the chart, which needs both prices above zero: "
            f"{plain('; '.join(off_the_axes))}."
        )


@once_per_view
def _off_the_axes(view: View) -> list[str]:
    """Name what the scatter cannot show, with its prices."""
    tokens = text_tokens(view)
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


def _show_ranking(view: View) -> None:
    st.subheader("Cheapest for your token mix", anchor=False)
    mix = _choose_mix()
    if mix is None:
        st.warning("At least one part of the mix must be above zero.")
        return
    ranked = _ranked(view, mix)
    show_all = st.toggle(f"Show all {len(ranked)}", **in_link("text_all", ON_OR_OFF))
    if ranked["price"].isna().all():
        st.info("No matching model publishes all prices that this mix needs.")
        return
    show_ranking(
        view,
        ranked,
        Ranking(
            "per 1M tokens in this mix",
            (Column("price", "Blended per 1M tokens", "price"), *_COLUMNS),
            "text_blended",
            "Text models by blended price",
            most_drawn=None if show_all else _SHOWN_FIRST,
        ),
    )


@once_per_view
def _ranked(view: View, mix: TokenMix) -> pd.DataFrame:
    tokens = text_tokens(view)
    return by_price(tokens.assign(price=blended_price(tokens, mix)))


def _choose_mix() -> TokenMix | None:
    mixes = [*_PRESETS, _CUSTOM]
    choice = st.segmented_control(
        "Token mix",
        mixes,
        default="3:1 input:output",
        required=True,
        help="How many parts of each kind of token your work has. A chat reads about three "
        "tokens for each one it writes; an agent reads most of its input from the cache.",
        **in_link("text_mix", Choices(mixes, most=1)),
    )
    if choice in _PRESETS:
        mix = _PRESETS[choice]
    else:
        parts = [
            column.number_input(
                label,
                min_value=_PARTS.lowest,
                max_value=_PARTS.highest,
                value=value,
                step=1.0,
                **in_link(name, _PARTS),
            )
            for column, (label, value, name) in zip(
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


@once_per_view
def _on_axes(view: View) -> pd.DataFrame:
    """Return what the scatter shows, with what it writes out and which points it names."""
    tokens = text_tokens(view)
    tokens = tokens[_has_both_prices(tokens)]
    texts = {
        "input_text": tokens["input"].map(lambda price: price_text(price, view.currency)),
        "output_text": tokens["output"].map(lambda price: price_text(price, view.currency)),
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
    return known.assign(**texts, model_id=tokens.index, is_labelled=tokens.index.isin(notable))


def _extremes(prices: pd.Series[float]) -> list[Hashable]:
    priced = prices.dropna()
    return [] if priced.empty else [priced.idxmin(), priced.idxmax()]
