"""What the model can do and where it ends: every field that the list states, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args
from urllib.parse import quote, urlsplit

import pandas as pd
import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.table import show_downloads
from venice_data.costs.comparison import ComparedRow, Section, compared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.model.subject import Subject
    from pages.shared.view import View

_SAFE_IN_LINKS: Final = "/:?#[]@!$&'*+,;=%~"


def show(view: View, subject: Subject) -> None:
    """Show the description, then facts section by section, then voices and the source."""
    st.header("What it can do, and its limits", anchor=False)
    description = subject.model["description"]
    if pd.notna(description) and description.strip():
        st.markdown(plain(description))
    rows = [
        row
        for row in compared(subject.as_frame, subject.catalog.prices, view.currency)
        if row.section != "Prices"
    ]
    for section in get_args(Section):
        of_section = [row for row in rows if row.section == section]
        if of_section:
            st.subheader(section, anchor=False)
            st.markdown(_markdown_table(of_section))
    _show_voices(subject.model["voices"])
    _show_source(subject.model["source_text"])
    show_downloads(_table(rows), "model_facts")


def _markdown_table(rows: Sequence[ComparedRow]) -> str:
    """Two columns only: a phone has room for no more."""
    lines = ["| Property | Value |", "|---|---|"]
    for row in rows:
        value = f"{row.texts[0]} {row.unit}".strip()
        lines.append(f"| {plain(row.title)} | **{plain(value)}** {plain(row.explanation)} |")
    return "\n".join(lines)


def _table(rows: Sequence[ComparedRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Section": [row.section for row in rows],
            "Property": [row.title for row in rows],
            "Value": [row.texts[0] for row in rows],
            "Unit": [row.unit for row in rows],
            "What it means": [row.explanation for row in rows],
        }
    )


def _show_voices(voices: Sequence[str]) -> None:
    if voices:
        st.subheader(f"{len(voices)} voice{'s' if len(voices) > 1 else ''}", anchor=False)
        st.markdown(plain(", ".join(voices)))


def _show_source(source: object) -> None:
    """Show where the model is from: a link only if it is an address of the web, else as text."""
    if not isinstance(source, str) or not source.strip():
        return
    address = urlsplit(source.strip())
    if address.scheme in ("http", "https") and address.netloc:
        link = quote(source.strip(), safe=_SAFE_IN_LINKS)
        st.markdown(f"Source, as Venice names it: [{plain(address.netloc)}]({link})")
    else:
        st.markdown(f"Source, as Venice names it: {plain(source)}")
