"""What the model's own maker asks for it, beside what Venice asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from venice_data.catalog.maker_prices import MakerPrice, maker_prices
from venice_data.catalog.money import price_text, relative_change
from venice_data.days import beginning_of, day_text, since_text
from venice_data.history.change_text import percent_text
from venice_data.link_values import ON_OR_OFF

if TYPE_CHECKING:
    import pandas as pd

    from pages.model.subject import Subject
    from pages.shared.view import View

_CURRENCY: Final = "usd"  # makers state no other
_SAME: Final = "the same"


def show(view: View, subject: Subject) -> None:
    """Compare both prices in USD; one that a single source states is shown on request only."""
    price = maker_prices().get(subject.id)
    rates = _own_rates(subject)
    if price is None or rates.isna().any():
        return
    st.header("Against its maker's list price", anchor=False)
    if not price.two_sources_agree and not st.toggle(
        "Show what a single source states",
        help="Two public collections of prices agree on most. On this one only one has a figure.",
        **in_link("model_one_source", ON_OR_OFF),
    ):
        return
    st.markdown(
        "\n".join(
            (
                f"| USD per 1M tokens | Venice | {plain(price.maker)} | Venice is |",
                "|---|---|---|---|",
                _line("Input", rates["input"], price.input_usd),
                _line("Output", rates["output"], price.output_usd),
            )
        )
    )
    st.caption(plain(_origin(view, subject, price)))


def _own_rates(subject: Subject) -> pd.Series[float]:
    return (
        subject.prices.drop_duplicates("component")
        .set_index("component")[_CURRENCY]
        .reindex(["input", "output"])
    )


def _line(what: str, own: float, makers: float) -> str:
    change = relative_change(makers, own)
    compared = f"{percent_text(change)}" if change else _SAME
    texts = (price_text(own, _CURRENCY), price_text(makers, _CURRENCY), compared)
    return f"| {what} | {' | '.join(map(plain, texts))} |"


def _origin(view: View, subject: Subject, price: MakerPrice) -> str:
    """Say from when the maker's price is, who states it, and what is not known."""
    newest = max(known.valid_from for known in maker_prices().values())
    stated = "two public collections agree" if price.two_sources_agree else "one public collection"
    age = since_text(beginning_of(price.valid_from), view.now)
    return (
        f"Here {subject.model['privacy']}; at the maker as {price.maker_id}, since "
        f"{day_text(price.valid_from)} ({age}): {stated}. The newest price in that file is from "
        f"{day_text(newest)}; whether a maker has changed one since is not known here."
    )
