"""Days and instants: how they are read from text, and how they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from venice_data.days import beginning_of, day_text, end_of, instant_text, read_day


def test_a_day_is_read_as_year_month_and_day() -> None:
    assert read_day("2026-06-01") == date(2026, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20260601",
        "2026-W23-1",
        "2026-6-1",
        "2026-02-30",
        "01.06.2026",
        " 2026-06-01",
        "٢٠٢٦-٠٦-٠١",
    ],
)
def test_nothing_else_is_a_day(text: str) -> None:
    assert read_day(text) is None


def test_a_day_begins_and_ends_in_utc() -> None:
    day = date(2026, 6, 1)

    assert beginning_of(day) == datetime(2026, 6, 1, tzinfo=UTC)
    assert end_of(day) == datetime(2026, 6, 1, 23, 59, 59, 999999, tzinfo=UTC)


def test_days_and_instants_are_written_without_a_leading_zero() -> None:
    instant = datetime(2026, 8, 2, 7, 9, tzinfo=UTC)

    assert day_text(instant.date()) == day_text(instant) == "2 August 2026"
    assert instant_text(instant) == "2 August 2026, 07:09 UTC"
