"""Judges what was measured by its aims and by a saved run, and writes it as a table and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_FOUR_DIGITS: Final = 999.5
_HEAD: Final = ("figure", "of", "measured", "spread", "aim", "verdict", "here")


@dataclass(frozen=True)
class Aim:
    """What a figure should be, `unit` included; a stretch is hoped for and never fails a run.

    A count is the same in every round, so that one round is enough.
    """

    bound: float
    unit: str
    at_least: bool = False
    is_stretch: bool = False
    is_count: bool = False

    def shortfall(self, value: float) -> float:
        """Return by how much a value misses the aim; zero or less where it meets it."""
        return self.bound - value if self.at_least else value - self.bound

    def __str__(self) -> str:
        """Say the aim in words."""
        side = "at least" if self.at_least else "at most"
        stretch = " (stretch)" if self.is_stretch else ""
        return f"{side} {_quantity(self.bound, self.unit)}{stretch}"


@dataclass(frozen=True)
class Figure:
    """One figure with an aim: its values, one for each round, and in words what they come from."""

    name: str
    of: str
    aim: Aim
    values: list[float]
    here: str = ""

    @property
    def key(self) -> str:
        """What names the figure in every run."""
        return f"{self.name} | {self.of} | {self.aim.unit}{' stretch' * self.aim.is_stretch}"

    @property
    def value(self) -> float:
        """The value that counts."""
        return median(self.values)

    @property
    def spread(self) -> float:
        """How far the rounds lie apart."""
        return max(self.values) - min(self.values)

    @property
    def is_met(self) -> bool:
        """Whether the aim is met."""
        return self.aim.shortfall(self.value) <= 0

    @property
    def is_missed_beyond_doubt(self) -> bool:
        """Whether the aim is missed by more than the rounds lie apart; one round is no spread."""
        is_certain = self.aim.is_count or len(self.values) > 1
        return is_certain and self.aim.shortfall(self.value) > self.spread


@dataclass(frozen=True)
class Judged:
    """A figure beside what a saved run says of it: whether it met its aim then, if it is known."""

    figure: Figure
    was_met: bool | None

    @property
    def has_fallen_back(self) -> bool:
        """Whether an aim that was met is missed by more than the spread."""
        return (
            bool(self.was_met)
            and self.figure.is_missed_beyond_doubt
            and not self.figure.aim.is_stretch
        )

    @property
    def verdict(self) -> str:
        """The verdict in a word or two."""
        if self.has_fallen_back:
            return "**fallen back**"
        if self.figure.is_met:
            return "met"
        return "missed" if self.figure.is_missed_beyond_doubt else "missed, not beyond doubt"


class SavedRun:
    """Which aims a run met, by the key of the figure."""

    def __init__(self, met: Mapping[str, bool]) -> None:
        self._met = met

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read what `as_json` wrote."""
        figures = json.loads(file.read_text(encoding="utf-8"))["figures"]
        return cls({figure["key"]: figure["is_met"] for figure in figures})

    def judge(self, figures: Iterable[Figure]) -> list[Judged]:
        """Set each figure beside what this run says of it."""
        return [Judged(figure, self._met.get(figure.key)) for figure in figures]


NO_SAVED_RUN: Final = SavedRun({})


def exit_code(judged: Iterable[Judged]) -> int:
    """Return 1 where an aim that was met is missed by more than its spread."""
    return int(any(one.has_fallen_back for one in judged))


def as_table(judged: Iterable[Judged]) -> str:
    """Write the figures as a Markdown table."""
    rows = [_row(one) for one in judged]
    return "\n".join(f"| {' | '.join(row)} |" for row in [_HEAD, ["---"] * len(_HEAD), *rows])


def as_json(figures: Iterable[Figure], notes: Sequence[str]) -> str:
    """Write the figures for a later run to compare itself with."""
    content: dict[str, Any] = {
        "notes": list(notes),
        "figures": [
            asdict(figure) | {"key": figure.key, "value": figure.value, "is_met": figure.is_met}
            for figure in figures
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _row(judged: Judged) -> list[str]:
    figure = judged.figure
    unit = figure.aim.unit
    return [
        figure.name,
        figure.of,
        _quantity(figure.value, unit),
        f"{number_text(min(figure.values))}–{number_text(max(figure.values))}",
        str(figure.aim),
        judged.verdict,
        figure.here,
    ]


def _quantity(number: float, unit: str) -> str:
    return (
        f"{number_text(number)}{unit}" if unit.startswith("×") else f"{number_text(number)} {unit}"
    )


def number_text(number: float) -> str:
    """Write a number with three digits that count."""
    return f"{number:.3g}" if abs(number) < _FOUR_DIGITS else f"{number:,.0f}"
