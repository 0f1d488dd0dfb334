"""Where the figures come from, how one comes about, and what in the list is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.freshness import age_text, why_no_history
from pages.shared.plain_text import plain
from pages.shared.provenance import linked_source, origin_text
from pages.shared.table import show_table, titled
from venice_data.catalog.filters import offered
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.quality_scores import BENCHMARKS
from venice_data.catalog.wording import counted
from venice_data.costs.maker_prices import maker_prices
from venice_data.days import day_text

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.catalog.frames import Catalog, Currency
    from venice_data.live.store import Snapshot

_FROM_VENICE_TO_HERE: Final = """
1. **Venice answers.** The dashboard asks Venice's public model list, `GET /models?type=all`. One
   answer serves all visitors; a new one is normally fetched every few minutes.
2. **Prices are read.** Each price in the answer becomes one row: model, what it is for, its unit,
   USD and DIEM. A price of a kind never seen before becomes a row too, with the unit “unknown”.
3. **Costs are computed.** Quantities times prices, as exact decimals: no rounding on the way. What
   an estimate assumes stands beside it.
4. **Nothing is filled in.** A price that Venice does not publish is shown as “no price
   published”, never as zero. Only what Venice lists as zero is free.
"""
_WHOLE_LIST: Final = "the list itself"


def show_source(view: View) -> None:
    """Say where the list is from, what is in it, and what happens on the way to a figure."""
    st.header("Where these prices come from", anchor=False)
    st.markdown(
        linked_source(
            f"Venice's model list, as the API gives it to everybody. {origin_text(view.catalog)}, "
            f"{age_text(view.catalog, view.now)}."
        )
    )
    st.header("What is in the list", anchor=False)
    st.caption(
        "Models that are offered, and their prices, by type. Its files hold these counts; "
        "whole lists of models, prices and their history stand under Downloads."
    )
    show_table(
        view,
        contents(view),
        name="data_contents",
        alt="Models and prices in the list, by type",
    )
    st.header("From Venice's answer to a figure here", anchor=False)
    st.markdown(_FROM_VENICE_TO_HERE)
    st.header("What is from elsewhere", anchor=False)
    _say_what_is_from_elsewhere(view)
    st.header("How far back the history goes", anchor=False)
    _say_what_history_knows(view.snapshot)


def _say_what_is_from_elsewhere(view: View) -> None:
    listed = offered(view.catalog.models, view.now).index
    for benchmark in BENCHMARKS:
        gone = len(set(benchmark.scores) - set(listed))
        not_offered = f" ({gone} of them not offered)" if gone else ""
        st.markdown(
            plain(
                f"Scores of {len(benchmark.scores)} text models{not_offered} on "
                f"{benchmark.label}, {benchmark.unit}: read on {day_text(benchmark.as_of)}, "
                f"{benchmark.licence}."
            )
        )
    st.markdown(
        "The two are never blended. A variant that runs the same weights carries their score. A "
        "model without a score is not rated, which says nothing about it."
    )
    agreed = sum(price.two_sources_agree for price in maker_prices().values())
    st.markdown(
        f"What the makers of {len(maker_prices())} models ask themselves, from public collections "
        f"of prices: on {agreed} of them two agree, the others stand in one only. Models on which "
        "two disagree are left out."
    )


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


def show_doubts(view: View) -> None:
    """List both, or say that there is none."""
    _show_not_understood(view)
    _show_contradictions(view)


def _show_not_understood(view: View) -> None:
    problems = not_understood(view.catalog)
    if problems.empty:
        st.header("Everything in this list was understood", anchor=False)
        st.markdown(f"{plain(origin_text(view.catalog))}.")
        return
    st.header(
        f"{counted(len(problems), 'things')} in this list could not be read as expected",
        anchor=False,
    )
    st.markdown("Each is left out or shown as it came; nothing is guessed in its place.")
    titles = {
        "name": "Model",
        "where": "Where",
        "what": "What is wrong",
        "model_id": "Id",
    }
    show_table(
        view,
        titled(problems.reset_index(drop=True), titles),
        name="data_problems",
        alt="What was not understood in the list",
    )


def _show_contradictions(view: View) -> None:
    pairs = contradictory_prices(view.catalog, view.currency)
    if pairs.empty:
        st.header("No price contradicts another in this list", anchor=False)
        return
    models = pairs["name"].unique()
    whose = models[0] if len(models) == 1 else f"{len(models)} models"
    sizes = counted(len(pairs), "sizes")
    st.header(plain(f"Two prices for one picture: {whose}, at {sizes}"), anchor=False)
    st.markdown(
        "Some image models have two price lists, by size alone and by size and quality. Where "
        "the highest quality and the older price differ, both are shown, as Venice gives them."
    )
    titles = {  # on a phone the first three columns are seen at once
        "picture": "Picture",
        "by_quality": "By quality",
        "by_size": "By size alone",
        "quality": "Quality",
        "model_id": "Id",
    }
    pictures = pairs.assign(picture=pairs["name"] + ", " + pairs["resolution"])
    show_table(
        view,
        titled(pictures.reset_index(drop=True), titles),
        name="data_contradictions",
        alt="Prices that contradict each other",
        holds={"By quality": "price", "By size alone": "price"},
    )


def not_understood(catalog: Catalog) -> pd.DataFrame:
    """Return one row per thing not understood: name, model_id, where, what.

    `name` is the model's, or says that it is about the list where no model is named.
    """
    problems = catalog.problems
    names = problems["model_id"].map(catalog.models["name"]).astype("str")
    named = names.fillna(problems["model_id"]).where(problems["model_id"] != "", _WHOLE_LIST)
    return problems.assign(name=named)[["name", "model_id", "where", "what"]]


def contradictory_prices(catalog: Catalog, currency: Currency) -> pd.DataFrame:
    """Return where the older price by size differs from the highest price by quality.

    One row per model and size: name, model_id, resolution, quality, by_quality, by_size. Who
    leaves quality out expects the older price; both stand in Venice's list.
    """
    prices = catalog.prices[catalog.prices[currency].notna()]
    columns = ["model_id", "resolution", currency]
    by_quality = prices[prices["quality"].notna()]
    dearest = by_quality.loc[by_quality.groupby(["model_id", "resolution"])[currency].idxmax()]
    by_size = prices[prices["resolution"].notna() & prices["quality"].isna()][columns]
    pairs = dearest[[*columns, "quality"]].merge(
        by_size, on=["model_id", "resolution"], suffixes=("_by_quality", "_by_size")
    )
    pairs = pairs.set_axis(
        ["model_id", "resolution", "by_quality", "quality", "by_size"], axis="columns"
    )
    pairs = pairs[pairs["by_quality"] != pairs["by_size"]]
    return pairs.assign(name=pairs["model_id"].map(catalog.models["name"]))
