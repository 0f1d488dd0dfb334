"""The one way a table is shown: numbers as people write them, its files, rows to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import streamlit as st

from pages.shared.downloads import show_downloads
from pages.shared.site import COMPARE
from venice_data.catalog.price_components import explanations_by_title
from venice_data.history.event_selection import DAYS_OF_LATE, marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from pages.shared.view import View
    from venice_data.catalog.frames import Currency

MOST_COMPARED: Final = 6
COMPARED_IN_LINK: Final = "compare_models"
RECENT_CHANGE: Final = "Of late"
_IDS: Final = "Id"
_MISSING: Final = "not published"


def titled(models: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return columns in the order of `titles`, which maps each to its title; `id` is the index."""
    return models.rename_axis("id").reset_index()[list(titles)].rename(columns=titles)


def show_folded_table(
    view: View,
    table: pd.DataFrame,
    *,
    name: str,
    alt: str,
    label: str = "Table and downloads",
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    missing: str = _MISSING,
) -> None:
    """Fold a table with its files under a label; otherwise as `show_table`."""
    with st.expander(label, icon=":material/table:", key=f"{name}_table"):
        show_table(view, table, name=name, alt=alt, money=money, percent=percent, missing=missing)


def show_table(
    view: View,
    table: pd.DataFrame,
    *,
    name: str,
    alt: str,
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    missing: str = _MISSING,
) -> None:
    """Show a table whose `money` columns are prices and whose `percent` columns are shares.

    A price column headed as `column_title` does explains itself when pointed at. Rows with an
    id can be ticked, for a link to the comparison of their models, and tell the recent change
    of their model. `name` names the table in keys and files, `alt` says what it holds for
    those who cannot see it; `missing` stands where there is no value.
    """
    shown = _with_marks(table, view)
    dataframe_options: dict[str, Any] = {
        "column_config": _column_config(shown, view.currency, money, percent),
        "hide_index": True,
        "placeholder": missing,
        "alt": alt,
    }
    if _IDS in shown:
        _link_to_comparison(_tick_rows(shown, name, dataframe_options))
    else:
        st.dataframe(shown, **dataframe_options)
    show_downloads(table, name)


def _column_config(
    table: pd.DataFrame, currency: Currency, money: Sequence[str], percent: Sequence[str]
) -> dict[str, Any]:
    """Say how each column is written, where that is not plain from its values."""
    columns: dict[str, Any] = {
        name: st.column_config.NumberColumn(
            format=_money_format(currency), help=explanations_by_title().get(name)
        )
        for name in money
    }
    columns |= {name: st.column_config.NumberColumn(format="percent") for name in percent}
    columns |= {
        name: st.column_config.NumberColumn(format="localized")
        for name in table.columns
        if name not in columns and table[name].dtype.name == "Int64"
    }
    if RECENT_CHANGE in table:
        columns[RECENT_CHANGE] = st.column_config.TextColumn(
            help=f"What happened to the model in the last {DAYS_OF_LATE} days; see Changes."
        )
    return columns


def _with_marks(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Add the recent change of each row's model, where there is any."""
    history = view.snapshot.history
    if history is None or _IDS not in table:
        return table
    marked = table[_IDS].map(marks(history, view.now.date()))
    if marked.isna().all():
        return table
    place = list(table.columns).index(_IDS) + 1
    marked_table = table.copy(deep=False)
    marked_table.insert(place, RECENT_CHANGE, marked.fillna("").astype("str"))
    return marked_table


def _tick_rows(table: pd.DataFrame, name: str, dataframe_options: dict[str, Any]) -> list[str]:
    """Show a table with rows to tick; return the ids of those that are.

    Ticks are kept by position: other rows make another table, on which none is ticked.
    """
    ids = table[_IDS].astype("str").tolist()
    rows_mark = crc32("\n".join(ids).encode())
    event = st.dataframe(
        table,
        key=f"{name}_rows_{rows_mark:x}",
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
