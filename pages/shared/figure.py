"""The one way a chart is shown: the chart, its source, its numbers as a table and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.chart_parts import NEUTRAL_PLACE
from pages.shared.chart_template import ROWS
from pages.shared.embed import figure_alone, is_embedded, leave_out, shown_alone, way_out
from pages.shared.freshness import age_text
from pages.shared.named_rows import OPENED
from pages.shared.picture import Picture
from pages.shared.plain_text import plain
from pages.shared.provenance import linked_source, source_text
from pages.shared.site import MODEL
from pages.shared.table import show_folded_table
from venice_data.catalog.glossary import PRIVACY_IN_SHORT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from pages.shared.chart_template import Drawing
    from pages.shared.downloads import Holds
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency

_LEGENDS: Final = {"signal": "containerSize()[0] < 640 ? 'vertical' : 'horizontal'"}


def show_figure(
    view: View,
    drawing: Drawing,
    make_table: Callable[[], pd.DataFrame],
    *,
    name: str,
    takeaway: str,
    holds: Mapping[str, Holds] | None = None,
    source: str | None = None,
    currency: Currency | None = None,
) -> None:
    """Show a chart with everything that belongs to it.

    `make_table` makes the table of its numbers, once somebody opens it; `name` names the chart
    in keys and file names; `takeaway` says in a sentence what it shows, for those who cannot
    see it; `holds` and `currency` are those of `show_table`; `source` is said where the figures
    are not from the model list. A click on a mark opens its model where the chart is made for
    that. Of an embedded page the one figure that its link names is shown alone.
    """
    wanted = figure_alone()
    if wanted is not None:
        _show_alone(view, drawing, wanted, name=name, takeaway=takeaway, source=source)
        return
    hint = _draw(drawing, name, takeaway)
    is_colored = "privacy" in drawing.frames.get(ROWS, ())
    explained = PRIVACY_IN_SHORT if is_colored else None
    said = hint + linked_source(source or source_text(view.catalog))
    st.caption(f"{said} About “private” and “anonymized”" if explained else said, help=explained)
    show_folded_table(
        view,
        make_table,
        name=name,
        holds=holds,
        currency=currency,
        alt=takeaway,
        picture=Picture(drawing, takeaway, source),
    )


def _show_alone(
    view: View, drawing: Drawing, wanted: str, *, name: str, takeaway: str, source: str | None
) -> None:
    """Show the one figure that is wanted of an embedded page, which ends with it."""
    if name != wanted:
        leave_out(name)
        return
    with shown_alone():
        st.title(plain(takeaway), anchor=False)
        _draw(drawing, name, takeaway)
        age = "" if source or view.day else f"{age_text(view.catalog, view.now).capitalize()}. "
        said = linked_source(source or source_text(view.catalog))
        st.caption(f"{said} {age}{way_out(view.page)}")
    st.stop()


def _draw(drawing: Drawing, name: str, takeaway: str) -> str:
    """Draw a chart; return what a click on it does, where it does something."""
    spec = drawing.spec | {"datasets": drawing.datasets, "config": _config()}
    key, said = f"{name}_chart", _in_words(takeaway, drawing)
    opens_models = OPENED in {parameter["name"] for parameter in drawing.spec.get("params", ())}
    if is_embedded() or not opens_models:  # whoever leaves an embedded page finds no way back
        st.vega_lite_chart(spec=spec, key=key, alt=said)
        return ""
    event = st.vega_lite_chart(
        spec=spec, key=key, alt=said, on_select="rerun", selection_mode=OPENED
    )
    _open_model(event.selection.get(OPENED, []))
    return _where_a_click_leads(drawing)


def _in_words(takeaway: str, drawing: Drawing) -> str:
    """Say to those who cannot see a chart what it shows, and the first of its prices."""
    pairs = drawing.in_words
    return f"{takeaway.removesuffix('.')}. {pairs}" if pairs else takeaway


def _where_a_click_leads(drawing: Drawing) -> str:
    one = " that stands for one model" if drawing.has_marks_of_several else ""
    return f"Click a {drawing.mark}{one} to open its model. "


def _config() -> dict[str, Any]:
    """Write in the colour of the page; keep legends inside the chart, on a phone in a column.

    What has no colour of its own is neutral.
    """
    words = {"labelColor": _ink(), "titleColor": _ink()}
    return {
        "mark": {"color": _neutral()},
        "text": {"color": _ink()},
        "axis": words,
        "legend": words | {"layout": {"top": {"frame": "bounds", "direction": _LEGENDS}}},
    }


def _ink() -> str:
    """Return the colour of text in pictures, which do not take it from the page's theme."""
    return str(st.get_option(f"theme.{_theme()}.textColor"))


def _neutral() -> str:
    """Return the colour of marks that tell nothing by it: on no chart does it mean privacy."""
    colors: list[str] = st.get_option(f"theme.{_theme()}.chartCategoricalColors")
    return colors[NEUTRAL_PLACE]


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def _open_model(clicked: Sequence[Mapping[str, str]]) -> None:
    if clicked and clicked[0]["model_id"]:  # a mark of several models has none
        run = get_script_run_ctx()
        if run is not None and run.fragment_ids_this_run:
            st.rerun()  # only a run of the whole page takes what the sidebar says along
        st.switch_page(MODEL.script, query_params={"id": clicked[0]["model_id"]})
