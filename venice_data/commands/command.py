"""What commands share: how each states itself, reads its options, prints plain text and ends."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import sys
from argparse import ArgumentTypeError
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, TextIO

from venice_data.catalog.filter_kinds import SeveralOf
from venice_data.catalog.filters import FILTERS
from venice_data.days import beginning_of, end_of, read_day
from venice_data.history.price_history import models_ever_listed
from venice_data.served.queries import QueryError, by_name, read_filters

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from venice_data.catalog.filters import Filters
    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings

# Everything that moves a cursor, sets a colour or turns the direction of reading.
_STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_REPLACEMENT: Final = "\ufffd"


class ExitCode(IntEnum):
    """How a command ended; scripts rely on the numbers. Python itself ends with 1 on a bug."""

    DONE = 0
    NOT_USABLE = 2
    NO_LIST = 3
    NO_HISTORY = 4
    SHORT_LIST = 5
    NOT_SENT = 6
    INTERRUPTED = 130


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and is for people."""

    def __init__(self, exit_code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True)
class Command:
    """One command: its name, a line about it, its help with an example, and what it does."""

    name: str
    summary: str
    explanation: str
    example: str
    add_options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Settings, TextIO], ExitCode]


def plain(text: str) -> str:
    """Replace what a terminal would obey; line ends and tabs stay."""
    return _STEERING.sub(_REPLACEMENT, text)


def print_plainly(text: str, out: TextIO) -> None:
    """Print a text; a reader that has hung up is no failure, a full disk is one."""
    try:
        print(plain(text), end="" if text.endswith("\n") else "\n", file=out, flush=True)
    except OSError as error:
        _discard_the_rest(out)
        if not isinstance(error, BrokenPipeError):
            raise CommandError(
                ExitCode.NOT_USABLE, f"The output cannot be written: {error.strerror}."
            ) from error


def json_text(content: Any) -> str:
    """Write content as JSON in ASCII, which passes through every terminal and pipe."""
    return json.dumps(content, indent=2)


def prepare_streams() -> None:
    """Let warnings go to stderr in plain text, and every letter pass through narrow encodings."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    handler = logging.StreamHandler()
    handler.setFormatter(_PlainFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # The command says itself that Venice gave no list.
    logging.getLogger("venice_data.live.refreshing").setLevel(logging.ERROR)


class _PlainFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return plain(super().format(record))


def _discard_the_rest(out: TextIO) -> None:
    """Keep Python from writing what is left once more as it ends, and complaining again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, out.fileno())
    os.close(nowhere)


_AGE: Final = re.compile(r"([0-9]{1,6})([dh])")
_ACCEPTED: Final = (
    "a day (2026-08-10), an instant (2026-08-10T12:00Z) or an age in days or hours (7d, 12h)"
)


def add_period_options(parser: ArgumentParser) -> None:
    """State from when and until when things count."""
    parser.add_argument(
        "--since",
        metavar="WHEN",
        type=beginning,
        required=True,
        help="a day (2026-08-10), an instant (2026-08-10T12:00Z) or an age (7d, 12h)",
    )
    parser.add_argument(
        "--until", metavar="WHEN", type=ending, help="the same; a day counts whole; default: now"
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


def add_filter_options(parser: ArgumentParser) -> None:
    """State an option for each filter."""
    for declared in FILTERS.values():
        parser.add_argument(
            f"--{declared.name}",
            dest=declared.name,
            metavar=declared.name[0].upper(),
            nargs="+" if isinstance(declared, SeveralOf) else 1,
            action="extend",
            default=[],
            help=f"only models that meet this filter of the sidebar: {declared.label}",
        )


def chosen_filters(arguments: Namespace, history: PriceHistory) -> Filters:
    """Read the filters as a link to the feed of changes would name them."""
    given = vars(arguments)
    query = [
        (declared.name, value) for declared in FILTERS.values() for value in given[declared.name]
    ]
    try:
        return read_filters(by_name(query), models_ever_listed(history))
    except QueryError as error:
        raise CommandError(ExitCode.NOT_USABLE, f"--{error}") from error
