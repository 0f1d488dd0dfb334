"""Calculator: what will my project cost a month?"""

from __future__ import annotations

import streamlit as st

from pages.calculator_parts import adding, break_even, budget, diem, substitutes, totals, when
from pages.calculator_parts.basket_state import keep_basket, read_basket, show_link
from pages.calculator_parts.lines import edit_lines
from pages.shared.opening import open_page
from pages.shared.plain_text import plain
from pages.shared.site import CALCULATOR

view = open_page(CALCULATOR)

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

sections = {
    "Substitutes": substitutes.show,
    "DIEM": diem.show,
    "Budget": budget.show,
    "When to use what": when.show,
    "Cache writes": break_even.show,
}
for tab, show in zip(
    st.tabs(list(sections), key="calculator_tab", bind="query-params"),
    sections.values(),
    strict=True,
):
    if tab.open:
        with tab:
            show(basket, view)
