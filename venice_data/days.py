"""How a day is read from text, where it begins and ends, and how days and instants are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

INSTANT_FORMAT: Final = "%Y-%m-%d %H:%M"  # of tables, whose rows sort by it


def read_day(text: str) -> date | None:
    """Read a day written as YYYY-MM-DD; None for everything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None  # Python reads 20260601 and 2026-W23 too


def beginning_of(day: date) -> datetime:
    """Return the first instant of a day in UTC."""
    return datetime.combine(day, time.min, UTC)


def end_of(day: date) -> datetime:
    """Return the last instant of a day in UTC."""
    return datetime.combine(day, time.max, UTC)


def day_text(day: date) -> str:
    """Write a day, or that of an instant: `22 August 2026`."""
    return f"{day.day} {day:%B %Y}"


def instant_text(instant: datetime) -> str:
    """Write an instant in UTC to the minute: `22 August 2026, 07:09 UTC`."""
    return f"{day_text(instant)}, {instant:%H:%M} UTC"


def instant_json(instant: datetime | None) -> str | None:
    """Write a UTC instant as `2026-08-10T12:00:00Z`."""
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")


def since_text(instant: datetime, now: datetime) -> str:
    """Say how long ago an instant is, in the largest unit that fits: `3 hours ago`."""
    seconds = max(0.0, (now - instant).total_seconds())
    for unit, unit_seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // unit_seconds)
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "less than a minute ago"
