"""Changes: what moved, and when?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.changes import basket_bill, feed, over_time, retiring
from pages.shared.freshness import why_no_history
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import CHANGES
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.history.price_history import PriceHistory
    from venice_data.live.store import Snapshot

_LOOK_AGAIN_SECONDS: Final = 2


def _open_history(view: View) -> PriceHistory:
    """Return the history; where there is none, the page says so and ends."""
    history = view.snapshot.history
    if history is None:
        _say_that_there_is_none(view.snapshot)
        st.stop()
    return history


def _say_that_there_is_none(snapshot: Snapshot) -> None:
    if snapshot.history_failure is None:
        st.info(why_no_history(snapshot), icon=":material/hourglass:")
        _draw_again_when_read()
    else:
        st.warning(why_no_history(snapshot), icon=":material/sync_problem:")


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _draw_again_when_read() -> None:
    snapshot = shared_store().current()
    if snapshot.history is not None or snapshot.history_failure is not None:
        st.rerun()


view = open_page(CHANGES, advises_itself=True)
history = _open_history(view)

show_tabs(
    {
        "Feed": partial(feed.show, view, history),
        over_time.TAB: partial(over_time.show, view, history),
        "Retiring": partial(retiring.show, view, history),
        "Your basket": partial(basket_bill.show, view, history),
    },
    key="changes_tab",
)
