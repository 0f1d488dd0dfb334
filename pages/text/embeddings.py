"""Embeddings: what it costs to turn text into search vectors, and to index pages of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import streamlit as st

from pages.shared.chart_parts import ranking
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from venice_data.catalog.money import cost_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title, describe
from venice_data.costs.charges import MILLION
from venice_data.costs.tokens import token_prices

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View

_PER_MILLION: Final = column_title("input", "embedding")
_WORDS_PER_TOKEN: Final = 0.75


def show(view: View) -> None:
    """Rank the embedding models that remain by their input price; add up an index of pages."""
    models = view.of_type("embedding")
    st.subheader("Embedding models by input price", anchor=False)
    tokens = token_prices(view.catalog.prices, models, view.currency)
    tokens = tokens.join(models[["embedding_dimensions", "max_input_tokens"]])
    ranked = tokens.assign(label=distinct_names(models)).sort_values(["input", "label"])
    if ranked["input"].isna().all():
        st.info("No embedding model with a price is left: loosen a filter in the sidebar.")
        return
    charged = describe("input", "embedding").explanation
    st.caption(f"Venice charges {charged[0].lower()}{charged[1:]}")
    priced = ranked.assign(price=ranked["input"])
    _show_ranking(view, priced, "per 1M input tokens", {"input": _PER_MILLION}, "embeddings")
    st.subheader("What it costs to index your pages", anchor=False)
    pages, tokens_per_page = _choose_pages()
    cost = ranked["input"] * (pages * tokens_per_page / MILLION)
    indexed = ranked.assign(price=cost, index_cost=cost)
    columns = {"index_cost": "Price of the index", "input": _PER_MILLION}
    _show_ranking(view, indexed, f"to index {pages:,} pages", columns, "index")
    unpriced = ranked[ranked["input"].isna()]
    if not unpriced.empty:
        st.caption(f"No price published: {plain(', '.join(unpriced['label']))}.")


def _choose_pages() -> tuple[int, int]:
    """Ask how much there is to index; state what that assumes."""
    pages_column, tokens_column = st.columns(2)
    pages = pages_column.number_input(
        "Pages",
        min_value=1,
        max_value=1_000_000_000,
        value=10_000,
        step=1_000,
        key="text_pages",
        bind="query-params",
    )
    tokens_per_page = tokens_column.number_input(
        "Tokens per page",
        min_value=1,
        max_value=100_000,
        value=650,
        step=50,
        key="text_tokens_per_page",
        bind="query-params",
        help="1,000 tokens are about 750 English words; a full page has about 500 words.",
    )
    st.caption(
        f"Assumed: {tokens_per_page:,} tokens a page, about "
        f"{round(tokens_per_page * _WORDS_PER_TOKEN, -1):,.0f} English words; each page is read "
        f"once, {pages * tokens_per_page:,} tokens in all. Keeping and searching the vectors is "
        "not part of it."
    )
    return pages, tokens_per_page


def _show_ranking(
    view: View, ranked: pd.DataFrame, unit: str, money: dict[str, str], name: str
) -> None:
    """Rank by `price` in a unit; the table adds dimensions and limits where they are known.

    `money` maps columns of prices to their titles.
    """
    drawn = ranked[ranked["price"].notna()]
    texts = {"price_text": drawn["price"].map(lambda price: cost_text(price, view.currency))}
    texts |= {
        f"{column}_text": drawn[column].map(lambda price: price_text(price, view.currency))
        for column in money
    }
    chart = ranking(
        drawn[["label", "price", "privacy"]].assign(**texts),
        view.currency,
        unit,
        [
            alt.Tooltip("label:N", title="Model"),
            *(alt.Tooltip(f"{column}_text:N", title=title) for column, title in money.items()),
            alt.Tooltip("privacy:N", title="Privacy"),
        ],
    )
    columns = {
        "name": "Model",
        "id": "Id",
        **money,
        "embedding_dimensions": "Dimensions",
        "max_input_tokens": "Longest input (tokens)",
        "privacy": "Privacy",
    }
    show_figure(
        view,
        chart,
        ranked.rename_axis("id").reset_index()[list(columns)].rename(columns=columns),
        name=f"text_{name}",
        takeaway=f"Embedding models by price {unit}; the cheapest is {drawn['label'].iloc[0]}",
        money=list(money.values()),
    )
