"""Reads the days, instants and ages that people write on the command line."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, timedelta
from typing import Final

from venice_data.days import beginning_of, end_of, read_day

_AGE: Final = re.compile(r"([0-9]{1,6})([dh])")
_ACCEPTED: Final = (
    "a day (2026-08-10), an instant (2026-08-10T12:00Z) or an age in days or hours (7d, 12h)"
)


def beginning(text: str) -> datetime:
    """Read the instant from which on things count; a day counts from its first instant."""
    day = read_day(text)
    return beginning_of(day) if day else _instant_or_age(text)


def ending(text: str) -> datetime:
    """Read the last instant that counts; a day counts whole."""
    day = read_day(text)
    return end_of(day) if day else _instant_or_age(text)


def past_day(text: str) -> date:
    """Read a day in UTC that has begun."""
    day = read_day(text)
    if day is None:
        raise ArgumentTypeError(f"{text!r} is not a day, such as 2026-08-10")
    if day > datetime.now(UTC).date():
        raise ArgumentTypeError(f"{text} has not begun in UTC")
    return day


def _instant_or_age(text: str) -> datetime:
    instant = _age(text) or _instant(text)
    if instant is None:
        raise ArgumentTypeError(f"{text!r} is not {_ACCEPTED}")
    return instant


def _age(text: str) -> datetime | None:
    written = _AGE.fullmatch(text)
    if written is None:
        return None
    unit = timedelta(days=1) if written[2] == "d" else timedelta(hours=1)
    try:
        return datetime.now(UTC) - int(written[1]) * unit
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def _instant(text: str) -> datetime | None:
    """Read an instant with a date and a time; without a zone it is UTC."""
    if "T" not in text:
        return None
    try:
        instant = datetime.fromisoformat(text)
        return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
