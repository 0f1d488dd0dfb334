"""Editing the basket as a whole: what is drawn, and the menus that put work into it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.work_fields import (
    KIND_LABELS,
    clip_of,
    clips_by_rates,
    quoted_clips,
)
from pages.shared.kept_basket import (
    EXAMPLE,
    example_basket,
    has_kept_basket,
    keep_basket,
    line_just_added,
    open_basket,
    put_into_link,
)
from pages.shared.plain_text import plain
from pages.shared.view import once_per_offer
from venice_data.catalog.money import cost_text
from venice_data.costs.presets import PRESETS, basket_of_preset, new_work, suggested_model
from venice_data.costs.work import MAX_LINES, Basket, Line, Video, Work
from venice_data.costs.work_costs import cost_of, cost_with, ranked
from venice_data.costs.work_links import BASKET_IN_LINK, basket_from_text, basket_to_text
from venice_data.costs.work_words import NotUnderstoodError, described_line, work_in_words
from venice_data.quotes.published_rates import PUBLISHED

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

    from pages.shared.view import View
    from venice_data.costs.work_costs import Cost
    from venice_data.costs.work_words import Described

LINK_KEY: Final = BASKET_IN_LINK  # also the key of the widget that carries the basket
_DRAWN_KEY: Final = "calculator_drawn"
_EDITION_KEY: Final = "calculator_edition"
_EXAMPLES_KEY: Final = "calculator_examples"
_KINDS_KEY: Final = "calculator_add"
_DESCRIBED_KEY: Final = "calculator_described"
_ADDED_KEY: Final = "calculator_described_as_line"
_DESCRIPTION: Final = "9,000 requests, 2,000 in, 400 out, Opus 4.6"  # whole on a phone
_FIRST_CLIPS: Final = 10


def read_basket(view: View) -> tuple[Basket, bool]:
    """Return the basket to edit, and whether it is the example, shown until there is another.

    Where it is another one than was drawn, it is edited in new widgets.
    """
    basket = open_basket(LINK_KEY)
    is_example = not has_kept_basket()
    if is_example:
        basket = example_basket(view)
    if basket_to_text(basket) != st.session_state.get(_DRAWN_KEY):
        st.session_state[_EDITION_KEY] = st.session_state.get(_EDITION_KEY, 0) + 1
    return basket, is_example


def say_it_is_an_example() -> None:
    """Say that the basket is nobody's yet, and offer to begin without it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"An example: {EXAMPLE}. Change anything, or start empty.", width="content")
        st.button(
            "Start empty", key="calculator_start_empty", on_click=put_basket, args=(Basket(()),)
        )


def say_what_was_added(view: View) -> None:
    """Say what another page has put into the basket, with all that is assumed of it."""
    line = line_just_added()
    if line is not None:
        name = view.names.get(str(line.model_id), str(line.model_id))
        st.info(
            plain(
                f"Added: {_often(line)} {work_in_words(line.work)}, on {name}. "
                "These numbers are assumed until you change them below."
            ),
            icon=":material/add:",
        )


def _often(line: Line) -> str:
    return "once" if line.frequency == "once" else f"every {line.frequency}"


def offer_description(basket: Basket, view: View, *, is_example: bool) -> None:
    """Let chat work be typed in words; it takes the place of the example, else it is added."""
    text = st.text_input(
        "Text requests, in your own words",
        key=_DESCRIBED_KEY,
        placeholder=_DESCRIPTION,
        help="How many requests, tokens in and out of each, per day or month, and the model.",
        on_change=_take_description,
        args=(Basket(()) if is_example else basket, view),
        disabled=len(basket.lines) >= MAX_LINES,
    )
    if text:  # what is understood is taken, and leaves the field
        try:
            _described(text, view)
        except NotUnderstoodError as error:
            st.warning(
                f"{plain(str(error))}. An example: {_DESCRIPTION}. This field takes text requests; "
                "images, video and audio are put in by “Add a line” below."
            )
    added, not_read = st.session_state.get(_ADDED_KEY, ("", ""))
    if basket.lines and added == basket_to_text(basket):
        st.info(plain(_read_as(basket, not_read, view)), icon=":material/add:")


def _read_as(basket: Basket, not_read: str, view: View) -> str:
    """Say how a description was read, and which line of the basket it has become."""
    line, number = basket.lines[-1], len(basket.lines)
    name = view.names.get(str(line.model_id), str(line.model_id))
    read = f"Read as: {_often(line)} {work_in_words(line.work)}, on {name}."
    if not_read:
        read += f" No model was found in “{not_read}”: pick one below."
    if number == 1:
        return read
    return (
        f"{read} Added as line {number}; the lines before it stand as they were. Remove the one "
        "that it replaces, if it does."
    )


def _described(text: str, view: View) -> Described:
    of_text = view.in_scope[view.in_scope["type"] == "text"]
    order = of_text.assign(day=of_text["created"].dt.floor("D"), length=of_text["name"].str.len())
    # Of one day the plain one comes first: the name of a variant such as Fast is longer.
    newest_first = order.sort_values(["day", "length"], ascending=[False, True])
    return described_line(text, view.names[newest_first.index], example_basket(view).lines[0])


def _take_description(basket: Basket, view: View) -> None:
    with suppress(NotUnderstoodError):  # said where the field is drawn
        line, not_read = _described(st.session_state[_DESCRIBED_KEY], view)
        st.session_state[_DESCRIBED_KEY] = ""
        described = Basket((*basket.lines, line))
        st.session_state[_ADDED_KEY] = basket_to_text(described), not_read
        put_basket(described)


def keep_edited(basket: Basket) -> None:
    """Keep what the visitor has edited; call it before the link is drawn."""
    keep_basket(basket, LINK_KEY)
    keep_drawn(basket)


def keep_drawn(basket: Basket) -> None:
    """Remember what the widgets hold, which is what the next change starts from."""
    st.session_state[_DRAWN_KEY] = basket_to_text(basket)


def offer_work(basket: Basket, view: View) -> None:
    """Offer examples in the place of the basket, and a line of each kind of work."""
    with st.container(horizontal=True):
        st.menu_button(
            "Start from an example",
            list(PRESETS),
            icon=":material/lightbulb:",
            key=_EXAMPLES_KEY,
            help="It replaces the basket.",
            on_click=_put_preset,
            args=(view,),
        )
        clips = _first_clips(view)
        st.menu_button(
            "Add a line",
            [kind for kind in KIND_LABELS if kind != Video.kind or clips],
            format_func=KIND_LABELS.__getitem__,
            icon=":material/add:",
            key=_KINDS_KEY,
            disabled=len(basket.lines) >= MAX_LINES,
            on_click=_add_line,
            args=(view, clips),
        )
    if clips is None:
        st.caption("To add video, get quotes on the Video page first.")
    elif clips.is_approximate and any(isinstance(line.work, Video) for line in basket.lines):
        st.caption(
            f"Video counts at about what it costs, by rates {PUBLISHED}. Quotes of the Video "
            "page are exact."
        )


@once_per_offer
def costs_with_each(view: View, work: Work) -> pd.DataFrame:
    """Return what a piece of work costs with each model that does it, cheapest first."""
    return ranked(cost_of(work, view.catalog.prices, view.in_scope, view.currency))


@once_per_offer
def cost_with_model(view: View, work: Work, model_id: str) -> Cost:
    """Return what a piece of work costs with one model, and how that came about."""
    return cost_with(model_id, work, view.catalog.prices, view.in_scope, view.currency)


def amount_text(amount: Decimal | None, view: View, *, is_approximate: bool = False) -> str:
    """Write an exact amount for people, or one known about; None is not priced."""
    if amount is None:
        return "not priced"
    return "about " * (is_approximate and bool(amount)) + cost_text(amount, view.currency)


def remove_line(position: int) -> None:
    """Take a line away; the others stay as they were edited last. For use as a callback."""
    lines = _drawn_basket().lines
    put_basket(Basket(lines[:position] + lines[position + 1 :]))


def use_model(position: int, model_id: str) -> None:
    """Give a line another model and keep its other edits. For use as a callback."""
    lines = list(_drawn_basket().lines)
    lines[position] = lines[position].with_model(model_id)
    put_basket(Basket(tuple(lines)))


def put_basket(basket: Basket) -> None:
    """Put another basket in the place of the one that is drawn. For use as a callback."""
    put_into_link(LINK_KEY, basket_to_text(basket))
    st.rerun()


def widget_key(position: int, name: str) -> str:
    """Name the widget of a line; another basket has other widgets."""
    return f"calculator_{st.session_state.get(_EDITION_KEY, 0)}_{position}_{name}"


def _first_clips(view: View) -> Video | None:
    """Return clips at the lowest price that is quoted today, else about; None without either."""
    quotes = quoted_clips(view)
    if not quotes:
        by_rates = next(iter(clips_by_rates(view)), None)
        return by_rates and replace(by_rates, clips=_FIRST_CLIPS)
    quote, settings = min(quotes, key=lambda quoted: quoted[0].usd)
    return clip_of(quote, settings, _FIRST_CLIPS)


def _put_preset(view: View) -> None:
    name = st.session_state[_EXAMPLES_KEY]
    put_basket(basket_of_preset(name, view.catalog.prices, view.in_scope, view.currency))


def _add_line(view: View, clips: Work | None) -> None:
    """Add a line behind the last, a month of work with the model that is suggested for it."""
    kind = st.session_state[_KINDS_KEY]
    work = clips if clips and kind == Video.kind else new_work(kind, view.catalog.prices)
    model_id = suggested_model(work, view.catalog.prices, view.in_scope, view.currency)
    put_basket(Basket((*_drawn_basket().lines, Line(work, model_id, "month"))))


def _drawn_basket() -> Basket:
    return basket_from_text(st.session_state.get(_DRAWN_KEY, "")).basket
