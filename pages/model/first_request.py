"""A first request to the model, to be copied; and its work put into the basket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.plain_text import plain
from venice_data.api.example_requests import example_request

if TYPE_CHECKING:
    from pages.model.subject import Subject


def show(subject: Subject) -> None:
    """Show the id and a request in two languages, each with a button that copies it."""
    st.header("Use it", anchor=False)
    st.caption("The id, as requests name it:")
    st.code(subject.id, language=None)
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
