"""Embeddings: what it costs to turn text into search vectors, and to index pages of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    by_price,
    name_unpriced,
    show_ranking,
)
from pages.shared.table import show_table, titled
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import (
    WORDS_OF_TOKENS,
    WORDS_PER_TOKEN,
    column_title,
    describe,
)
from venice_data.catalog.wording import continued, counted
from venice_data.costs.audio import WORDS_PER_PAGE
from venice_data.costs.charges import MILLION
from venice_data.costs.everyday import TOKENS_PER_PAGE
from venice_data.link_values import WholeNumber

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from venice_data.catalog.frames import Currency

_COLUMNS: Final = (
    Column("input", column_title("input", "embedding"), "price"),
    Column("embedding_dimensions", "Dimensions", at_bar=False),
    Column("max_input_tokens", "Longest input (tokens)", at_bar=False),
    PRIVACY,
)
_UNIT: Final = "per 1M input tokens"
_RANKING: Final = Ranking(
    _UNIT,
    _COLUMNS,
    "text_embeddings",
    f"Embedding models by price {_UNIT}",
    names_tied=False,
)
_PAGES: Final = WholeNumber(1, 1_000_000_000)
_TOKENS_OF_A_PAGE: Final = WholeNumber(1, 100_000)


def show(view: View) -> None:
    """Rank the matching embedding models by their input price; add up an index of pages."""
    ranked = _ranked(view)
    if ranked["price"].isna().all():
        st.info("No matching embedding model has a price: loosen a filter in the sidebar.")
        return
    st.header(
        plain(_finding(view, "Embedding 1M tokens", ranked["price"].dropna(), price_text)),
        anchor=False,
    )
    charged = describe("input", "embedding").explanation
    st.caption(f"Venice charges {continued(charged)}")
    show_ranking(view, ranked, _RANKING)
    answer = st.container()  # above what is asked: the answer comes first
    pages, tokens_per_page = _choose_pages()
    indexed = _with_cost_of_index(view, pages * tokens_per_page)
    finding = _finding(view, f"Indexing {pages:,} pages", indexed["price"].dropna(), cost_text)
    answer.header(plain(finding), anchor=False)
    _show_index(view, indexed, finding)  # no second picture: it would be the first, times a factor
    name_unpriced(view, ranked)


@once_per_view
def _ranked(view: View) -> pd.DataFrame:
    models = view.of_type("embedding")
    tokens = view.token_prices_of(models)
    tokens = tokens.join(models[["embedding_dimensions", "max_input_tokens"]])
    return by_price(tokens.assign(label=distinct_names(models), price=tokens["input"]))


@once_per_view
def _with_cost_of_index(view: View, tokens: int) -> pd.DataFrame:
    ranked = _ranked(view)
    cost = ranked["input"] * (tokens / MILLION)
    return ranked.assign(price=cost)


def _finding(
    view: View, what: str, prices: pd.Series[float], write: Callable[[float, Currency], str]
) -> str:
    low, high = (write(price, view.currency) for price in (prices.min(), prices.max()))
    models = counted(len(prices), "models")
    lowest = int((prices == prices.min()).sum())
    if low == high:
        return f"{what} costs {low} with {models}"
    if lowest > 1:
        is_one_other = len(prices) - lowest == 1
        others = f"{high} with the other" if is_one_other else f"up to {high} with the others"
        return f"{what} costs {low} with {lowest} of {models}, {others}"
    return f"{what} costs {low} to {high} with {models}"


def _choose_pages() -> tuple[int, int]:
    """Ask how much there is to index; state what that assumes."""
    pages_column, tokens_column = st.columns(2)
    pages = pages_column.number_input(
        "Pages",
        min_value=_PAGES.lowest,
        max_value=_PAGES.highest,
        value=10_000,
        step=1_000,
        **in_link("text_pages", _PAGES),
    )
    tokens_per_page = tokens_column.number_input(
        "Tokens per page",
        min_value=_TOKENS_OF_A_PAGE.lowest,
        max_value=_TOKENS_OF_A_PAGE.highest,
        value=TOKENS_PER_PAGE,
        step=50,
        help=f"{WORDS_OF_TOKENS}; a full page has about {WORDS_PER_PAGE} words.",
        **in_link("text_tokens_per_page", _TOKENS_OF_A_PAGE),
    )
    st.caption(
        f"Assumed: {tokens_per_page:,} tokens per page, about "
        f"{round(tokens_per_page * WORDS_PER_TOKEN, -1):,.0f} English words; each page is read "
        f"once, {pages * tokens_per_page:,} tokens in all. Storing and searching the vectors is "
        "not included."
    )
    return pages, tokens_per_page


def _show_index(view: View, indexed: pd.DataFrame, finding: str) -> None:
    columns = (Column("price", "Price of the index", "cost"), *_COLUMNS)
    titles = {column.name: column.title for column in columns}
    show_table(
        view,
        titled(indexed, {"label": "Model", **titles, "id": "Id"}),
        name="text_index",
        alt=finding,
        holds={column.title: column.holds for column in columns},
    )
