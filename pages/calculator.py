"""Calculator: what will my project cost a month?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.calculator_parts import adding, break_even, budget, diem, substitutes, totals, when
from pages.calculator_parts.basket_state import LINK_KEY, keep_edited, read_basket
from pages.calculator_parts.lines import edit_lines
from pages.shared.kept_basket import show_basket_link
from pages.shared.opening import open_page
from pages.shared.site import CALCULATOR
from pages.shared.tabs import show_tabs

view = open_page(CALCULATOR, needs_matches=False)

to_edit = read_basket()
answer = st.container()  # above the lines: the answer comes first
adding.show(to_edit, view)
basket = edit_lines(to_edit, view)
keep_edited(basket)
show_basket_link(LINK_KEY)
with answer:
    totals.show(basket, view)

show_tabs(
    {
        "Substitutes": partial(substitutes.show, basket, view),
        "DIEM": partial(diem.show, basket, view),
        "Budget": partial(budget.show, basket, view),
        "When to use what": partial(when.show, basket, view),
        "Cache writes": partial(break_even.show, basket, view),
    },
    key="calculator_tab",
)
