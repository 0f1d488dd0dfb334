"""The shell around every page: navigation, sidebar, and the view that they make."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from pages.shared import sidebar
from pages.shared.embed import is_embedded, say_what_figures_there_are
from pages.shared.page_frame import keep_view
from pages.shared.provenance import matches_in_words
from pages.shared.site import OVERVIEW, SITE_NAME, SITE_PURPOSE, WHOSE_SITE, pages_to_run
from venice_data.live.store import shared_store

_LONGEST_WAIT_FOR_FIRST_PRICES_SECONDS: Final = 10.0
# Neither fonts nor the theme of the page reach into an image: the length keeps the name inside
# whatever font, the colour can be read on light and on dark.
_WORDMARK = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 168 28"
 width="168" height="28">
<g fill="#2787b4">
<rect y="16" width="6" height="8"/><rect x="9" y="10" width="6" height="14"/>
<rect x="18" y="3" width="6" height="21"/>
<text x="33" y="21" textLength="134" font-family="system-ui, sans-serif" font-size="20"
 font-weight="700">{SITE_NAME}</text></g></svg>"""

st.set_page_config(
    page_icon=str(Path(__file__).parent / "shared" / "favicon.png"),
    layout="wide",
)

scripts = pages_to_run()
script = st.navigation(list(scripts), position="hidden" if is_embedded() else "sidebar")
page = next(known for candidate, known in scripts.items() if candidate == script)

store = shared_store()
store.warm_up(_LONGEST_WAIT_FOR_FIRST_PRICES_SECONDS)
if is_embedded():
    view = sidebar.chosen_by_link(store.current()).view(page)
else:
    st.logo(_WORDMARK, size="large")
    with st.sidebar:
        # Overview says itself what the site is for.
        st.caption(WHOSE_SITE if page is OVERVIEW else f"{SITE_PURPOSE} {WHOSE_SITE}")
        remaining = st.empty()
        chosen = sidebar.show(store.current())
        if st.user.get("is_logged_in"):  # on a private site: see docs/hosting.md
            st.button("Sign out", on_click=st.logout, help=str(st.user.get("email") or ""))
    view = chosen.view(page)
    remaining.markdown(matches_in_words(view))
keep_view(view)

script.run()
say_what_figures_there_are(page)
