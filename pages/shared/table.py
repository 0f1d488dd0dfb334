"""Tables: how they write numbers, the files that go with them, and ticked rows to compare."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NotRequired, TypedDict, Unpack
from zlib import crc32

import pandas as pd
import streamlit as st

from pages.shared.downloads import show_downloads
from pages.shared.paper_table import IDS, IN_ONE_LINE, MODEL_IDS, NAMES, UNIT, show_on_paper
from pages.shared.plain_text import plain
from pages.shared.site import COMPARE, MODEL
from venice_data.catalog.filters import offered
from venice_data.catalog.money import cost_text, count_text, price_text, share_text
from venice_data.catalog.price_components import explanations_by_title
from venice_data.catalog.wording import counted
from venice_data.history.change_text import percent_text
from venice_data.history.event_selection import RECENT_DAYS, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pandas.io.formats.style import Styler

    from pages.shared.downloads import Holds
    from pages.shared.picture import Picture
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency


MOST_COMPARED: Final = 6
COMPARED_IN_LINK: Final = "compare_models"
RECENT_CHANGE: Final = "Recent change"
NOT_PUBLISHED: Final = "not published"
_NEVER_CUT: Final = [NAMES, *IN_ONE_LINE]  # the grid would, where a text is long
_CELL_PIXELS: Final = 20  # of a cell, around its text
_LETTER_PIXELS: Final = 6


def titled(models: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return columns in the order of `titles`, which maps each to its title; `id` is the index."""
    return models.rename_axis("id").reset_index()[list(titles)].rename(columns=titles)


class TableOptions(TypedDict):
    """What `show_table` is told of a table."""

    name: str
    alt: str
    holds: NotRequired[Mapping[str, Holds] | None]
    currency: NotRequired[Currency | None]
    missing: NotRequired[str]
    picture: NotRequired[Picture | None]


@st.fragment
def show_folded_table(
    view: View,
    make_table: Callable[[], pd.DataFrame],
    *,
    label: str = "Table and downloads",
    **options: Unpack[TableOptions],
) -> None:
    """Fold a table with its files under a label; otherwise as `show_table`.

    It is made, drawn and sent when somebody opens it.
    """
    with st.expander(
        label, icon=":material/table:", key=f"{options['name']}_table", on_change="rerun"
    ) as fold:
        if fold.open:
            show_table(view, make_table(), **options)


def show_table(
    view: View,
    table: pd.DataFrame,
    *,
    name: str,
    alt: str,
    holds: Mapping[str, Holds] | None = None,
    currency: Currency | None = None,
    missing: str = NOT_PUBLISHED,
    picture: Picture | None = None,
) -> None:
    """Show a table, with what its columns hold by their titles; other numbers are counts.

    Numbers stay numbers, to sort and to download, and are written as everywhere else. Money is
    in `currency` where it is not in the view's own.

    A price column headed as `column_title` does explains itself when pointed at. Rows with an
    id can be ticked, for a link to the comparison of their models, and tell the recent change
    of their model. `name` names the table in keys and files, `alt` says what it holds for
    those who cannot see it; `missing` stands where there is no value. `picture` is
    the chart of the table, to be saved with it.
    """
    shown = _with_marks(table, view)
    writers = writers_of(shown, holds or {}, currency or view.currency)
    written = written_out(shown, writers, missing)
    dataframe_options: dict[str, Any] = {
        "column_config": _column_config(shown),
        "hide_index": True,
        "placeholder": missing,
        "alt": alt,
    }
    if IDS in shown:
        _link_ticked(view, _tick_rows(shown, written, name, dataframe_options))
    else:
        st.dataframe(written, **dataframe_options)
    show_on_paper(_units_and_ids_last(shown), writers, missing, alt)
    show_downloads(view, lambda: table, name, holds=holds, currency=currency, picture=picture)


def writers_of(
    table: pd.DataFrame, holds: Mapping[str, Holds], currency: Currency
) -> dict[str, Callable[[Any], str]]:
    """Return for each column of numbers how they are written."""
    writers: dict[Holds, Callable[[Any], str]] = {
        "price": partial(price_text, currency=currency),
        "cost": partial(cost_text, currency=currency),
        "share": share_text,
        "change": percent_text,
        "count": count_text,
        "text": count_text,  # no money, but where it is a number, a count
    }
    numbers = table.select_dtypes("number").columns
    return {name: writers[holds.get(name, "count")] for name in numbers}


def written_out(
    table: pd.DataFrame, writers: Mapping[str, Callable[[Any], str]], missing: str
) -> Styler:
    """Return a table with the text of each number beside it, which is shown in its place."""
    formats: dict[Any, Any] = dict(writers)
    return table.reset_index(drop=True).style.format(formats, na_rep=missing)


def _units_and_ids_last(table: pd.DataFrame) -> pd.DataFrame:
    """Put last what tells little to whoever reads a table from left to right."""
    last = (UNIT, RECENT_CHANGE, IDS, MODEL_IDS)
    behind = [title for title in last if title in table]
    return table[[*table.columns.difference(behind, sort=False), *behind]]


def _column_config(table: pd.DataFrame) -> dict[str, Any]:
    """Say what columns mean, where their titles alone do not."""
    columns: dict[str, Any] = {
        name: st.column_config.NumberColumn(help=explanation)
        for name, explanation in explanations_by_title().items()
        if name in table
    }
    for title in table.columns.intersection(_NEVER_CUT):
        longest = max(table[title].astype("str").str.len(), default=0)
        width = _CELL_PIXELS + _LETTER_PIXELS * longest
        columns[title] = st.column_config.TextColumn(width=width)
    if RECENT_CHANGE in table:
        columns[RECENT_CHANGE] = st.column_config.TextColumn(
            help=f"What happened to the model in the last {RECENT_DAYS} days; see Changes."
        )
    return columns


def _with_marks(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Add the recent change of each row's model, where there is any."""
    history = view.snapshot.history
    if history is None or IDS not in table:
        return table
    marked = table[IDS].map(marks(history, view.now.date()))
    if marked.isna().all():
        return table
    place = list(table.columns).index(IDS) + 1
    marked_table = table.copy(deep=False)
    marked_table.insert(place, RECENT_CHANGE, marked.fillna("").astype("str"))
    return marked_table


def _tick_rows(
    table: pd.DataFrame, written: Styler, name: str, dataframe_options: dict[str, Any]
) -> list[str]:
    """Show a written table with rows to tick; return the ids of those that are.

    Ticks are kept by position: other rows make another table, on which none is ticked.
    """
    ids = table[IDS].astype("str").tolist()
    rows_mark = crc32("\n".join(ids).encode())
    event = st.dataframe(
        written,
        key=f"{name}_rows_{rows_mark:x}",
        on_select="rerun",
        selection_mode="multi-row",
        **dataframe_options,
    )
    return list(dict.fromkeys(ids[row] for row in event.selection.rows))


def _link_ticked(view: View, ticked: list[str]) -> None:
    """Lead to the comparison of the ticked models that it can show, and to each one's page."""
    can_be_compared = offered(view.catalog.models, view.now).index
    model_ids = [model_id for model_id in ticked if model_id in can_be_compared]
    if len(model_ids) < len(ticked):
        gone = ", ".join(model_id for model_id in ticked if model_id not in can_be_compared)
        st.caption(f"No longer offered, so not compared: {plain(gone)}.")
    if len(model_ids) > MOST_COMPARED:
        st.caption(f"{len(model_ids)} models are ticked; at most {MOST_COMPARED} can be compared.")
        return
    with st.container(horizontal=True):
        if model_ids:
            st.page_link(
                COMPARE.script,
                label=f"Compare {counted(len(model_ids), 'ticked models')}",
                icon=COMPARE.icon,
                query_params={COMPARED_IN_LINK: model_ids},
            )
        for model_id in model_ids:
            st.page_link(
                MODEL.script,
                label=plain(view.names[model_id]),
                icon=MODEL.icon,
                query_params={"id": model_id},
            )


def show_listed_prices(view: View, models: pd.DataFrame, alt: str, name: str) -> None:
    """List every price of some models, one row per price."""
    prices = view.catalog.prices
    own = prices[prices["model_id"].isin(models.index)]
    table = pd.DataFrame(
        {
            "Model": own["model_id"].map(models["name"]),
            "Id": own["model_id"],
            "Price of": own["label"],
            "Price": own[view.currency],
            "Unit": own["unit"],
        }
    )
    show_table(view, table, holds={"Price": "price"}, alt=alt, name=name)
