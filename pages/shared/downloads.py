"""Tables as files to take along: CSV and Excel, in which a text is never read as a formula."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import streamlit as st


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
