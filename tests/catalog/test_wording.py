"""Counts, lists and beginnings read as English."""

from __future__ import annotations

import pytest

from venice_data.catalog.wording import begun, counted, some_of


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (0, "0 models"),
        (1, "1 model"),
        (2, "2 models"),
        (1.5, "1.5 models"),
        (1_000, "1,000 models"),
    ],
)
def test_only_one_is_written_without_an_s(count: float, written: str) -> None:
    assert counted(count, "models") == written


def test_names_beyond_the_most_are_counted() -> None:
    assert some_of(["a", "b", "c"], 3) == "a, b, c"
    assert some_of(["a", "b", "c"], 1) == "a and 2 more"


def test_only_the_first_letter_begins_a_sentence() -> None:
    assert begun("a GLM") == "A GLM"
    assert begun("") == ""
