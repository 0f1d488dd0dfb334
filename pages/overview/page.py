"""Overview: what is there, what is cheap, what changed, what retires soon?"""

from __future__ import annotations

import streamlit as st

from pages.overview import finder_box, prices_by_type, type_tiles, what_changed
from pages.overview.finding import introduction
from pages.shared.page_frame import open_page
from pages.shared.plain_text import plain
from pages.shared.site import OVERVIEW

view = open_page(OVERVIEW)
st.markdown(plain(introduction(view)))
prices_by_type.show(view)
told = finder_box.show(view)
type_tiles.show(view, told)
what_changed.show_recent_changes(view)
what_changed.show_retiring_soon(view)
