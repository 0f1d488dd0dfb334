"""What each command of the command line states about itself, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from venice_data.settings import Settings


class ExitCode(IntEnum):
    """How a command ended; scripts rely on the numbers. Python itself ends with 1 on a bug."""

    DONE = 0
    NOT_USABLE = 2
    NO_LIST = 3
    NO_HISTORY = 4
    SHORT_LIST = 5
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
