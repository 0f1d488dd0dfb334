"""A first request to the model, to be copied; and its work put into the basket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.kept_basket import add_to_kept_basket
from pages.shared.plain_text import plain
from pages.shared.site import CALCULATOR
from venice_data.api.example_requests import example_request
from venice_data.costs.presets import first_line_with

if TYPE_CHECKING:
    from pages.model.subject import Subject


def show(subject: Subject) -> None:
    """Show the id and a request in two languages, each with a button that copies it."""
    st.header("Use it", anchor=False)
    st.caption("The id, as requests name it:")
    st.code(subject.id, language=None)
    _offer_to_add(subject)
    request = example_request(subject.model)
    if request is None or subject.gone_since is not None:
        return
    st.caption("A first request. Put your key into `VENICE_API_KEY` before.")
    command, script = st.tabs(["curl", "Python"])
    command.code(request.curl(), language="bash", wrap_lines=True)
    script.code(request.python(), language="python", wrap_lines=True)
    if request.note:
        st.caption(request.note)
    if request.file is not None:
        st.caption(f"It sends the file {plain(request.file[1])} from the folder that you are in.")


def _offer_to_add(subject: Subject) -> None:
    """Offer a line of the calculator's basket for the model, where it has a list price."""
    line = first_line_with(subject.model, subject.prices)
    if line is None or subject.gone_since is not None:
        return
    if st.button("Add to the basket", icon=CALCULATOR.icon, key="model_add_to_basket"):
        add_to_kept_basket(line)
        st.switch_page(CALCULATOR.script, query_params={})
