"""Model: all about one model."""

from __future__ import annotations

import streamlit as st

from pages.model import how_good_it_is, maker_price, month, subject, what_it_can_do, what_it_costs
from pages.shared.page_frame import open_page
from pages.shared.site import MODEL

asked = subject.asked_id()
view = open_page(
    MODEL,
    title=subject.name_of(asked),
    about=[asked] if asked else [],
    needs_matches=False,
    advises_itself=True,
)
chosen = subject.choose(view, asked)
if chosen is None:
    st.stop()
what_it_can_do.say_what_remains(view, chosen)
what_it_costs.show_answer(view, chosen)
what_it_costs.show_standing(view, chosen)
what_it_can_do.offer_comparison(view, chosen)
month.show(view, chosen)
what_it_costs.show_prices(view, chosen)
how_good_it_is.show(view, chosen)
maker_price.show(view, chosen)
what_it_costs.show_over_time(view, chosen)
what_it_can_do.show_alternatives(view, chosen)
what_it_can_do.show_facts(view, chosen)
what_it_can_do.show_first_request(chosen)
