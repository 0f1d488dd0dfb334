"""What of a usage history is not compared with other models, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.month_spent import KINDS, money
from pages.shared.plain_text import plain
from venice_data.usage.repricing import comparable
from venice_data.usage.skus import EXTRA, OTHER
from venice_data.usage.summary import total_of

if TYPE_CHECKING:
    from decimal import Decimal

    from pages.calculator.month_input import Month

_BY_KIND: Final = {
    "video": "Venice names the price of a clip when it is asked, and a history does not say how "
    "long, how large and with which sound clips were",
    EXTRA: "they cost the same whichever model uses them",
    OTHER: "how it is charged is not known here",
}
_OTHERWISE: Final = "no unit is stated in which other models have a price"


def say(month: Month) -> None:
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
