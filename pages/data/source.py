"""Where the figures come from, how one comes about, and what the history knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.page_frame import age_text, linked_source, origin_text, why_no_history
from pages.shared.table import show_table
from venice_data.catalog.filters import offered
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.days import day_text

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.live.store import Snapshot

import pandas as pd

_FROM_VENICE_TO_HERE: Final = """
1. **Venice answers.** The dashboard asks Venice's public model list, `GET /models?type=all`. One
   answer serves all visitors and is fetched anew every few minutes.
2. **Prices are read.** Each price in the answer becomes one row: model, what it is for, its unit,
   USD and DIEM. A price of a kind never seen before becomes a row too, with the unit “unknown”.
3. **Costs are computed.** Quantities times prices, as exact decimals: no rounding on the way. What
   an estimate assumes stands beside it.
4. **Nothing is filled in.** A price that Venice does not publish is shown as “no price
   published”, never as zero. Only what Venice lists as zero is free.
"""


def show(view: View) -> None:
    """Say where the list is from, what is in it, and what happens on the way to a figure."""
    st.header("Where these prices come from", anchor=False)
    st.markdown(
        linked_source(
            f"Venice's model list, as the API gives it to everybody. {origin_text(view.catalog)}, "
            f"{age_text(view.catalog, view.now)}."
        )
    )
    show_table(
        view,
        contents(view),
        name="data_contents",
        alt="Models and prices in the list, by type",
    )
    st.header("From Venice's answer to a figure here", anchor=False)
    st.markdown(_FROM_VENICE_TO_HERE)
    st.header("How far back the history goes", anchor=False)
    _say_what_history_knows(view.snapshot)


def contents(view: View) -> pd.DataFrame:
    """Count what the whole list holds, one row per type."""
    catalog = view.catalog
    models = offered(catalog.models, view.now)
    facts = pd.DataFrame(
        {
            "type": models["type"],
            "priced": has_price(models, catalog.prices),
            "quoted": priced_by_quote(models, catalog.prices),
            "prices": catalog.prices["model_id"].value_counts().reindex(models.index).fillna(0),
        }
    )
    by_type = facts.groupby("type").agg(
        models=("priced", "size"),
        priced=("priced", "sum"),
        quoted=("quoted", "sum"),
        prices=("prices", "sum"),
    )
    by_type = by_type.loc[in_reading_order(set(by_type.index))].astype("Int64")
    return pd.DataFrame(
        {
            "Type": [model_type(api_name).label.capitalize() for api_name in by_type.index],
            "Models": by_type["models"].array,
            "With published prices": by_type["priced"].array,
            "Priced by quote only": by_type["quoted"].array,
            "Prices in the list": by_type["prices"].array,
        }
    )


def _say_what_history_knows(snapshot: Snapshot) -> None:
    history = snapshot.history
    if history is None:
        st.markdown(why_no_history(snapshot))
        return
    lists = len(history.observations)
    st.markdown(
        f"Every list that differs from the one before is recorded: {lists:,} since "
        f"{day_text(history.oldest)}, the newest from {day_text(history.newest)}. Between two "
        "lists nobody looked: a change counts from the list that first showed it."
    )
    st.markdown(
        f"Until {day_text(history.facts_since)} only names, types, prices, privacy, beta, context "
        "lengths and the capabilities of text models were recorded. What no list stated is shown "
        "as “not recorded then”, never guessed."
    )
