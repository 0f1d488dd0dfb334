"""What the model's own maker asks for it, beside what Venice asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from venice_data.catalog.money import price_text
from venice_data.costs.maker_prices import CHARGES, CURRENCY, against_makers, known_until
from venice_data.days import beginning_of, day_text, since_text
from venice_data.history.change_text import percent_text
from venice_data.link_values import ON_OR_OFF

if TYPE_CHECKING:
    import pandas as pd

    from pages.model.subject import Subject
    from pages.shared.view import View

_SAME: Final = "the same"


def show(view: View, subject: Subject) -> None:
    """Compare both prices in USD; one that a single source states is shown on request only."""
    compared = against_makers(subject.as_frame, subject.catalog.prices, view.now.date())
    if compared.empty:
        return
    price = compared.iloc[0]
    st.header("Against its maker's list price", anchor=False)
    if not price["two_sources_agree"] and not st.toggle(
        "Show what a single source states",
        help="Two public collections of prices agree on most. On this one only one has a figure.",
        **in_link("model_one_source", ON_OR_OFF),
    ):
        return
    st.markdown(
        "\n".join(
            (
                f"| USD per 1M tokens | Venice | {plain(price['maker'])} | Venice is |",
                "|---|---|---|---|",
                *(_line(charge, price) for charge in CHARGES),
            )
        )
    )
    st.caption(plain(_origin(view, subject, price)))


def _line(charge: str, price: pd.Series[Any]) -> str:
    change = price[f"{charge}_change"]
    compared = percent_text(change) if change else _SAME
    own, makers = (price_text(price[name], CURRENCY) for name in (charge, f"makers_{charge}"))
    return f"| {charge.capitalize()} | {' | '.join(map(plain, (own, makers, compared)))} |"


def _origin(view: View, subject: Subject, price: pd.Series[Any]) -> str:
    """Say from when the maker's price is, who states it, and what is not known."""
    stated = (
        "two public collections agree" if price["two_sources_agree"] else "one public collection"
    )
    age = since_text(beginning_of(price["since"]), view.now)
    return (
        f"Here {subject.model['privacy']}; at the maker as {price['maker_id']}, since "
        f"{day_text(price['since'])} ({age}): {stated}. The newest price in that file is from "
        f"{day_text(known_until())}; whether a maker has changed one since is not known here."
    )
