"""The one way a chart is shown: the chart, its source, its numbers as a table and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.page_frame import source_text
from pages.shared.plain_text import plain
from pages.shared.table import show_folded_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from pages.shared.chart_template import Drawing
    from pages.shared.view import View


def show_figure(
    view: View,
    drawing: Drawing,
    make_table: Callable[[], pd.DataFrame],
    *,
    name: str,
    takeaway: str,
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    source: str | None = None,
) -> None:
    """Show a chart with everything that belongs to it.

    `make_table` makes the table of its numbers, once somebody opens it; `name` names the chart
    in keys and file names; `takeaway` says in a sentence what it shows, for those who cannot
    see it; `money` and `percent` name columns of the table; `source` is said where the figures
    are not from the model list.
    """
    st.vega_lite_chart(
        spec=drawing.spec | {"datasets": drawing.frames, "config": {"text": {"color": _ink()}}},
        key=f"{name}_chart",
        alt=takeaway,
    )
    st.caption(plain(source or source_text(view.catalog)))
    show_folded_table(view, make_table, name=name, money=money, percent=percent, alt=takeaway)


def _ink() -> str:
    """Colour of text on charts; Streamlit's chart theme leaves it black on a dark page."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return str(st.get_option(f"theme.{theme}.textColor"))
