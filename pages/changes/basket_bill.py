"""Your basket: what price changes did to the monthly bill of the calculator's basket."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.changes.charts import bill_steps
from pages.shared.figure import show_figure
from pages.shared.freshness import last_look, unseen_since
from pages.shared.kept_basket import EXAMPLE, example_basket, open_basket, show_basket_link
from pages.shared.link_state import day_of_control, in_link
from pages.shared.plain_text import plain, small
from pages.shared.site import CALCULATOR
from pages.shared.table import show_folded_table
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, share_text
from venice_data.catalog.names import short_name
from venice_data.catalog.wording import some_of
from venice_data.costs.work_words import line_text
from venice_data.days import INSTANT_FORMAT, beginning_of, day_text, instant_text
from venice_data.history.bill_history import (
    BillComparison,
    LineBill,
    all_priced_since,
    compare_bills,
    line_bills,
)
from venice_data.history.change_events import changes
from venice_data.history.change_text import event_text
from venice_data.history.price_history import PriceHistory, models_ever_listed

if TYPE_CHECKING:
    from datetime import date, datetime
    from fractions import Fraction

    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Basket
    from venice_data.history.bill_history import BillMove, LeftOut, MonthlyCost

SINCE_IN_LINK: Final = "changes_since"
BASKET_IN_LINK: Final = "changes_basket"
_PER_MONTH: Final = "Per month"
_MOST_CAUSES: Final = 2  # named at a step of the chart
_MOST_NAMED_STEPS: Final = 3  # more would run into each other


def show(view: View, history: PriceHistory) -> None:
    """Say what price changes did to the basket's monthly bill, and which of them."""
    basket = open_basket(BASKET_IN_LINK)
    is_example = not basket.lines
    if is_example:
        st.caption(
            f"Your basket is empty: [fill it in the calculator]({CALCULATOR.address}). "
            f"Until then an example: {EXAMPLE}."
        )
        basket = example_basket(view)
    bills = _line_bills(view, history, basket)
    answer = st.container()  # above the choice: the answer comes first
    day = _choose_day(bills, view, history)
    since = max(beginning_of(day), history.oldest)
    comparison = compare_bills(bills, since, view.now)
    with answer:
        _show_answer(comparison, day, view, is_example=is_example)
    if comparison.compared:
        _show_steps(comparison, view, history)
        _show_moves(comparison, view, history)
    _say_what_is_left_out(comparison.left_out, day, view)
    if not is_example:
        show_basket_link(BASKET_IN_LINK)


@once_per_view
def _line_bills(view: View, history: PriceHistory, basket: Basket) -> tuple[LineBill, ...]:
    """Price every line at every change; it takes some hundredths of a second each."""
    with st.spinner("Pricing your basket at every change …"):
        return line_bills(history, basket, view.currency)


def _choose_day(bills: tuple[LineBill, ...], view: View, history: PriceHistory) -> date:
    """Ask since when; without an answer, since all that is priced now had a price."""
    chosen: date | None = st.date_input(
        "Since (UTC)",
        value=None,
        format="YYYY-MM-DD",
        width=260,
        help="Leave empty for the first day on which every line priced now had a price.",
        **in_link(SINCE_IN_LINK, day_of_control()),
    )
    first, last = history.oldest.date(), last_look(view).date()
    if chosen is not None:
        return min(max(chosen, first), last)
    complete = all_priced_since(bills, view.now)
    if complete is None or complete <= history.oldest:
        return first
    return min(complete.date() + timedelta(days=1), last)


def _show_answer(comparison: BillComparison, day: date, view: View, *, is_example: bool) -> None:
    if not comparison.compared:
        st.markdown(f"## No line had a price both on {day_text(day)} and now.")
        return
    before, after = (_bill(amount, view) for amount in (comparison.before, comparison.after))
    whose = "The example" if is_example else "Your basket"
    st.markdown(f"## {plain(_head(comparison, day, view, whose))}")
    st.caption(plain(f"From {before} to {after} per month, {_scope_text(comparison)}."))


def _head(comparison: BillComparison, day: date, view: View, whose: str) -> str:
    """Say by how much the bill moved, and when: on the one day that moved it, or since when."""
    last_seen = unseen_since(view)
    when = f"from {day_text(day)} to {last_seen}" if last_seen else f"since {day_text(day)}"
    difference = comparison.difference
    if not difference:
        return f"No change {when}"
    days = {move.at.date() for move in comparison.moves}
    if len(days) == 1:
        when = f"on {day_text(days.pop())}"
    share = ""
    if comparison.before:
        share = f" ({share_text(abs(float(difference / comparison.before)))})"
    verdict = "cheaper" if difference < 0 else "more expensive"
    return f"{whose} got {_bill(abs(difference), view)} a month {verdict}{share} {when}"


def _scope_text(comparison: BillComparison) -> str:
    """Say over how many of the basket's lines the comparison goes."""
    compared, lines = len(comparison.compared), len(comparison.compared + comparison.left_out)
    if compared == lines:
        return "over the whole basket"
    return f"over the {compared} of its {lines} lines that have a price at both ends"


def _say_what_is_left_out(left_out: tuple[LeftOut, ...], day: date, view: View) -> None:
    if left_out:
        reasons = [
            f"{line_text(line.line)} with {line.line.model_id or 'no model'}: "
            f"{_why_left_out(line, day, view)}"
            for line in left_out
        ]
        st.info(
            "Not compared, because a price is missing at one end:\n"
            + "\n".join(f"- {plain(text)}" for text in reasons),
            icon=":material/rule:",
        )


def _why_left_out(line: LeftOut, day: date, view: View) -> str:
    before, after = _cost_or_reason(line.before, view), _cost_or_reason(line.after, view)
    return before if before == after else f"{before} on {day_text(day)}, {after} now"


def _cost_or_reason(cost: MonthlyCost, view: View) -> str:
    if cost.per_month is None:
        return cost.why_not
    return f"{_bill(cost.per_month, view)} per month"


def _show_steps(comparison: BillComparison, view: View, history: PriceHistory) -> None:
    steps = _steps(comparison, last_look(view), view)
    causes = pd.Series(_causes(comparison, steps, view, history), steps.index, dtype="str")
    has_room = (causes != "").sum() <= _MOST_NAMED_STEPS
    steps = steps.assign(cause=causes, cause_shown=causes if has_room else "")
    if steps.empty:
        return
    st.subheader("The monthly bill over time", anchor=False)
    show_figure(
        view,
        bill_steps(steps, view.currency),
        partial(_steps_table, steps),
        name="changes_bill",
        takeaway="The monthly bill of the basket over time",
        holds={_PER_MONTH: "cost"},
        source="Source: Venice's model list, as it was recorded, for the lines compared. "
        "In a gap, one of them had no price.",
    )


def _steps_table(steps: pd.DataFrame) -> pd.DataFrame:
    begun = steps[~steps["is_end"]]
    return pd.DataFrame(
        {
            "From (UTC)": begun["at"].dt.strftime(INSTANT_FORMAT),
            _PER_MONTH: begun["price"],
        }
    )


def _steps(comparison: BillComparison, until: datetime, view: View) -> pd.DataFrame:
    """Return two rows per time for which the bill held, its beginning and its end."""
    begins = [at for at, _ in comparison.totals]
    ends = [*begins[1:], max(until, begins[-1])]
    rows = []
    stretch = 0
    for (at, total), end in zip(comparison.totals, ends, strict=True):
        if total is None:
            stretch += 1
            continue
        values = (float(total), _bill(total, view), instant_text(at), stretch)
        rows += [(at, *values, False), (end, *values, True)]
    steps = pd.DataFrame(
        rows, columns=["at", "price", "price_text", "at_text", "stretch", "is_end"]
    )
    is_last = steps.index == len(steps) - 1
    return steps.assign(is_last=is_last, is_labelled=is_last | (steps.index == 0))


def _causes(
    comparison: BillComparison, steps: pd.DataFrame, view: View, history: PriceHistory
) -> list[str]:
    """Say at the beginning of each step which models moved the bill, and by how much."""
    names = models_ever_listed(history)["name"].map(short_name)
    told: defaultdict[datetime, list[str]] = defaultdict(list)
    for move in comparison.moves:
        told[move.at].append(f"{names[move.model_id]} {_signed(move.per_month, view)}")
    return [
        "" if is_end else some_of(told[at], _MOST_CAUSES)
        for at, is_end in zip(steps["at"], steps["is_end"], strict=True)
    ]


def _show_moves(comparison: BillComparison, view: View, history: PriceHistory) -> None:
    if not comparison.moves:
        st.markdown("No price change affected this bill.")
        return
    st.subheader("Price changes that affected the bill", anchor=False)
    names = models_ever_listed(history)["name"].map(short_name)
    texts = _texts_of_changes(history, view.currency)
    for move in comparison.moves:
        what = texts.get((move.at, move.model_id), "another rate applies")
        st.markdown(
            f"**{plain(_signed(move.per_month, view))}** per month · "
            f"{plain(str(names[move.model_id]))}: {plain(what)}  \n"
            f"{small(f'{instant_text(move.at)} · {plain(move.model_id)}')}"
        )
    st.caption("Amounts are rounded for display; the exact amounts add up to the difference above.")
    show_folded_table(
        view,
        partial(_moves_table, comparison.moves, names, texts),
        name="changes_basket",
        alt="Price changes that affected the monthly bill",
        holds={_PER_MONTH: "cost"},
    )


def _texts_of_changes(history: PriceHistory, currency: Currency) -> dict[tuple[datetime, str], str]:
    """Say what happened to each model at each instant."""
    texts: dict[tuple[datetime, str], str] = {}
    for event in changes(history):
        at = (event.observed_at, event.model_id)
        texts[at] = "; ".join(filter(None, [texts.get(at), event_text(event, currency)]))
    return texts


def _moves_table(
    moves: tuple[BillMove, ...],
    names: pd.Series[str],
    texts: dict[tuple[datetime, str], str],
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Observed at (UTC)": [f"{move.at:{INSTANT_FORMAT}:%S}" for move in moves],
            "Model": [names[move.model_id] for move in moves],
            "Id": [move.model_id for move in moves],
            _PER_MONTH: [float(move.per_month) for move in moves],
            "What happened": [texts.get((move.at, move.model_id), "") for move in moves],
        }
    )


def _signed(amount: Fraction, view: View) -> str:
    return f"{'+' if amount > 0 else '−'}{_bill(abs(amount), view)}"


def _bill(amount: Fraction, view: View) -> str:
    exactly = Decimal(amount.numerator) / Decimal(amount.denominator)
    return cost_text(exactly, view.currency)
