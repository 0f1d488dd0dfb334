"""What One model takes over from the models that are compared: in the address, so in links too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.video.approximate import approximate_prices
from pages.video.clip_choice import is_come_from_comparing
from venice_data.quotes.published_rates import USUAL_CLIP
from venice_data.quotes.video_quotes import seconds_of

if TYPE_CHECKING:
    from pages.shared.view import View
    from pages.video.clip_choice import Clip

MODEL_IN_LINK: Final = "video_model"
DURATION_IN_LINK: Final = "video_one_duration"
_CARRIED: Final = "video_carried_over"


def suggested_model(view: View, clip: Clip) -> str:
    """Return of the models that are compared the one that costs about least, else the first.

    What a clip of no stated length costs is not known: there the usual one counts.
    """
    compared = tuple(clip.requests)
    wanted = USUAL_CLIP if seconds_of(clip.wanted.duration) is None else clip.wanted
    cheapest = approximate_prices(view, compared, wanted).index
    return str((*cheapest, *compared, *view.models.index)[0])


def carry_model(compared: str, by_itself: str) -> None:
    """Name the model of what is compared in the address, unless another is chosen there."""
    if is_come_from_comparing():
        _carry(MODEL_IN_LINK, compared, by_itself)


def carry_duration(compared: str, by_itself: str) -> None:
    """Name the duration that is compared in the address, unless another is chosen there."""
    if is_come_from_comparing(ends=True):
        st.session_state.pop(DURATION_IN_LINK, None)  # the address decides
        if _carry(DURATION_IN_LINK, compared, by_itself):
            st.rerun()  # a widget reads the address as it was when the run began


def _carry(name: str, compared: str, by_itself: str) -> bool:
    """Write to the address what it does not show by itself; return whether it was to be."""
    carried: dict[str, str] = st.session_state.setdefault(_CARRIED, {})
    now = st.query_params.get(name)
    if now not in (None, carried.get(name)) or compared == (now or by_itself):
        return False
    st.query_params[name] = carried[name] = compared
    return True
