"""Calculator: what will my project cost a month?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.calculator_parts import adding, break_even, budget, diem, substitutes, totals, when
from pages.calculator_parts.basket_state import keep_basket, read_basket, show_link
from pages.calculator_parts.lines import edit_lines
from pages.shared.opening import open_page
from pages.shared.plain_text import plain
from pages.shared.site import CALCULATOR
from pages.shared.tabs import show_tabs

view = open_page(CALCULATOR, needs_matches=False)

read = read_basket()
for note in read.ignored:
    st.info(f"Ignored in the link: {plain(note)}.", icon=":material/link_off:")

answer = st.container()  # above the lines: the answer comes first
adding.show(read.basket, view)
basket = edit_lines(read.basket, view)
keep_basket(basket)
show_link()
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
