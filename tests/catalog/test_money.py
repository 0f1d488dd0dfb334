"""Prices as text: every digit that counts, and never zero for what costs something."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from venice_data.catalog.money import (
    NO_PRICE,
    cost_text,
    currency_label,
    difference_text,
    discount_text,
    price_text,
    share_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

any_amount = st.floats(min_value=0, exclude_min=True, allow_nan=False, allow_infinity=False)


def _number_in(text: str) -> float:
    """Read a dollar text back, knowing nothing of how it was written."""
    return float(text.removeprefix("$").replace(",", ""))


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (0.0000315, "$0.0000315"),
        (0.009200000000000002, "$0.0092"),  # binary noise in the seventeenth digit
        (0.00003148, "$0.00003148"),
        (0.1 + 0.2, "$0.30"),
        (0, "$0.00"),
        (0.0, "$0.00"),
        (0.5, "$0.50"),
        (0.125, "$0.125"),
        (15, "$15.00"),
        (15.0, "$15.00"),
        (225, "$225.00"),
        (1234.5, "$1,234.50"),
        (1_000_000, "$1,000,000.00"),
        (12345678.125, "$12,345,678.13"),  # ten digits, half of the last one rounded up
        (0.1000000000001, "$0.10"),
    ],
)
def test_a_price_has_the_digits_that_it_needs(amount: float, expected: str) -> None:
    assert price_text(amount, "usd") == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (1234.567, "$1,234.57"),  # whole cents, though that is six digits
        (0.1234567, "$0.1235"),
        (0.000012345678, "$0.00001235"),
        (0.57167283, "$0.5717"),
        (0.99999, "$1.00"),
        (0.5, "$0.50"),
        (12, "$12.00"),
        (1.005, "$1.01"),  # stood there as $1.005 beside a bill of $1.01
        (0, "$0.00"),
        (123456.789, "$123,456.79"),
    ],
)
def test_a_cost_has_four_digits_and_whole_cents_at_least(amount: float, expected: str) -> None:
    assert cost_text(amount, "usd") == expected


@pytest.mark.parametrize("amount", [None, math.nan])
def test_no_amount_is_no_price_and_not_zero(amount: float | None) -> None:
    assert price_text(amount, "usd") == NO_PRICE
    assert cost_text(amount, "diem") == NO_PRICE
    assert NO_PRICE == "no price published"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(12.5, "12.50 DIEM"), (0.0000315, "0.0000315 DIEM"), (0, "0.00 DIEM")],
)
def test_diem_stands_behind_its_amount(amount: float, expected: str) -> None:
    assert price_text(amount, "diem") == expected


def test_currencies_are_named_as_people_write_them() -> None:
    assert (currency_label("usd"), currency_label("diem")) == ("USD", "DIEM")


@given(any_amount)
@example(5e-324)
@example(1e26)
@example(1.7976931348623157e308)
def test_what_costs_something_is_never_written_as_zero(amount: float) -> None:
    for text in (price_text(amount, "usd"), cost_text(amount, "usd")):
        assert any(digit in text for digit in "123456789")


@given(any_amount)
def test_no_amount_is_written_with_an_exponent(amount: float) -> None:
    for text in (price_text(amount, "usd"), cost_text(amount, "usd")):
        assert set(text) <= set("$0123456789,.")


@given(digits=st.integers(1, 10**10 - 1), exponent=st.integers(-18, 3))
def test_a_published_price_is_read_back_as_it_was(digits: int, exponent: int) -> None:
    amount = float(f"{digits}e{exponent}")

    assert _number_in(price_text(amount, "usd")) == amount


@given(digits=st.integers(1, 10**8 - 1), exponent=st.integers(-10, 0), ulps=st.integers(-3, 3))
def test_binary_noise_is_not_written_out(digits: int, exponent: int, ulps: int) -> None:
    amount = float(f"{digits}e{exponent}")
    noisy = amount + ulps * math.ulp(amount)

    assert price_text(noisy, "usd") == price_text(amount, "usd")


@given(st.floats(1e-12, 1e9))
def test_a_cost_is_right_to_four_digits_or_the_cent(amount: float) -> None:
    written = Decimal(cost_text(amount, "usd").removeprefix("$").replace(",", ""))

    # half a cent from 1 up, else half a unit of the fourth significant digit
    unit = Decimal(1).scaleb(Decimal(amount).adjusted() - 3) if amount < 1 else Decimal("0.01")
    assert abs(written - Decimal(repr(amount))) <= unit / 2


@pytest.mark.parametrize("text", [price_text, cost_text])
def test_a_negative_zero_is_zero(text: Callable[..., str]) -> None:
    """-$0.00 stood there."""
    assert text(-0.0, "usd") == "$0.00"


@given(st.floats(0, 1e12))
def test_there_are_cents_at_least(amount: float) -> None:
    for text in (price_text(amount, "usd"), cost_text(amount, "usd")):
        assert len(text.partition(".")[2]) >= 2


@given(st.floats(0, 1e12), st.floats(0, 1e12))
def test_the_dearer_of_two_prices_is_never_written_as_the_cheaper(one: float, two: float) -> None:
    cheap, dear = sorted((one, two))

    assert _number_in(price_text(cheap, "usd")) <= _number_in(price_text(dear, "usd"))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("6.083", "$6.08"),
        ("1234.565", "$1,234.57"),  # half a cent goes up
        ("1", "$1.00"),
        ("0.04205", "$0.04205"),
        ("0", "$0.00"),
        ("-2.5", "-$2.50"),
    ],
)
def test_an_exact_cost_is_written_to_the_cent_from_one_dollar_up(amount: str, text: str) -> None:
    assert cost_text(Decimal(amount), "usd") == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.46, "46%"),
        (0.123, "12%"),
        (0.046, "4.6%"),
        (0.05, "5%"),
        (0.0002, "0.02%"),  # stood there as 0%
        (0.0, "0%"),
        (-0.0, "0%"),  # stood there as -0%
        (1.0, "100%"),
        (0.9996, "99.96%"),  # stood there as 100%
        (-0.997, "-99.7%"),  # stood there as -100%, as if it had become free
        (6.142857, "614%"),
        (12.5, "1,250%"),
        (math.nan, ""),
        (None, ""),
    ],
)
def test_a_share_is_written_to_two_digits_or_whole(share: float | None, text: str) -> None:
    assert share_text(share) == text


@given(st.floats(1e-12, 1, exclude_max=True))
def test_a_part_is_neither_nothing_nor_the_whole(share: float) -> None:
    assert 0 < float(share_text(share).removesuffix("%")) < 100


@pytest.mark.parametrize(
    ("multiple", "text"),
    [
        (1, "the same"),
        (0.207, "79% less"),
        (1.1, "10% more"),
        (13, "13× as much"),
    ],
)
def test_a_price_is_held_against_another_in_percent_or_times(multiple: float, text: str) -> None:
    assert difference_text(multiple) == text


@pytest.mark.parametrize(
    ("saved", "text"), [(0.9, "90% off"), (0, "nothing off"), (-0.25, "25% more")]
)
def test_a_discount_says_what_is_off_or_more(saved: float, text: str) -> None:
    assert discount_text(saved) == text
