"""Tables on paper are whole, and text in them is text."""

from __future__ import annotations

import math

import pandas as pd

from pages.shared.paper_table import MOST_ROWS, paper_table

_WRITERS = {"Price": lambda amount: f"${amount:.2f}"}


def _written(table: pd.DataFrame) -> str:
    return paper_table(table, _WRITERS, "not published", "What <it> holds")


def test_text_is_text_and_numbers_are_written_as_on_screen() -> None:
    table = pd.DataFrame({"Model <b>": ["<img src=x>", "a & b"], "Price": [1.5, math.nan]})

    assert _written(table) == (
        '<div class="on-paper" role="region" tabindex="0" aria-label="What &lt;it&gt; holds">'
        '<table><thead><tr><th>Model &lt;b&gt;<th class="number">Price<tbody>'
        '<tr><td>&lt;img src=x&gt;<td class="number">$1.50'
        '<tr><td>a &amp; b<td class="number">not published</table></div>'
    )


def test_a_table_without_end_ends_and_says_so() -> None:
    written = _written(pd.DataFrame({"Row": range(MOST_ROWS + 1_200)}))

    assert written.count("<tr>") == 1 + MOST_ROWS
    assert "</table>1,200 more rows stand in the files of this table.</div>" in written


def test_gaps_of_a_wide_table_are_dashes_and_explained() -> None:
    counts = pd.Series([7, None], dtype="Int64")
    wide = pd.DataFrame({f"Count {column}": counts for column in range(12)})

    written = _written(wide)
    assert written.count("<td>–") == 12
    assert "–: not published." in written
    assert "–" not in _written(wide.dropna())


def test_names_lead_to_their_models() -> None:
    table = pd.DataFrame({"Model": ["<b>"], "Id": ['kimi"/k3']})

    assert '<td><a href="model?id=kimi%22%2Fk3">&lt;b&gt;</a>' in _written(table)


def test_on_a_phone_more_columns_than_fit_are_swiped() -> None:
    prices = {f"Price {number}": ["$1.00"] for number in range(4)}

    assert "swipe" not in _written(pd.DataFrame(prices))
    swiped = _written(
        pd.DataFrame(prices | {"Id": ["of-a-model-with-a-name-of-many-words-in-one"]})
    )
    assert '<div class="on-paper swiped"' in swiped
    assert "<p>1 row, 5 columns: scroll and swipe, or turn the phone to sort.</p>" in swiped


def test_a_phone_is_told_of_rows_that_are_below_the_edge() -> None:
    """A table of 46 ended flush after ten, as if that were all."""
    assert "<p>46 rows: scroll.</p>" in _written(pd.DataFrame({"Size": ["1K"] * 46}))
    assert "scroll" not in _written(pd.DataFrame({"Size": ["1K"] * 3}))


def test_columns_of_one_name_are_all_written() -> None:
    twins = pd.DataFrame([["left", "right"]], columns=["Model", "Model"])

    assert "<tr><td>left<td>right" in _written(twins)
