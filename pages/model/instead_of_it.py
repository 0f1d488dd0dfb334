"""What else could do the work: the nearest alternatives, with gains and losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.site import COMPARE
from pages.shared.table import COMPARED_IN_LINK
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.alternatives import alternatives
from venice_data.costs.finder import HEADLINE_UNITS

if TYPE_CHECKING:
    from pages.model.subject import Subject
    from pages.shared.view import View


def show(view: View, subject: Subject) -> None:
    """List the nearest alternatives, and lead to the comparison with the first two."""
    found = alternatives(subject.model, view.in_scope, view.catalog.prices, view.currency)
    if not found:
        return
    st.header("What else could do it", anchor=False)
    st.caption(
        "The nearest of its kind: those that lack least of what it can do, and of them those "
        f"whose price {HEADLINE_UNITS[str(subject.model['type'])]} is nearest."
    )
    names = distinct_names(view.in_scope)
    lines = ["| Model | Price | One gains | One loses |", "|---|---|---|---|"]
    lines += [
        f"| [{plain(names[other.model_id])}](model?id={other.model_id}) "
        f"| {plain(price_text(other.price, view.currency))} "
        f"| {plain(', '.join(other.gains)) or 'nothing'} "
        f"| {plain(', '.join(other.losses)) or 'nothing'} |"
        for other in found
    ]
    st.markdown("\n".join(lines))
    compared = [subject.id] if subject.gone_since is None else []
    compared += [other.model_id for other in found[:2]]
    st.page_link(
        COMPARE.script,
        label="Compare with the nearest two" if subject.gone_since is None else "Compare these",
        icon=COMPARE.icon,
        query_params={COMPARED_IN_LINK: compared},
    )
