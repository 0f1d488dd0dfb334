"""Cache discounts: what a repeated input costs less."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from pages.text.charts import cache_discount_bars
from pages.text.token_prices import text_tokens
from venice_data.catalog.money import price_text, share_text
from venice_data.catalog.price_components import column_title
from venice_data.costs.tokens import cache_discounts
from venice_data.link_values import ON_OR_OFF

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_FIRST: Final = 20


def show(view: View) -> None:
    """Draw the saving of each model that has a price for cache reads."""
    cached = _cached(view)
    st.subheader("What a cache read saves", anchor=False)
    if cached.empty:
        st.info("No matching model publishes a price for cache reads.")
        return
    st.markdown(
        f"{len(cached)} of {len(text_tokens(view))} models charge less for input they have just "
        "seen. Long instructions and growing conversations gain most."
    )
    show_all = st.toggle(f"Show all {len(cached)}", **in_link("text_cache_all", ON_OR_OFF))
    drawn = cached if show_all else cached.head(_SHOWN_FIRST)
    texts = {
        text: drawn[price].map(lambda amount: price_text(amount, view.currency))
        for text, price in (
            ("input_text", "input"),
            ("cache_text", "cache_input"),
            ("write_text", "cache_write"),
        )
    }
    chart = cache_discount_bars(
        drawn[["label", "privacy", "saving"]].assign(
            **texts, saving_text=drawn["saving"].map(share_text)
        )
    )
    columns = {
        "name": "Model",
        "id": "Id",
        "saving": "Saved",
        **{name: column_title(name, "text") for name in ("input", "cache_input", "cache_write")},
    }
    most = share_text(cached["saving"].max())
    show_figure(
        view,
        chart,
        partial(titled, cached, columns),
        name="text_cache",
        takeaway=f"Share of input saved on a cache read, up to {most}",
        holds={"Saved": "share", **dict.fromkeys(list(columns.values())[3:], "price")},
    )


@once_per_view
def _cached(view: View) -> pd.DataFrame:
    """Return what each model saves, the most first."""
    cached = cache_discounts(text_tokens(view))
    return cached.sort_values(["saving", "cache_input"], ascending=[False, True])
