"""My own month: what it came to, what it would have cost elsewhere, and the next one planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator import month_savings, month_spent
from pages.calculator.month_input import ask_for_usage, forget, kept_month
from pages.calculator.month_spent import KINDS, money
from pages.shared.plain_text import plain
from venice_data.usage.repricing import comparable
from venice_data.usage.skus import EXTRA, OTHER
from venice_data.usage.summary import total_of

if TYPE_CHECKING:
    from decimal import Decimal

    from pages.calculator.month_input import Month
    from pages.shared.view import View

_BY_KIND: Final = {
    "video": "Venice names the price of a clip when it is asked, and a history does not say how "
    "long, how large and with which sound clips were",
    EXTRA: "they cost the same whichever model uses them",
    OTHER: "how it is charged is not known here",
}
_OTHERWISE: Final = "no unit is stated in which other models have a price"


def show(view: View) -> None:
    """Read a usage history, and show what it came to and what would have been cheaper."""
    month = kept_month()
    if month is None:
        st.header("Would your month have been cheaper?", anchor=False)
        ask_for_usage(view)
        return
    month_spent.say(month, view)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "An example, made up. Read your own in its place."
            if month.is_example
            else "Read in the memory of this session only: kept nowhere, and in no link.",
            width="content",
        )
        st.button("Forget it", icon=":material/delete:", type="tertiary", on_click=forget)
    month_savings.say_swaps(month, view)
    month_spent.show(month, view)
    month_savings.show(month, view)
    _say_what_is_not_compared(month)
    month_spent.show_not_matched(month, view)
    with st.expander("Read another history", icon=":material/upload:"):
        ask_for_usage(view)


def _say_what_is_not_compared(month: Month) -> None:
    """Say of each kind of work that is matched and not compared what it came to, and why not."""
    lines = [
        "- "
        + plain(f"{KINDS[kind]}, {money(amount)}: {_BY_KIND.get(kind, _OTHERWISE)}. Not compared.")
        for kind, amount in _not_compared(month)
    ]
    if lines:
        st.markdown("\n".join(lines))


def _not_compared(month: Month) -> list[tuple[str, Decimal]]:
    """Return what came to something and is not compared, by kind of work, the most first."""
    usage = month.usage
    sums = {
        str(kind): total_of(pieces.drop(index=comparable(usage, str(kind)).index))
        for kind, pieces in usage.matched.groupby("kind", observed=True)
    }
    return sorted(((kind, sums[kind]) for kind in sums if sums[kind]), key=lambda sum_: -sum_[1])
