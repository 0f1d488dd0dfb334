"""The history that the page needs, up to when it reaches, or in one line why it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.price_history import PriceHistory

_LOOK_AGAIN_SECONDS: Final = 2


def open_history(view: View) -> PriceHistory:
    """Return the history; where there is none, the page says so and ends."""
    history, failure = view.snapshot.history, view.snapshot.history_failure
    if history is None:
        _say_that_there_is_none(failure)
        st.stop()
    return history


def _say_that_there_is_none(failure: str | None) -> None:
    if failure is None:
        st.info("The history is still being read.", icon=":material/hourglass:")
        _draw_again_when_read()
    else:
        st.warning(
            f"The history is not available: {plain(failure)}.", icon=":material/sync_problem:"
        )


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _draw_again_when_read() -> None:
    snapshot = shared_store().current()
    if snapshot.history is not None or snapshot.history_failure is not None:
        st.rerun()
