"""The one way a chart is shown: the chart, its source, its numbers as a table and as files."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.shared.page_frame import source_text
from pages.shared.plain_text import plain
from pages.shared.table import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.shared.chart_parts import AnyChart
    from pages.shared.view import View


def show_downloads(table: pd.DataFrame, name: str) -> None:
    """Offer a table as files; each is made when it is asked for."""
    with st.container(horizontal=True):
        st.download_button(
            "CSV",
            data=lambda: csv_file(table),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"{name}_csv",
            on_click="ignore",
        )
        st.download_button(
            "Excel",
            data=lambda: excel_file(table, name),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            key=f"{name}_xlsx",
            on_click="ignore",
        )


def csv_file(table: pd.DataFrame) -> bytes:
    """Write a table as CSV in UTF-8, with the mark by which Excel knows it."""
    cells = table.map(_as_cell_text).rename(columns=_as_cell_text)
    return cells.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def excel_file(table: pd.DataFrame, name: str) -> bytes:
    """Write a table as one Excel sheet; text stays text, whatever it begins with."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        table.to_excel(writer, sheet_name=name[:31], index=False, freeze_panes=(1, 0))
        writer.sheets[name[:31]].autofit()
    return buffer.getvalue()


def _as_cell_text(value: object) -> object:
    """Keep a spreadsheet from reading a text of the API as a formula."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_formula else value


def show_figure(
    view: View,
    chart: AnyChart,
    table: pd.DataFrame,
    *,
    name: str,
    takeaway: str,
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    source: str | None = None,
) -> None:
    """Show a chart with everything that belongs to it.

    `name` names the chart in keys and file names; `takeaway` says in a sentence what it
    shows, for those who cannot see it; `money` and `percent` name columns of the table;
    `source` is said where the figures are not from the model list.
    """
    st.altair_chart(chart.configure_text(color=_ink()), key=f"{name}_chart", alt=takeaway)
    st.caption(plain(source or source_text(view.catalog)))
    with st.expander("Table and downloads", icon=":material/table:", key=f"{name}_table"):
        show_table(view, table, money=money, percent=percent, alt=takeaway, key=f"{name}_rows")
        show_downloads(table, name)


def _ink() -> str:
    """Colour of text on charts; Streamlit's chart theme leaves it black on a dark page."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return str(st.get_option(f"theme.{theme}.textColor"))
