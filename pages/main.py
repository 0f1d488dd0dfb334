"""The shell around every page: navigation, sidebar, and the view that they make."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from pages.shared import sidebar
from pages.shared.page_frame import keep_view
from pages.shared.site import OVERVIEW, PAGES
from venice_data.live.store import shared_store

_LONGEST_WAIT_FOR_FIRST_PRICES_SECONDS: Final = 10.0

st.set_page_config(
    page_icon=str(Path(__file__).parent / "shared" / "favicon.png"),
    layout="wide",
)

scripts = {
    st.Page(
        page.script,
        title=page.title,
        icon=page.icon,
        url_path=page.address,
        default=page is OVERVIEW,
        help=page.question,
    ): page
    for page in PAGES
}
script = st.navigation(list(scripts))
page = next(known for candidate, known in scripts.items() if candidate == script)

store = shared_store()
store.warm_up(_LONGEST_WAIT_FOR_FIRST_PRICES_SECONDS)
with st.sidebar:
    remaining = st.empty()
    chosen = sidebar.show(store.current())
view = chosen.view(page)
remaining.markdown(f"**{len(view.models)}** of {len(view.in_scope)} models on this page")
keep_view(view)

script.run()
