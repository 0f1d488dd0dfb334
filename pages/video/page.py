"""Video: what does a clip cost?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.page_frame import QUOTES_ARE_TODAYS, open_page, show_tabs
from pages.shared.site import VIDEO
from pages.shared.table import show_listed_prices
from pages.video import allowed_settings, clip_comparison, one_model
from venice_data.catalog.frames import priced_by_quote

if TYPE_CHECKING:
    from collections.abc import Callable

view = open_page(VIDEO)
if view.day is not None:
    st.info(QUOTES_ARE_TODAYS, icon=":material/today:")

sections: dict[str, Callable[[], None]] = {
    "Compare models": partial(clip_comparison.show, view),
    "One model": partial(one_model.show, view),
}
if allowed_settings.is_any_known(view):
    sections["What each allows"] = partial(allowed_settings.show, view)
show_tabs(sections, key="video_tab")

listed = view.models[~priced_by_quote(view.models, view.catalog.prices)]
if not listed.empty:
    st.header("Prices that Venice lists", anchor=False)
    show_listed_prices(view, listed, "Listed prices of video models", "video_listed")
st.caption(
    ("Venice publishes no price list for video: it" if listed.empty else "Venice")
    + " quotes each clip. Quotes are requested only when you ask, shared by all visitors, "
    "and asked for anew after a day. They are in USD."
)
