"""How tables write numbers, and how ticked rows lead to the comparison of their models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import streamlit as st

from pages.shared.site import COMPARE
from venice_data.catalog.price_components import explanations_by_title
from venice_data.history.event_selection import DAYS_OF_LATE, marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pages.shared.view import View
    from venice_data.catalog.frames import Currency

MOST_COMPARED: Final = 6
COMPARED_IN_LINK: Final = "compare_models"
OF_LATE: Final = "Of late"
_IDS: Final = "Id"


def show_table(
    view: View,
    table: pd.DataFrame,
    *,
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    alt: str,
    key: str = "",
    missing: str = "not published",
) -> None:
    """Show a table whose `money` columns are prices and whose `percent` columns are shares.

    A price column headed as `column_title` does explains itself when pointed at. Rows with an
    id can be ticked, for a link to the comparison of their models, and say what happened to
    their model of late. `key` is the table's own, by default its `alt`;
    `missing` stands where there is no value.
    """
    table = _with_marks(table, view)
    columns: dict[str, Any] = {
        name: st.column_config.NumberColumn(
            format=_money_format(view.currency), help=explanations_by_title().get(name)
        )
        for name in money
    }
    columns |= {name: st.column_config.NumberColumn(format="percent") for name in percent}
    columns |= {
        name: st.column_config.NumberColumn(format="localized")
        for name in table.columns
        if name not in columns and table[name].dtype.name == "Int64"
    }
    if OF_LATE in table:
        columns[OF_LATE] = st.column_config.TextColumn(
            help=f"What happened to the model in the last {DAYS_OF_LATE} days; see Changes."
        )
    dataframe_options: dict[str, Any] = {
        "column_config": columns,
        "hide_index": True,
        "placeholder": missing,
        "alt": alt,
    }
    if _IDS not in table:
        st.dataframe(table, **dataframe_options)
        return
    _link_to_comparison(_tick_rows(table, key or alt, dataframe_options))


def _with_marks(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Add what happened to each row's model of late, where anything did."""
    history = view.snapshot.history
    if history is None or _IDS not in table:
        return table
    marked = table[_IDS].map(marks(history, view.now.date()))
    if marked.isna().all():
        return table
    place = list(table.columns).index(_IDS) + 1
    marked_table = table.copy(deep=False)
    marked_table.insert(place, OF_LATE, marked.fillna("").astype("str"))
    return marked_table


def _tick_rows(table: pd.DataFrame, key: str, dataframe_options: dict[str, Any]) -> list[str]:
    """Show a table with rows to tick; return the ids of those that are.

    Ticks are kept by position: other rows make another table, on which none is ticked.
    """
    ids = table[_IDS].astype("str").tolist()
    rows_mark = crc32("\n".join(ids).encode())
    event = st.dataframe(
        table,
        key=f"{key}_{rows_mark:x}",
        on_select="rerun",
        selection_mode="multi-row",
        **dataframe_options,
    )
    return list(dict.fromkeys(ids[row] for row in event.selection.rows))


def _link_to_comparison(model_ids: list[str]) -> None:
    if len(model_ids) > MOST_COMPARED:
        st.caption(f"{len(model_ids)} models are ticked; {MOST_COMPARED} at most can be compared.")
    elif model_ids:
        st.page_link(
            COMPARE.script,
            label=f"Compare {len(model_ids)} ticked model{'s' if len(model_ids) > 1 else ''}",
            icon=COMPARE.icon,
            query_params={COMPARED_IN_LINK: model_ids},
        )


def _money_format(currency: Currency) -> str:
    return "$%.10g" if currency == "usd" else "%.10g"
