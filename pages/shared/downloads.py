"""Tables and charts as files that explain themselves: CSV, Excel, PNG and SVG."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import pandas as pd
import streamlit as st

from pages.shared.embed import figure_alone, show_link_to_embed
from pages.shared.picture import png_picture, svg_picture
from pages.shared.provenance import OWN_USAGE, provenance_of
from venice_data.files import csv_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pages.shared.picture import Picture
    from pages.shared.provenance import Provenance
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency

Holds = Literal["price", "cost", "share", "change", "count", "text"]
_MONEY: Final = ("price", "cost")
_SHARES: Final = ("share", "change")
_ABOUT: Final = "About"
_LONGEST_SHEET_NAME: Final = 31
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileKind(NamedTuple):
    """A kind of file, and how it is made when it is asked for."""

    label: str
    ending: str
    media_type: str
    make: Callable[[], bytes]


def show_downloads(
    view: View,
    make_table: Callable[[], pd.DataFrame],
    name: str,
    *,
    holds: Mapping[str, Holds] | None = None,
    currency: Currency | None = None,
    picture: Picture | None = None,
) -> None:
    """Offer a table as files, and the chart that shows it, if any, as pictures.

    The table is made when a file of it is asked for.

    `holds` and `currency` are those of `show_table`. Files are named after `name`, the day of the
    prices and the currency.
    """
    if figure_alone() is not None:  # all tabs are drawn then, some with the same files
        return
    provenance = provenance_of(view, currency=currency, source=picture.source if picture else None)

    def headed() -> pd.DataFrame:
        return headed_table(make_table(), holds or {}, provenance.currency)

    kinds = [
        FileKind("CSV", "csv", "text/csv", lambda: csv_file(headed(), provenance)),
        FileKind("Excel", "xlsx", _EXCEL, lambda: excel_file(headed(), name, provenance)),
    ]
    if picture is not None:
        kinds += [
            FileKind("PNG", "png", "image/png", partial(png_picture, picture, provenance)),
            FileKind("SVG", "svg", "image/svg+xml", partial(svg_picture, picture, provenance)),
        ]
    stem = f"{name}_{view.catalog.fetched_at:%Y-%m-%d}_{provenance.currency}"
    with st.container(horizontal=True):
        for kind in kinds:
            st.download_button(
                kind.label,
                data=kind.make,
                file_name=f"{stem}.{kind.ending}",
                mime=kind.media_type,
                icon=":material/download:",
                key=f"{name}_{kind.ending}",
                on_click="ignore",
            )
    if picture is not None and picture.source != OWN_USAGE:  # which no link can show to others
        show_link_to_embed(view.page, name)


def headed_table(
    table: pd.DataFrame, holds: Mapping[str, Holds], currency_label: str
) -> pd.DataFrame:
    """Say in the titles of numbers what they are: `Price (USD)`, `Saved (share of 1)`."""
    numbers = set(table.select_dtypes("number").columns)

    def headed(title: str) -> str:
        what = holds.get(title) if title in numbers else None
        if what in _MONEY:
            return f"{title} ({currency_label})"
        return f"{title} (share of 1)" if what in _SHARES else title

    return table.rename(columns=headed)


def csv_file(table: pd.DataFrame, provenance: Provenance) -> bytes:
    """Write a table as CSV in UTF-8, with the mark by which Excel knows it.

    Where it comes from stands in columns of its own, the same in each row.
    """
    facts = pd.DataFrame(provenance.facts(), index=table.index)
    return csv_text(pd.concat([table, facts], axis="columns")).encode("utf-8-sig")


def excel_file(table: pd.DataFrame, name: str, provenance: Provenance) -> bytes:
    """Write a table as an Excel sheet, and where it comes from as another.

    Text stays text, whatever it begins with.
    """
    facts = pd.DataFrame(list(provenance.facts().items()), columns=["What", "Value"])
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        for sheet, content in {name[:_LONGEST_SHEET_NAME]: table, _ABOUT: facts}.items():
            content.to_excel(writer, sheet_name=sheet, index=False, freeze_panes=(1, 0))
            writer.sheets[sheet].autofit()
    return buffer.getvalue()
