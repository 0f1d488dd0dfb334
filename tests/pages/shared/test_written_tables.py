"""Tables write each number as sentences and charts do, and keep it a number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.table import writers_of, written_out
from venice_data.catalog.money import axis_labels, cost_text, price_text, share_text

if TYPE_CHECKING:
    from pages.shared.downloads import Holds

TABLE = pd.DataFrame(
    {
        "Model": ["a", "b", "c"],
        "Price": [7.5, 0.0, 0.0000000125],
        "Cost": [6.083333333333333, -0.0, 0.0001234567],
        "Share": [0.0002, 0.46, 0.9996],
        "Change": [-0.9996, 0.5, math.nan],
        "Tokens": pd.Series([1_000_000, 128_000, None], dtype="Int64"),
    }
)


def _cells(table: pd.DataFrame, **holds: Holds) -> list[list[str]]:
    """Return the texts that stand in the cells, row by row."""
    written = written_out(table, writers_of(table, holds, "usd"), "none").hide(axis="index")
    return [line.split("\t") for line in written.to_string(delimiter="\t").splitlines()[1:]]


def test_the_same_figure_looks_the_same_in_a_table() -> None:
    """Tables wrote $7.5, $0, $1.25e-8, -0, 0% for 0.02% and -99.96% as -100%, 1000000."""
    cells = _cells(TABLE, Price="price", Cost="cost", Share="share", Change="change")

    assert cells == [
        ["a", "$7.50", "$6.08", "0.02%", "-99.96%", "1,000,000"],
        ["b", "$0.00", "$0.00", "46%", "+50%", "128,000"],
        ["c", "$0.0000000125", "$0.0001235", "99.96%", "none", "none"],
    ]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=4))
def test_every_cell_is_written_as_in_a_sentence(amounts: list[float]) -> None:
    table = pd.DataFrame({"Price": amounts, "Cost": amounts, "Share": amounts})

    assert _cells(table, Price="price", Cost="cost", Share="share") == [
        [price_text(amount, "usd"), cost_text(amount, "usd"), share_text(amount)]
        for amount in amounts
    ]


def test_an_axis_writes_cents_and_as_many_digits_as_are_needed() -> None:
    """Axes wrote $0.3, and $0 for $0.0000000125."""
    whole, cents = "format(datum.value, '$,.12~f')", "format(datum.value, '$,.2f')"

    assert axis_labels("usd") == f"(test(/[.]../, {whole}) ? {whole} : {cents})"
    assert axis_labels("diem").endswith("+ ' DIEM'")
