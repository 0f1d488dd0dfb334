"""Where a usage history comes in: as files, as text or as the example.

It stays in the memory of the session. What is kept of it are sums; the files are let go of at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from venice_data.history.price_history import models_ever_listed
from venice_data.usage.entries import UsageError
from venice_data.usage.reading import MOST_BYTES, example_file, read_usage
from venice_data.usage.summary import Usage, known_types, summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.shared.view import View
    from venice_data.usage.repricing import Repriced

MONTH: Final = "calculator_month"
_REFUSED: Final = "calculator_month_refused"
_EDITION: Final = "calculator_month_edition"  # of the widgets: new ones hold no file
_ONE_AT_A_TIME: Final = Lock()  # a large file takes some hundred MB while it is read
_MEGABYTE: Final = 2**20
_LONGEST_TEXT: Final = 1_000_000


@dataclass(frozen=True, eq=False)
class Month:
    """A usage history of this session, and what its work would have cost, by the view of it.

    No other session may share either.
    """

    usage: Usage
    is_example: bool = False
    repriced: dict[tuple[object, ...], list[Repriced]] = field(default_factory=dict)


def kept_month() -> Month | None:
    """Return what was read before in this session."""
    month: Month | None = st.session_state.get(MONTH)
    return month


def forget() -> None:
    """Forget the history and all that came of it. For use as a callback."""
    st.session_state.pop(MONTH, None)


def ask_for_usage(view: View) -> None:
    """Ask for a usage history, say what becomes of it, and read what is given."""
    st.markdown(
        "Give it the usage history of your Venice account, as CSV or JSON, all its pages at once. "
        "It is read in the memory of this session and nowhere else: it is not stored, logged, "
        "cached or sent on, it enters no link, and closing the page forgets it."
    )
    edition = st.session_state.setdefault(_EDITION, 0)
    files = st.file_uploader(
        "Usage history",
        type=["csv", "json", "jsonl", "txt"],
        accept_multiple_files=True,
        key=f"calculator_month_files_{edition}",
        help=f"Together at most {MOST_BYTES // _MEGABYTE} MB.",
    )
    text = ""
    with st.container(horizontal=True):
        with st.popover("Paste it instead", icon=":material/notes:"):
            text = st.text_area(
                "Usage history as text",
                max_chars=_LONGEST_TEXT,
                key=f"calculator_month_text_{edition}",
            )
        st.button(
            "Try it with an example",
            icon=":material/lightbulb:",
            key=f"calculator_month_example_{edition}",
            on_click=_keep_example,
            args=(view,),
        )
    with st.popover("Where do I get it?", icon=":material/help:", type="tertiary"):
        st.markdown("On your own machine, with your own key, which then stays there:")
        st.code(
            "VENICE_API_KEY=… python -m venice_data usage --since 30d --csv > usage.csv",
            language=None,
            wrap_lines=True,
        )
        st.markdown(
            "Or save what `GET /billing/usage-history` of Venice's API answers, page by page."
        )
    if refused := st.session_state.get(_REFUSED):
        st.error(plain(refused), icon=":material/report:")
    if files or text.strip():
        _take(view, [file.getvalue() for file in files] or [text.encode(errors="replace")])


def _take(view: View, files: list[bytes]) -> None:
    """Read what was given; keep its sums, or why it cannot be read, and let go of it."""
    st.session_state[_EDITION] += 1
    st.session_state.pop(_REFUSED, None)
    try:
        with st.spinner("Reading"), _ONE_AT_A_TIME:
            st.session_state[MONTH] = Month(_summary_of(view, files))
    except UsageError as error:
        st.session_state[_REFUSED] = str(error)
    st.rerun()


def _keep_example(view: View) -> None:
    st.session_state.pop(_REFUSED, None)
    st.session_state[MONTH] = Month(_summary_of(view, [example_file()]), is_example=True)


def _summary_of(view: View, files: Sequence[bytes]) -> Usage:
    models, history = view.catalog.models, view.snapshot.history
    types = known_types(models, None if history is None else models_ever_listed(history))
    return summarize(read_usage(files), types, models["long_context_threshold_tokens"].dropna())
