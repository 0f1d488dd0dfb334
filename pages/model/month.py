"""A month of work with the model: how much of it, what that costs, and the way to the basket."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from pages.shared.kept_basket import add_to_kept_basket
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.site import CALCULATOR
from venice_data.catalog.money import cost_text
from venice_data.catalog.wording import counted
from venice_data.costs.baskets import LineCost
from venice_data.costs.presets import first_line_with
from venice_data.costs.work import LARGEST_COUNT, Line, Video
from venice_data.costs.work_costs import cost_with
from venice_data.costs.work_words import CHOICES, NUMBERS, needed_fields, options_of
from venice_data.link_values import Choices, WholeNumber
from venice_data.quotes.published_rates import PUBLISHED, clips_about

if TYPE_CHECKING:
    import pandas as pd

    from pages.model.subject import Subject
    from pages.shared.view import View
    from venice_data.costs.work import Work
    from venice_data.costs.work_costs import Cost

_FIRST_CLIPS: Final = 10
_COUNT: Final = WholeNumber(0, LARGEST_COUNT)
_FIELD_PIXELS: Final = 170


def show(view: View, subject: Subject) -> None:
    """Say what a month costs, above the numbers that say of what; nothing of what is gone."""
    line = None if subject.gone_since is not None else _first_line(view, subject)
    if line is None:
        return
    answer = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        line = replace(line, work=_edit(line, subject.prices))
        is_added = st.button(
            "Add to the basket", icon=CALCULATOR.icon, key="model_add_to_basket", width="content"
        )
    with answer:
        _show_cost(view, subject, line)
    if is_added:
        add_to_kept_basket(line)
        st.switch_page(CALCULATOR.script, query_params={})


def _first_line(view: View, subject: Subject) -> Line | None:
    """Return small work that the model does at a price; of clips, at about what they cost."""
    if subject.model["type"] in Video.model_types:
        clips = clips_about(subject.id, _FIRST_CLIPS)
        return None if clips is None else Line(clips, subject.id, "month")
    line = first_line_with(subject.model, subject.prices)
    return line if line and _cost(view, subject, line.work).amount is not None else None


def _cost(view: View, subject: Subject, work: Work) -> Cost:
    return cost_with(subject.id, work, subject.prices, subject.as_frame, view.currency)


def _edit(line: Line, prices: pd.DataFrame) -> Work:
    """Draw the numbers and choices of the work; return it as edited."""
    work, edited = line.work, dict[str, Any]()
    for name in needed_fields(work):
        if name in NUMBERS:
            label, explanation = NUMBERS[name]
            often = f" per {line.frequency}" if name == work.counted_in else ""
            edited[name] = st.number_input(
                f"{label}{often}",
                _COUNT.lowest,
                _COUNT.highest,
                int(getattr(work, name)),
                width=_FIELD_PIXELS,
                help=explanation or None,
                **in_link(f"model_{name}", _COUNT),
            )
        elif name in CHOICES and len(options := options_of(name, prices)) > 1:
            edited[name] = st.selectbox(
                name.capitalize(),
                options,
                width=_FIELD_PIXELS,
                **in_link(f"model_{name}", Choices(options, most=1), default=options[0]),
            )
    return replace(work, **edited)


def _show_cost(view: View, subject: Subject, line: Line) -> None:
    """Say what the work costs in a month, and how that comes about."""
    cost = _cost(view, subject, line.work)
    per_month = LineCost(line, cost).per_month
    if per_month is None:
        st.markdown(f"**A month of this work is not priced:** {plain(cost.why_not)}.")
        return
    work = line.work
    count = getattr(work, work.counted_in)
    what = NUMBERS[work.counted_in][0].lower()
    often = " per day" if line.frequency == "day" else ""
    about = "about " * line.is_approximate
    st.header(
        plain(
            f"{counted(count, what)}{often} cost{'s' * (count == 1)} {about}"
            f"{cost_text(float(per_month), view.currency)} a month"
        ),
        anchor=False,
    )
    average = " A month has 365 / 12 days." if line.frequency == "day" else ""
    by_rates = f" The rates were {PUBLISHED}; a quote is exact." if about else ""
    st.caption(plain(f"{cost.explanation}.{average}{by_rates}"))
