"""What the model can do: its facts and limits, what else could do it, a first request to copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast, get_args
from urllib.parse import quote, urlsplit

import pandas as pd
import streamlit as st

from pages.model.subject import find_subject
from pages.model.what_it_costs import headline_price
from pages.shared.downloads import show_downloads
from pages.shared.plain_text import model_link, plain, sentences
from pages.shared.sidebar import offer_as_good
from pages.shared.site import COMPARE
from pages.shared.table import COMPARED_IN_LINK
from pages.shared.view import once_per_view
from venice_data.api.example_requests import example_request
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.wording import counted
from venice_data.costs.baskets import meeting
from venice_data.costs.compared_row import ComparedRow, Section
from venice_data.costs.comparison import compared
from venice_data.history.change_text import percent_text
from venice_data.history.retirements import instead_of
from venice_data.quotes.nearest_models import nearest_models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.model.subject import Subject
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency
    from venice_data.costs.alternatives import Alternative
    from venice_data.history.retirements import Instead
    from venice_data.quotes.nearest_models import NearestModels

_SAFE_IN_LINKS: Final = "/:?#[]@!$&'*+,;=%~"


def show_facts(view: View, subject: Subject) -> None:
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
    with st.expander(f"All {len(rows)} facts of the list", icon=":material/notes:"):
        for section in get_args(Section):
            of_section = [row for row in rows if row.section == section]
            if of_section:
                st.subheader(section, anchor=False)
                st.markdown(_markdown_table(of_section))
        show_downloads(view, partial(_table, rows), "model_facts")
    _show_voices(subject.model["voices"])
    _show_source(subject.model["source_text"])


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
        st.subheader(counted(len(voices), "voices"), anchor=False)
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


def say_what_remains(view: View, subject: Subject) -> None:
    """Say of a model that goes or is gone what to use instead, with its page."""
    if subject.gone_since is None and pd.isna(subject.model["removes_at"]):
        return
    instead = _remaining(view, subject.id)
    if instead.model_id is None:
        st.markdown(f"**No other can be called the nearest:** {plain(instead.how)}.")
        return
    name = distinct_names(view.in_scope).get(instead.model_id, instead.model_id)
    st.markdown(f"**Use instead: {model_link(instead.model_id, name)}** ({plain(instead.how)}).")


@once_per_view
def _remaining(view: View, model_id: str) -> Instead:
    subject = _known(view, model_id)
    price = headline_price(view, subject)
    return instead_of(subject.model, price, view.catalog, view.now, view.currency)


def _known(view: View, model_id: str) -> Subject:
    """Return the model of the page by its id, which unlike itself can be remembered by."""
    return cast("Subject", find_subject(view, model_id))


def show_alternatives(view: View, subject: Subject) -> None:
    """List the nearest of those that meet the visitor's conditions."""
    nearest, is_narrowed = _nearest(view, subject.id)
    if not nearest.found and not is_narrowed:
        return
    st.header("What else could do it", anchor=False)
    offer_as_good(view, subject.id, "model_alternatives")
    if not nearest.found:
        st.info("No other model of its kind matches the filters.")
        return
    st.caption(
        sentences(
            f"The nearest of its kind: {nearest.rule}. Whether they do the work as well, the list "
            "does not say.",
            "The sidebar's filters count." if view.applied.without("types").active() else "",
        )
    )
    names = distinct_names(view.in_scope)
    rows = [
        (
            model_link(other.model_id, names[other.model_id]),
            plain(_price_text(other, nearest.currency)),
            _differences(other) or "no difference is listed",
        )
        for other in nearest.found
    ]
    heads = ("Model", f"Price {plain(nearest.unit)}", f"Against {plain(subject.name)}")
    known = len(heads) if nearest.is_measured else len(heads) - 1
    lines = [heads, ("---",) * len(heads), *rows]
    st.markdown("\n".join(f"| {' | '.join(cells[:known])} |" for cells in lines))


def _price_text(other: Alternative, currency: Currency) -> str:
    """Write a price, and by what share it is another: `$9.00 (+20%)`."""
    change = percent_text(other.change) if other.change else "the same"
    amount = cost_text(other.price, currency)
    return f"{amount} ({change})" if change else amount


def _differences(other: Alternative) -> str:
    """Say what one gains and loses beside the price, in Markdown; nothing if neither is known."""
    parts = [
        f"**{what}:** {plain(', '.join(named))}"
        for what, named in (("gained", other.gains), ("lost", other.losses))
        if named
    ]
    return "; ".join(parts)


@once_per_view
def _nearest(view: View, model_id: str) -> tuple[NearestModels, bool]:
    """Return the nearest that meet the visitor's conditions, and whether these leave any out."""
    subject = _known(view, model_id)
    of_type = view.in_scope[view.in_scope["type"] == subject.model["type"]]
    is_asked = of_type.index.isin(meeting(of_type, view.applied.without("types")).index)
    among = of_type[is_asked | (of_type.index == model_id)]
    own_price = headline_price(view, subject)
    nearest = nearest_models(subject.model, own_price, among, view.catalog.prices, view.currency)
    return nearest, len(among) < len(of_type)


def offer_comparison(view: View, subject: Subject) -> None:
    """Lead to the comparison with the nearest two."""
    found = _nearest(view, subject.id)[0].found
    if not found:
        return
    is_gone = subject.gone_since is not None
    nearest = [other.model_id for other in found[:2]]
    st.page_link(
        COMPARE.script,
        label="Compare the nearest two" if is_gone else "Compare with the nearest two",
        icon=COMPARE.icon,
        query_params={COMPARED_IN_LINK: nearest if is_gone else [subject.id, *nearest]},
    )


def show_first_request(subject: Subject) -> None:
    """Show the id and a request in two languages, each to copy; nothing of what is gone."""
    if subject.gone_since is not None:
        return
    st.header("Use it", anchor=False)
    st.caption("The id, as requests name it:")
    st.code(subject.id, language=None)
    request = example_request(subject.model)
    if request is None:
        return
    st.caption("A first request. Put your key into `VENICE_API_KEY` before.")
    command, script = st.tabs(["curl", "Python"])
    command.code(request.curl(), language="bash", wrap_lines=True)
    script.code(request.python(), language="python", wrap_lines=True)
    if request.note:
        st.caption(request.note)
    if request.file is not None:
        st.caption(f"It sends the file {plain(request.file[1])} from the folder that you are in.")
