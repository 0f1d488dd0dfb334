"""What a parameter of a link accepts: which of its values can be used, and why others cannot."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from venice_data.days import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class UnusableValueError(ValueError):
    """A value cannot be used; the message says what it is: `not known`, `not a number`."""


class Accepted(ABC):
    """What a parameter accepts, and how many values of it; None for any number of them."""

    most: int | None = 1

    @abstractmethod
    def spelled(self, value: str) -> str:
        """Return a value as the address writes it, or raise UnusableValueError."""

    @property
    @abstractmethod
    def in_words(self) -> str:
        """What is accepted, for people."""


@dataclass(frozen=True)
class Choices(Accepted):
    """Some of the options, in any case or by an alias; `otherwise` says what others are."""

    options: Sequence[str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None
    otherwise: str = "not known"

    def spelled(self, value: str) -> str:
        """Return the option that is meant."""
        if value in self.options:
            return value
        meant = {alias.casefold(): option for alias, option in self.aliases.items()}
        meant |= {option.casefold(): option for option in reversed(self.options)}
        if value.casefold() not in meant:
            raise UnusableValueError(self.otherwise)
        return meant[value.casefold()]

    @property
    def in_words(self) -> str:
        """The options, then the aliases."""
        return ", ".join([*self.options, *self.aliases])


ON_OR_OFF: Final = Choices(("true", "false"), most=1)


@dataclass(frozen=True)
class Day(Accepted):
    """One day from the first to the last, both included."""

    first: date = date.min
    last: date = date.max

    def spelled(self, value: str) -> str:
        """Return the day as it was written, since there is one way only."""
        day = read_day(value)
        if day is None:
            raise UnusableValueError("not a day written as YYYY-MM-DD")
        if not self.first <= day <= self.last:
            raise UnusableValueError(f"not a day from {self.first} to {self.last}")
        return value

    @property
    def in_words(self) -> str:
        """An example, since the form is what most get wrong."""
        return "a day in UTC, such as 2026-08-12"


@dataclass(frozen=True)
class Number(Accepted):
    """One number from the lowest to the highest, both included."""

    lowest: float
    highest: float

    def spelled(self, value: str) -> str:
        """Return the number as it was written."""
        try:
            number = self._read(value)
        except ValueError:
            raise UnusableValueError(f"not a {self._kind}") from None
        if not self.lowest <= number <= self.highest:
            raise UnusableValueError(f"not a {self._kind} {self._range}")
        return value

    @property
    def in_words(self) -> str:
        """The range."""
        return f"a {self._kind} {self._range}"

    @property
    def _range(self) -> str:
        return f"from {self.lowest:,.15g} to {self.highest:,.15g}"

    @property
    def _kind(self) -> str:
        return "number"

    def _read(self, value: str) -> float:
        number = float(value)
        if math.isnan(number):
            raise ValueError
        return number


@dataclass(frozen=True)
class WholeNumber(Number):
    """One whole number from the lowest to the highest, both included."""

    lowest: int
    highest: int

    @property
    def _kind(self) -> str:
        return "whole number"

    def _read(self, value: str) -> int:
        return int(value)


@dataclass(frozen=True)
class Text(Accepted):
    """One text of some characters, in which spaces count once."""

    longest: int

    def spelled(self, value: str) -> str:
        """Return the text with single spaces."""
        text = " ".join(value.split())
        if len(text) > self.longest:
            raise UnusableValueError("too long")
        return text

    @property
    def in_words(self) -> str:
        """The length."""
        return f"{self.longest} characters at most"


@dataclass(frozen=True)
class Unusable:
    """A value that cannot be used, what it is instead, and what is accepted."""

    value: str
    reason: str
    accepted: str


@dataclass(frozen=True)
class ReadValues:
    """The values that can be used, as the address writes them, and those that cannot."""

    usable: list[str]
    unusable: list[Unusable]


def read_values(given: Sequence[str], accepted: Accepted) -> ReadValues:
    """Read the values of one parameter, in their order; blank and repeated ones add nothing."""
    usable: list[str] = []
    unusable: list[Unusable] = []
    for value in filter(None, map(str.strip, given)):
        try:
            spelled = accepted.spelled(value)
        except UnusableValueError as error:
            unusable.append(Unusable(value, str(error), accepted.in_words))
            continue
        if spelled in usable:
            continue
        if len(usable) == accepted.most:
            unusable.append(_one_too_many(value, accepted.most))
        else:
            usable.append(spelled)
    return ReadValues(usable, unusable)


def _one_too_many(value: str, most: int) -> Unusable:
    if most == 1:
        return Unusable(value, "one too many", "one value")
    return Unusable(value, f"one more than the {most} that fit", f"{most} values at most")
