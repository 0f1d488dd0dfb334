"""Files to take along: the numbers are those of the table, and no text becomes a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.downloads import csv_file, excel_file, headed_table
from pages.shared.provenance import Provenance
from tests.support.examples import few
from tests.support.samples import bundled
from tests.support.stand_in import model
from venice_data import parse_models

PROVENANCE = Provenance(
    prices_of="Prices of 22 August 2026",
    shows="Text: private, vision",
    currency="DIEM",
    source="Venice's model list",
    link="https://prices.example/text?privacy=private&currency=DIEM",
)
PRICES = [0.0000315, 0.009200000000000002, 0.1 + 0.2, 15.0, 1234.5, 0.0, -2.5]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(A1)", "-", "="]
published = st.builds(
    lambda digits, exponent: float(f"{digits}e{exponent}"),
    st.integers(-(10**10), 10**10),
    st.integers(-12, 2),
)


def _whole_csv_rows(table: pd.DataFrame) -> list[list[str]]:
    """Read a CSV file as a spreadsheet does: any lone carriage return ends a line, too."""
    text = csv_file(table, PROVENANCE).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def _csv_rows(table: pd.DataFrame) -> list[list[str]]:
    """Return the rows of the table alone, without where it comes from."""
    return [row[: len(table.columns)] for row in _whole_csv_rows(table)]


def _excel_cells(table: pd.DataFrame, name: str = "sheet") -> list[list[Any]]:
    """Return the cells of the sheet row by row, its titles first."""
    sheet = openpyxl.load_workbook(io.BytesIO(excel_file(table, name, PROVENANCE))).active
    return [list(row) for row in sheet.iter_rows()]


def _excel_values(table: pd.DataFrame) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in _excel_cells(table)]


def test_a_csv_file_holds_every_number_to_the_last_digit() -> None:
    rows = _csv_rows(pd.DataFrame({"Price": PRICES}))

    assert rows[0] == ["Price"]
    assert [float(row[0]) for row in rows[1:]] == PRICES


def test_an_excel_file_holds_every_number_as_a_number() -> None:
    rows = _excel_cells(pd.DataFrame({"Price": PRICES}))

    assert [row[0].data_type for row in rows] == ["s", *"n" * len(PRICES)]
    # fifteen digits are what a spreadsheet keeps
    assert [row[0].value for row in rows[1:]] == pytest.approx(PRICES, rel=1e-15)


@few(40)
@given(st.lists(published, min_size=1, max_size=5))
def test_published_prices_are_read_back_equal_from_both_files(prices: list[float]) -> None:
    table = pd.DataFrame({"Price": prices})

    assert [float(row[0]) for row in _csv_rows(table)[1:]] == prices
    assert [row[0] for row in _excel_values(table)[1:]] == prices


def test_whole_numbers_stay_whole_where_some_are_missing() -> None:
    table = pd.DataFrame(
        {"Tokens": pd.Series([128_000, None, -1], dtype="Int64"), "Id": list("abc")}
    )

    assert _csv_rows(table)[1:] == [["128000", "a"], ["", "b"], ["-1", "c"]]
    assert _excel_values(table)[1:] == [[128_000, "a"], [None, "b"], [-1, "c"]]


def test_what_is_missing_is_empty_and_not_zero() -> None:
    table = pd.DataFrame(
        {"Price": [float("nan"), 0.0], "Name": pd.Series([None, "a"], dtype="str")}
    )

    assert _csv_rows(table)[1:] == [["", ""], ["0.0", "a"]]
    assert _excel_values(table)[1:] == [[None, None], [0, "a"]]


@pytest.mark.parametrize(
    "text", [*FORMULAS, "\n=1+1", " =1+1", "\u3000=1", "\uff1d1+1", "\uff0b1", "\uff20A1"]
)
def test_a_text_that_looks_like_a_formula_is_marked_as_text_in_csv(text: str) -> None:
    rows = _csv_rows(pd.DataFrame({"Name": [text], "Price": [1.5]}))

    assert rows[1:] == [[f"'{text}", "1.5"]]


@pytest.mark.parametrize("text", [*FORMULAS, "https://example.com", "mailto:a@b.cd", "007"])
def test_a_text_is_a_text_in_excel_whatever_it_begins_with(text: str) -> None:
    (cell,) = _excel_cells(pd.DataFrame({"Name": [text]}))[1]

    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.replace("_x000D_", "\r") == text


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "-1"])
def test_a_title_that_looks_like_a_formula_is_one_in_neither_file(title: str) -> None:
    table = pd.DataFrame({title: [1.5]})

    assert _csv_rows(table)[0] == [f"'{title}"]
    assert _excel_cells(table)[0][0].data_type == "s"


@pytest.mark.parametrize(
    "text", ["one\rtwo", "one\r=1+1", "one\r\ntwo", "one\ntwo", 'a"b', "a,b;c"]
)
def test_a_text_with_line_ends_and_quotes_stays_in_its_cell(text: str) -> None:
    table = pd.DataFrame({"Name": [text, "next"], "Price": [1.5, 2.5]})

    assert _csv_rows(table) == [["Name", "Price"], [text, "1.5"], ["next", "2.5"]]


@pytest.mark.parametrize(
    "text", ["\x00", "a\x0bb", "\x1b[0m", "\ufffe", "\uffff", "\u202eabc", "😀"]
)
def test_an_odd_character_spoils_neither_file(text: str) -> None:
    table = pd.DataFrame({"Name": [text, "next"], "Price": [1.5, 2.5]})

    assert _csv_rows(table)[1:] == [[text, "1.5"], ["next", "2.5"]]
    assert _excel_values(table)[2] == ["next", 2.5]


def test_half_a_character_from_the_api_can_be_written() -> None:
    models = parse_models([model("a\ud83d", "text", {}, name="half \ud83d")]).models
    table = models[["name"]].rename_axis("id").reset_index()

    assert _csv_rows(table)[1:] == [["a?", "half ?"]]
    assert _excel_values(table)[1:] == [["a?", "half ?"]]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_no_cell_of_a_csv_file_begins_a_formula(text: str) -> None:
    rows = _csv_rows(pd.DataFrame({"Name": [text], "Id": ["a"]}))

    assert len(rows) == 2
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_text_too_long_for_a_cell_is_cut_and_the_file_is_whole() -> None:
    table = pd.DataFrame({"Name": ["a" * 40_000], "Price": [1.5]})

    with pytest.warns(UserWarning, match="too long"):
        rows = _excel_values(table)

    assert rows[1] == ["a" * 32_767, 1.5]


def test_a_long_name_of_a_sheet_is_cut() -> None:
    file = excel_file(pd.DataFrame({"a": [1]}), "a" * 40, PROVENANCE)

    assert openpyxl.load_workbook(io.BytesIO(file)).sheetnames == ["a" * 31, "About"]


def test_a_table_without_rows_has_its_titles() -> None:
    table = pd.DataFrame({"Name": [], "Price": []})

    assert _csv_rows(table) == [["Name", "Price"]]
    assert _excel_values(table) == [["Name", "Price"]]


def test_the_table_itself_is_left_as_it_was() -> None:
    table = pd.DataFrame({"Name": ["=1+1"], "Price": [1.5]})

    csv_file(table, PROVENANCE)
    excel_file(table, "sheet", PROVENANCE)

    assert table.to_dict("list") == {"Name": ["=1+1"], "Price": [1.5]}


def test_all_bundled_prices_are_read_back_from_csv() -> None:
    prices = bundled().prices[["model_id", "component", "usd"]]

    rows = _csv_rows(prices)[1:]

    assert len(rows) == 315
    assert [float(row[2]) for row in rows] == prices["usd"].tolist()
    assert [row[0] for row in rows] == prices["model_id"].tolist()


def test_a_csv_file_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    assert csv_file(pd.DataFrame({"Größe": [1]}), PROVENANCE).startswith("\ufeffGröße".encode())


def test_a_csv_file_says_in_each_row_where_it_comes_from() -> None:
    rows = _whole_csv_rows(pd.DataFrame({"Id": ["a", "b"]}))

    assert rows[0] == ["Id", *PROVENANCE.facts()]
    assert [row[1:] for row in rows[1:]] == [[*PROVENANCE.facts().values()]] * 2


def test_an_excel_file_says_on_a_sheet_of_its_own_where_it_comes_from() -> None:
    file = excel_file(pd.DataFrame({"Id": ["a"]}), "prices", PROVENANCE)

    about = openpyxl.load_workbook(io.BytesIO(file))["About"]

    assert dict(about.iter_rows(min_row=2, values_only=True)) == PROVENANCE.facts()


def test_titles_of_numbers_say_what_they_are() -> None:
    table = pd.DataFrame(
        {"Price": [1.5], "Saved": [0.9], "Context": [1000], "Priced": ["by quote"]}
    )
    headed = headed_table(
        table, {"Price": "price", "Saved": "share", "Priced": "cost", "Context": "count"}, "DIEM"
    )

    assert list(headed) == ["Price (DIEM)", "Saved (share of 1)", "Context", "Priced"]
