"""The values of a parameter in a link: which are used, and what is said of the others."""

from __future__ import annotations

from datetime import date

import pytest

from venice_data.link_values import (
    Accepted,
    Choices,
    Day,
    Number,
    Text,
    Unusable,
    WholeNumber,
    read_values,
)

SHAPES = Choices(["edit", "X search", "text"], {"inpaint": "edit"})


@pytest.mark.parametrize(
    ("given", "usable"),
    [
        ([], []),
        (["", "  "], []),  # blank: nothing is asked
        (["text", "edit"], ["text", "edit"]),  # in the order given
        (["EDIT", "x SEARCH", " text "], ["edit", "X search", "text"]),
        (["Inpaint", "edit", "EDIT"], ["edit"]),  # said twice, once by its alias
    ],
)
def test_choices_are_read_in_any_case_and_by_their_aliases(
    given: list[str], usable: list[str]
) -> None:
    read = read_values(given, SHAPES)

    assert (read.usable, read.unusable) == (usable, [])


def test_of_options_that_differ_in_case_each_can_be_named() -> None:
    assert read_values(["kimi", "Kimi", "KIMI"], Choices(["Kimi", "kimi"])).usable == [
        "kimi",
        "Kimi",
    ]


def test_what_is_not_known_is_named_with_the_reason() -> None:
    read = read_values(["text", "chat"], SHAPES)

    assert read.usable == ["text"]
    assert read.unusable == [Unusable("chat", "not known", "edit, X search, text, inpaint")]


def test_only_as_many_are_taken_as_fit() -> None:
    one = Choices(["a", "b", "c"], most=1, otherwise="no letter")
    two = Choices(["a", "b", "c"], most=2)

    assert read_values(["a", "A", "b", "?"], one).unusable == [
        Unusable("b", "one too many", "one value"),
        Unusable("?", "no letter", "a, b, c"),
    ]
    assert read_values(["a", "b", "c"], two).usable == ["a", "b"]
    assert read_values(["a", "b", "c"], two).unusable == [
        Unusable("c", "one more than the 2 that fit", "2 values at most")
    ]


@pytest.mark.parametrize(
    ("value", "accepted", "reason"),
    [
        ("20260601", Day(), "not a day written as YYYY-MM-DD"),
        ("2026-02-30", Day(), "not a day written as YYYY-MM-DD"),
        (
            "2026-05-31",
            Day(date(2026, 6, 1), date(2026, 6, 2)),
            "not a day from 2026-06-01 to 2026-06-02",
        ),
        ("many", Number(0, 1), "not a number"),
        ("nan", Number(0, 1), "not a number"),
        ("inf", Number(0, 1e9), "not a number from 0 to 1,000,000,000"),
        ("-1", Number(0, 0.5), "not a number from 0 to 0.5"),
        ("1.5", WholeNumber(0, 9), "not a whole number"),
        ("-5", WholeNumber(0, 1_000), "not a whole number from 0 to 1,000"),
        ("9" * 400, WholeNumber(0, 1_000), "not a whole number from 0 to 1,000"),  # no float
        ("abcd", Text(3), "too long"),
    ],
)
def test_what_is_out_of_range_or_malformed_is_named(
    value: str, accepted: Accepted, reason: str
) -> None:
    read = read_values([value], accepted)

    assert read.usable == []
    assert [wrong.reason for wrong in read.unusable] == [reason]


@pytest.mark.parametrize(
    ("value", "accepted"),
    [
        ("2026-06-01", Day(date(2026, 6, 1), date(2026, 6, 1))),
        ("0", Number(0, 1)),
        ("1e9", Number(0, 1e9)),
    ],
)
def test_the_ends_of_a_range_are_part_of_it(value: str, accepted: Accepted) -> None:
    assert read_values([value], accepted).usable == [value]


def test_spaces_in_a_text_count_once() -> None:
    assert read_values([" a \t b "], Text(3)).usable == ["a b"]
