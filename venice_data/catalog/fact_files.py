"""Reads facts gathered elsewhere, strictly: what is wrong is told with its row and its remedy."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from venice_data.days import read_day

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

_FIRST_ROW: Final = 2  # the titles are the first
_Fact = TypeVar("_Fact")


class FactFileError(ValueError):
    """A file of facts cannot be used; the message names the file, the row and the remedy."""


@dataclass(frozen=True)
class Row:
    """One row of a file: where it stands, and its cells by their titles."""

    place: str
    cells: dict[str, str]

    def text(self, title: str) -> str:
        """Return a cell that is not empty."""
        if not self.cells[title]:
            raise self.wrong(title, "is empty: fill it in, or leave the row out")
        return self.cells[title]

    def positive(self, title: str) -> float:
        """Return a cell as a number above zero."""
        try:
            number = float(self.text(title))
        except ValueError:
            number = math.nan
        if not 0 < number < math.inf:
            raise self.wrong(title, "is no number above zero: correct it, or leave the row out")
        return number

    def day(self, title: str) -> date:
        """Return a cell as a day."""
        day = read_day(self.text(title))
        if day is None:
            raise self.wrong(title, "is no day: write it as YYYY-MM-DD")
        return day

    def one_of(self, title: str, known: Sequence[str]) -> str:
        """Return a cell that is one of the known words."""
        if self.text(title) not in known:
            raise self.wrong(title, f"is not known: write one of {', '.join(known)}")
        return self.cells[title]

    def wrong(self, title: str, what: str) -> FactFileError:
        """Return the error that says what is wrong with a cell."""
        return FactFileError(f"{self.place}: {title} “{self.cells[title]}” {what}.")


def read_facts(
    file: Path,
    titles: Sequence[str],
    fact_in: Callable[[Row], _Fact],
    key_of: Callable[[_Fact], Hashable],
    may_lack: str | None = None,
) -> tuple[_Fact, ...]:
    """Read one fact from each row of a CSV file; no two of them share a key.

    `may_lack` is a title after the others that not every file has. Raises FactFileError for a
    file that is not whole, and OSError where it cannot be opened.
    """
    facts: dict[Hashable, _Fact] = {}
    for row in _rows(file, titles, may_lack):
        fact = fact_in(row)
        if key_of(fact) in facts:
            raise row.wrong(titles[0], "was there before: leave one of the two rows out")
        facts[key_of(fact)] = fact
    if not facts:
        raise FactFileError(f"{file.name} holds no row: give a whole file.")
    return tuple(facts.values())


def _rows(file: Path, titles: Sequence[str], may_lack: str | None) -> Iterable[Row]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise FactFileError(f"{file.name} is not UTF-8: save it as such.") from error
    found = next(csv.reader(lines[:1]), [])
    if found not in (list(titles), [*titles, may_lack]):
        raise FactFileError(f"{file.name} has other titles: its first row is {','.join(titles)}.")
    for number, cells in enumerate(csv.reader(lines[1:]), _FIRST_ROW):
        place = f"{file.name}, row {number}"
        if len(cells) != len(found):
            raise FactFileError(f"{place} has {len(cells)} cells: write {len(found)}.")
        yield Row(place, dict(zip(found, map(str.strip, cells), strict=True)))
