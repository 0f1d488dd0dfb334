"""Compare: how do these differ?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.compare import compared_models, prices, ready_comparisons, side_by_side
from pages.compare.finding import find
from pages.shared.brief import offer_brief
from pages.shared.link_state import recall_models
from pages.shared.page_frame import answer_first, later, open_page
from pages.shared.site import COMPARE
from pages.shared.table import COMPARED_IN_LINK

recall_models(COMPARED_IN_LINK)
view = open_page(COMPARE, about=st.query_params.get_all(COMPARED_IN_LINK), needs_matches=False)

with answer_first("compare"):
    picked = compared_models.pick(view)
    if not picked:
        with later("compare_examples"):
            ready_comparisons.offer(view)
    how = prices.choose_how()
    answer = st.container()  # above what is said of it
    chosen = compared_models.choose(view, picked)
    if chosen is not None:
        with answer:
            compared_models.say_it_is_suggested(chosen, picked)
            prices.show(view, chosen, how)
if chosen is not None:
    prices.show_other_units(view, chosen, how)
    compared_models.show_tiles(view, chosen)
    side_by_side.show_properties(view, chosen)
    side_by_side.show_basket(view, chosen)
    offer_brief(view, partial(find, view, {COMPARED_IN_LINK: picked}), COMPARE)
compared_models.offer_cheapest(view)
