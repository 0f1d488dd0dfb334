"""Token prices: which is the cheapest, how many cost little, and the ranking in a mix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.page_frame import answer_first, later
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    by_price,
    cheapest_of,
    show_ranking,
)
from pages.shared.view import View, once_per_offer, once_per_view
from pages.text import price_scatter
from pages.text.token_mix import INPUT_ALONE, OUTPUT_ALONE, choose_mix, per_tokens
from venice_data.catalog.money import cost_text, currency_label, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import TOKEN_COMPONENTS, column_title
from venice_data.catalog.wording import counted, some_of
from venice_data.costs.tokens import blended_price
from venice_data.link_values import ON_OR_OFF, Number

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.costs.tokens import TokenMix


_SHOWN_FIRST: Final = 20
_LIMIT: Final = Number(0.0, 1e9)
_SMALL_CHANGE: Final = 1.0  # in the currency that is shown; what is counted where nobody asks
_MOST_NAMED: Final = 2
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
)


def show(view: View) -> None:
    """Say what is cheapest and how many are within a price, rank them, and draw the scatter."""
    if text_tokens(view).empty:
        st.info("No matching text model: loosen a filter in the sidebar.")
        return
    answer = st.container()  # above the choices
    with st.container(horizontal=True):
        limit = _choose_limit(view)
        mix = choose_mix(is_off=limit is not None)
    if limit is not None:
        mix = OUTPUT_ALONE  # what the limit is about
    if mix is None:
        return
    with answer:
        _say_what_is_found(view, limit, mix)
    if _within(view, limit).empty:
        st.info("No model is within this price. Raise it, or clear it to see all.")
        return
    _show_ranking(view, limit, mix)
    price_scatter.show(view, _within(view, limit), _COLUMNS)


@once_per_view
def text_tokens(view: View) -> pd.DataFrame:
    """Return the matching text models with their token prices, as `token_prices` gives them."""
    models = view.of_type("text")
    tokens = view.token_prices_of(models)
    return tokens.assign(label=distinct_names(models))


def _choose_limit(view: View) -> float | None:
    """Ask for the highest price of output that is of interest; None for any."""
    return st.number_input(
        f"At most, in {currency_label(view.currency)} per million output tokens",
        min_value=_LIMIT.lowest,
        max_value=_LIMIT.highest,
        value=None,
        step=0.5,
        format="%0.10g",
        placeholder="any price: type one, such as 1.00",
        width=380,
        **in_link("text_max_output", _LIMIT),
    )


@once_per_view
def _within(view: View, limit: float | None) -> pd.DataFrame:
    tokens = text_tokens(view)
    return tokens if limit is None else tokens[tokens["output"] <= limit]


def _say_what_is_found(view: View, limit: float | None, mix: TokenMix) -> None:
    """Say first what the bars show: how many are within the limit, or who is the cheapest."""
    if limit is not None:
        st.header(plain(_within_in_words(view, limit)), anchor=False)
        return
    ranked = _ranked(view, None, mix)
    cheapest = _of_lowest_price(view, ranked)
    if not cheapest.empty:
        price = cost_text(cheapest["price"].iloc[0], view.currency)
        st.header(
            plain(
                f"{_who_is(cheapest)} {_cheapest_in_words(view, ranked)} of "
                f"{counted(len(ranked), 'text models')}: {price} {per_tokens(mix)}"
            ),
            anchor=False,
        )
    st.markdown(plain(f"{_within_in_words(view, _SMALL_CHANGE)}."))


def _within_in_words(view: View, limit: float) -> str:
    """Say how many models cost at most so much for output, how many nothing, and which least."""
    tokens, within = text_tokens(view), _within(view, limit)
    free = int((within["output"] == 0).sum())
    among = f", {free} of them free," if 0 < free < len(within) else ""
    cost = "costs" if 1 in (len(within), len(tokens)) else "cost"
    count = (
        f"{len(within)} of {counted(len(tokens), 'text models')}{among} {cost} at most "
        f"{_short_price(limit, view)} per 1M output tokens"
    )
    ranked = _ranked(view, limit, OUTPUT_ALONE)
    cheapest = _of_lowest_price(view, ranked)
    if cheapest.empty:
        return count
    price = price_text(cheapest["price"].iloc[0], view.currency)
    return (
        f"{count}; by output alone {_who_is(cheapest)} {_cheapest_in_words(view, ranked)}: "
        f"{price} per 1M output tokens"
    )


def _cheapest_in_words(view: View, ranked: pd.DataFrame) -> str:
    """Say in which way what may be called so is the cheapest: something else may cost less."""
    lowest = cheapest_of(view, ranked)["price"].min()
    passed_over = ranked["price"][ranked["price"] < lowest]
    paid = " paid" if (passed_over == 0).any() else ""
    out_of_beta = " out of beta" if (passed_over > 0).any() else ""
    return f"the cheapest{paid}{out_of_beta}"


def _of_lowest_price(view: View, ranked: pd.DataFrame) -> pd.DataFrame:
    """Return the models that cost the least, of those that may be called the cheapest."""
    counted: pd.DataFrame = cheapest_of(view, ranked)
    lowest: pd.DataFrame = counted[counted["price"] == counted["price"].min()]
    return lowest


def _who_is(models: pd.DataFrame) -> str:
    return f"{some_of(list(models['label']), _MOST_NAMED)} {'are' if len(models) > 1 else 'is'}"


def _short_price(amount: float, view: View) -> str:
    """Write a price that somebody chose: `$1`, `$0.50`, `1 DIEM`."""
    return re.sub(r"\.00(?!\d)", "", price_text(amount, view.currency))


def _show_ranking(view: View, limit: float | None, mix: TokenMix) -> None:
    ranked = _ranked(view, limit, mix)
    if ranked["price"].isna().all():
        st.info("No matching model publishes all prices that this mix needs.")
        return
    is_of_one_kind = mix in (INPUT_ALONE, OUTPUT_ALONE)  # whose price has a column anyway
    blended = () if is_of_one_kind else (Column("price", "Blended per 1M tokens", "cost"),)
    with answer_first("text_ranking"):
        with later("text_all"):
            show_all = st.toggle(f"Show all {len(ranked)}", **in_link("text_all", ON_OR_OFF))
        show_ranking(
            view,
            ranked,
            Ranking(
                per_tokens(mix),
                (*blended, *_COLUMNS),
                "text_blended",
                f"Text models by price {per_tokens(mix)}",
                most_drawn=None if show_all else _SHOWN_FIRST,
                names_tied=False,
            ),
        )


@once_per_view
def _ranked(view: View, limit: float | None, mix: TokenMix) -> pd.DataFrame:
    tokens = _within(view, limit)
    return by_price(tokens.assign(price=_blended(view, mix)[tokens.index]))


@once_per_offer
def _blended(view: View, mix: TokenMix) -> pd.Series[float]:
    every = view.in_scope[view.in_scope["type"] == "text"]
    return blended_price(view.token_prices_of(every), mix)
