"""Editing the lines of the basket in place: their work, their model, and what each costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.basket_editing import (
    amount_text,
    cost_with_model,
    costs_with_each,
    remove_line,
    widget_key,
)
from pages.calculator.work_fields import edit_work, line_title
from pages.shared.link_state import names_to_pick
from pages.shared.plain_text import plain
from venice_data.costs.baskets import LineCost
from venice_data.costs.documented_terms import BUSY_HOURS, STATED_IN, STATED_ON, load_of
from venice_data.costs.work import FREQUENCIES, Basket, Line, Video
from venice_data.days import day_text

if TYPE_CHECKING:
    from pages.shared.view import View

_FREQUENCY_LABELS: Final = {"day": "per day", "month": "per month", "once": "once"}


def edit_lines(basket: Basket, view: View) -> Basket:
    """Draw every line; return the basket as edited."""
    return Basket(
        tuple(_edit_line(basket, position, view) for position in range(len(basket.lines)))
    )


def _edit_line(basket: Basket, position: int, view: View) -> Line:
    line = basket.lines[position]
    key = partial(widget_key, position)
    with st.container(border=True, key=key("fields")):  # a sheet of paper ends before or after it
        head, model_column, often_column = st.columns([2, 4, 2], vertical_alignment="bottom")
        head.markdown(f"**{line_title(basket, position)}**")
        work = edit_work(line.work, view, key)
        with often_column:
            frequency = st.selectbox(
                "How often",
                FREQUENCIES,
                index=FREQUENCIES.index(line.frequency),
                format_func=_FREQUENCY_LABELS.__getitem__,
                key=key("frequency"),
            )
        with model_column:
            edited = Line(work, line.model_id, frequency)
            model_id = (
                work.quoted_model_id if isinstance(work, Video) else _choose(edited, view, key)
            )
        edited = edited.with_model(model_id)
        _warn_of_load(edited)
        with st.container(horizontal=True, vertical_alignment="center"):
            _show_cost(edited, view)
            st.button(
                "Remove",
                icon=":material/delete:",
                type="tertiary",
                key=key("remove"),
                on_click=remove_line,
                args=(position,),
            )
    return edited


def _choose(line: Line, view: View, key: partial[str]) -> str | None:
    """Offer every model that does the work, cheapest first.

    The labels hold no price: a control keeps the label of what is chosen when prices change.
    """
    costs = costs_with_each(view, line.work)
    labels = names_to_pick(view)
    options = [str(model_id) for model_id in costs.index]
    if line.model_id is not None and line.model_id not in options:
        options.insert(0, line.model_id)
    return st.selectbox(
        "Model",
        options,
        index=options.index(line.model_id) if line.model_id in options else None,
        format_func=lambda model_id: labels.get(model_id, f"{model_id} (not in the list)"),
        placeholder="Choose a model",
        key=key("model"),
    )


def _warn_of_load(line: Line) -> None:
    """Say where a line of chats may come faster than Venice lets it through."""
    load = load_of(line)
    if load is None or not load.exceeds:
        return
    tiers = ", ".join(
        f"{tier.name} ({tier.requests:,} requests, {tier.tokens:,} tokens a minute)"
        for tier in load.exceeds
    )
    st.warning(
        plain(
            f"Can it carry this load? If it comes in {BUSY_HOURS} hours of a day, these are "
            f"{load.requests_per_minute:,.0f} requests and {load.tokens_per_minute:,.0f} tokens a "
            f"minute. That is above the limits of models of tier {tiers}, as {STATED_IN} said on "
            f"{day_text(STATED_ON)}. Which tier a model is in, your account says."
        ),
        icon=":material/report:",
    )


def _show_cost(line: Line, view: View) -> None:
    if line.model_id is None:
        st.caption("Not priced: no model chosen.")
        return
    cost = cost_with_model(view, line.work, line.model_id)
    if cost.amount is None:
        st.caption(f"Not priced: {plain(cost.why_not)}. It is left out of the totals.")
        return
    often = _FREQUENCY_LABELS[line.frequency]
    write = partial(amount_text, view=view, is_approximate=line.is_approximate)
    cost_sentence = f"**{plain(write(cost.amount))}** {often}"
    if line.frequency == "day":
        cost_sentence += f", {plain(write(LineCost(line, cost).per_month))} per month"
    st.markdown(cost_sentence, width="content")
    with st.popover("How this was computed", icon=":material/function:", type="tertiary"):
        st.markdown(plain(cost.explanation))
        if line.frequency == "day":
            st.markdown("A month counts as 365 / 12 days, the average.")
