"""The way from an entry to its model's prices over time, in another tab of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from venice_data.history.entries import Entry

TAB_IN_LINK: Final = "changes_tab"
MODELS_IN_LINK: Final = "changes_models"
OVER_TIME: Final = "Over time"
_ASKED: Final = "changes_asked_models"


def show_way_to_prices(entry: Entry) -> None:
    """Offer the prices of an entry's model over time.

    A button, since a link to the page on which it stands would leave the address as it is.
    """
    st.button(
        "Over time",
        icon=":material/show_chart:",
        type="tertiary",
        key=f"changes_way_{entry.entry_id}",
        on_click=_open_over_time,
        args=(entry.model_id,),
        help="This model's prices as steps",
    )


def put_asked_model_in_link() -> None:
    """Put the model of a pressed button into the address; call it before the control is drawn.

    What is set for a control that was never drawn does not get there by itself.
    """
    asked = st.session_state.pop(_ASKED, None)
    if asked is not None:
        st.query_params[MODELS_IN_LINK] = asked
        st.rerun()


def _open_over_time(model_id: str) -> None:
    was_drawn = MODELS_IN_LINK in st.session_state
    st.session_state[MODELS_IN_LINK if was_drawn else _ASKED] = [model_id]
    st.session_state[TAB_IN_LINK] = OVER_TIME
