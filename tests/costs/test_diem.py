"""The stake that covers a day, what lapses of it and what runs over."""

from __future__ import annotations

from decimal import Decimal

import pytest

from venice_data.costs.budget import Need, coverage_of, need_of, stake_covering


@pytest.mark.parametrize(
    ("day", "stake"),
    [
        ("0", "0"),
        ("0.000001", "0.1"),  # the smallest stake
        ("0.1", "0.1"),
        ("0.1000001", "0.11"),
        ("3.334863", "3.34"),
        ("12", "12"),
    ],
)
def test_a_stake_covers_its_day(day: str, stake: str) -> None:
    assert stake_covering(Decimal(day)) == Decimal(stake)


def test_a_peak_day_needs_its_multiple() -> None:
    need = need_of(Decimal("1.50"), 2.5)

    assert need == Need(Decimal("1.50"), Decimal("3.75"))
    assert (need.stake_for_average, need.stake_for_peak) == (Decimal("1.50"), Decimal("3.75"))


@pytest.mark.parametrize(
    ("stake", "lapses", "over_on_average", "over_on_peak"),
    [
        ("4", "2", "0", "1"),  # of 4: 2 used on an average day, 5 wanted on a peak day
        ("5", "3", "0", "0"),
        ("1", "0", "1", "4"),
        ("0.09", "0", "2", "5"),  # below the smallest stake nothing is bought
        ("0", "0", "2", "5"),
    ],
)
def test_a_stake_lapses_or_runs_over(
    stake: str, lapses: str, over_on_average: str, over_on_peak: str
) -> None:
    left = coverage_of(Decimal(stake), need_of(Decimal(2), 2.5))

    assert left.lapses_on_average_day == Decimal(lapses)
    assert left.overflow_usd_on_average_day == Decimal(over_on_average)
    assert left.overflow_usd_on_peak_day == Decimal(over_on_peak)


def test_what_runs_over_adds_up_in_a_month() -> None:
    left = coverage_of(Decimal("0.80"), need_of(Decimal(2), 2.5))

    assert left.overflow_usd_per_month == Decimal("36.50")  # 1.20 x 365 / 12


def test_nothing_lapses_on_a_peak_day_that_uses_it_all() -> None:
    left = coverage_of(Decimal(4), need_of(Decimal(2), 2))

    assert left.overflow_usd_on_peak_day == 0
