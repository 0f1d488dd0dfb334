"""Models that go or are gone, each with what to use instead: as rows of a page and as a file."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, cast

import pandas as pd
import streamlit as st

from pages.shared.downloads import show_downloads
from pages.shared.plain_text import model_link, plain, small
from pages.shared.table import NOT_PUBLISHED
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import price_text
from venice_data.days import day_text
from venice_data.history.retirements import instead_of

USE_INSTEAD: Final = "Use instead"
_BY_PRICE_ALONE: Final = "by price alone:"
_LAST_PRICE: Final = "Last price"
_NONE: Final = "none"
_FIRST: Final = 10
_MOST_AT_ONCE: Final = 15


@once_per_view
def departures(
    view: View, leaving: pd.DataFrame, facts: pd.DataFrame, most: int | None = None
) -> pd.DataFrame:
    """Return models, or the first of them, with what to use instead of each, in their order.

    `leaving` has name, which no two share, type, at (the day on which each goes), price and unit,
    `facts` a row of each as it was listed last. Columns: those of `leaving`; instead_id and
    instead_name, empty where none can be named; how it came to be named; and is_measured, False
    where it is the cheapest of its kind for want of anything to measure by.
    """
    leaving = leaving[:most]
    instead = [
        instead_of(
            cast("pd.Series[Any]", facts.loc[model_id]),
            float(price),
            view.catalog,
            view.now,
            view.currency,
        )
        for model_id, price in zip(map(str, leaving.index), leaving["price"], strict=True)
    ]
    ids = [each.model_id or "" for each in instead]
    return leaving.assign(
        instead_id=ids,
        instead_name=[view.names.get(model_id, "") for model_id in ids],
        how=[each.how for each in instead],
        is_measured=pd.Series([each.is_measured for each in instead], leaving.index, dtype=bool),
    )


def show_departures(
    view: View, leaving: pd.DataFrame, facts: pd.DataFrame, *, day: str, name: str
) -> None:
    """List models, the first of many until all are asked for; `day` heads the day of each.

    What to use instead is sought of those alone that are listed: it takes a while for each.
    """
    asked = f"{name}_all"
    is_whole = len(leaving) <= _MOST_AT_ONCE or st.session_state.get(asked, False)
    shown = departures(view, leaving, facts, None if is_whole else _FIRST)
    lines = [f"| Model | {day} | {USE_INSTEAD} | {_LAST_PRICE} |", "|---|---|---|---|"]
    lines += [
        f"| {model_link(str(model_id), str(row['name']))} {small(plain(str(model_id)))} "
        f"| {day_text(row['at'])} | {_instead(row)} | {_price(row, view)} |"
        for model_id, row in shown.iterrows()
    ]
    with st.container(key=f"departures_{name}"):  # by which `site.css` knows these tables
        st.markdown("\n".join(lines))
    if not is_whole:
        st.button(
            f"Show all {len(leaving)}",
            icon=":material/expand_more:",
            key=f"{name}_more",
            on_click=st.session_state.update,
            args=({asked: True},),
        )
    make_table = partial(_file, view, leaving, facts, day)
    show_downloads(view, make_table, name, holds={_LAST_PRICE: "price"})


def _instead(row: pd.Series[Any]) -> str:
    how = small(plain(row["how"]))
    if not row["instead_id"]:
        return f"{_NONE}: {how}"
    link = model_link(row["instead_id"], row["instead_name"])
    return f"{link} {how}" if row["is_measured"] else f"{small(_BY_PRICE_ALONE)} {link} {how}"


def _price(row: pd.Series[Any], view: View) -> str:
    if pd.isna(row["price"]):
        return small(NOT_PUBLISHED)
    return f"{plain(price_text(row['price'], view.currency))} {small(plain(row['unit']))}"


def _file(view: View, leaving: pd.DataFrame, facts: pd.DataFrame, day: str) -> pd.DataFrame:
    gone = departures(view, leaving, facts)
    return pd.DataFrame(
        {
            "Model": gone["name"],
            f"{day} (UTC)": gone["at"].dt.strftime("%Y-%m-%d"),
            _LAST_PRICE: gone["price"],
            "Unit": gone["unit"].fillna(""),
            "Type": gone["type"].map(lambda name: model_type(name).label),
            "Model id": gone.index,
            USE_INSTEAD: gone["instead_name"],
            "Id to use instead": gone["instead_id"],
            "Why this one": gone["how"],
        }
    )
