"""Calculator: what will my project cost per month?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.calculator import (
    basket_editing,
    my_month,
    stake_and_budget,
    substitutes,
    totals,
    when_to_use_what,
)
from pages.calculator.basket_editing import LINK_KEY, keep_edited, read_basket
from pages.calculator.finding import found
from pages.calculator.line_editing import edit_lines
from pages.calculator.needs import choose_needs
from pages.shared.brief import offer_brief
from pages.shared.kept_basket import show_basket_link
from pages.shared.page_frame import answer_first, later, open_page, show_tabs
from pages.shared.site import CALCULATOR

view = open_page(CALCULATOR, needs_matches=False)

to_edit, is_example = read_basket(view)
with answer_first("calculator"):
    answer = st.container()  # above the lines
    with later("calculator_lines"):
        basket = edit_lines(to_edit, view)
        below_lines = st.container()
        basket_editing.offer_work(to_edit, view)
    is_untouched = is_example and basket == to_edit
    with answer:
        totals.show_answer(basket, view, is_example=is_untouched)
        basket_editing.say_what_was_added(view)
        if is_untouched:
            basket_editing.say_it_is_an_example()
    with answer if is_example else below_lines:
        basket_editing.offer_description(basket, view, is_example=is_example)
    if is_untouched:
        basket_editing.keep_drawn(basket)
    else:
        keep_edited(basket)
        with later("calculator_link"):
            show_basket_link(LINK_KEY)
    with later("calculator_needs"):
        needs = choose_needs(basket, view)
    totals.show_details(basket, view, needs)
totals.keep_in_view(basket, view, is_example=is_untouched)
offer_brief(view, partial(found, basket, view, needs, is_example=is_example), CALCULATOR)

show_tabs(
    {
        "Cheaper models": partial(substitutes.show, basket, view, needs),
        "DIEM": partial(stake_and_budget.show_stake, basket, view),
        "Budget": partial(stake_and_budget.show_budget, basket, view, needs),
        "My month": partial(my_month.show, view),
        "When to use what": partial(when_to_use_what.show_map, basket, view, needs),
        "Cache writes": partial(when_to_use_what.show_cache_writes, basket, view),
    },
    key="calculator_tab",
    aliases={"Substitutes": "Cheaper models"},
)
