"""How well text models did on public benchmarks, each with a scale of its own, never blended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from venice_data.catalog.fact_files import BUNDLED, FactFileError, Row, read_facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

SCORES_FILE: Final = "quality-scores.csv"
_TITLES: Final = ("model_id", "benchmark", "score", "entry", "as_of")


@dataclass(frozen=True)
class Benchmark:
    """A public benchmark: its name in the file, its label in links, what it measures and how."""

    name: str
    label: str
    unit: str
    explanation: str
    licence: str
    digits: int

    def score_text(self, score: float) -> str:
        """Write a score as the benchmark does."""
        return f"{score:,.{self.digits}f}"

    @property
    def scores(self) -> Mapping[str, Score]:
        """The score of each rated model, by its id."""
        return _by_benchmark()[self.name]

    @property
    def as_of(self) -> date:
        """The day on which its scores were read."""
        return next(iter(self.scores.values())).as_of


# The labels stand in shared links: add, never reword.
BENCHMARKS: Final = (
    Benchmark(
        "lmarena-text",
        "LMArena text",
        "Elo",
        "People compare two answers to a question of their own, without knowing whose they are.",
        "CC BY 4.0",
        digits=0,
    ),
    Benchmark(
        "livebench",
        "LiveBench",
        "average out of 100",
        "Seven kinds of task with answers that can be checked: the release of 8 January 2026, each "
        "model at its best setting of effort.",
        "Apache License 2.0",
        digits=2,
    ),
)


class Score(NamedTuple):
    """What a model reached on a benchmark, and the entry there whose result it is."""

    model_id: str
    benchmark: str
    score: float
    entry: str
    as_of: date


def read_scores(file: Path) -> tuple[Score, ...]:
    """Read a file of scores. Raises FactFileError where it is not whole, OSError without it."""
    scores = read_facts(file, _TITLES, _score_in, lambda score: score[:2])
    for benchmark in BENCHMARKS:
        days = {score.as_of for score in scores if score.benchmark == benchmark.name}
        if len(days) != 1:
            raise FactFileError(
                f"{file.name} has scores of {len(days)} days on {benchmark.name}: read all of "
                "them on one day, since those of two days cannot be compared."
            )
    return scores


def _score_in(row: Row) -> Score:
    names = [benchmark.name for benchmark in BENCHMARKS]
    return Score(
        row.text("model_id"),
        row.one_of("benchmark", names),
        row.positive("score"),
        row.text("entry"),
        row.day("as_of"),
    )


@cache
def _by_benchmark() -> Mapping[str, Mapping[str, Score]]:
    scores = read_scores(BUNDLED / SCORES_FILE)
    return {
        benchmark.name: {
            score.model_id: score for score in scores if score.benchmark == benchmark.name
        }
        for benchmark in BENCHMARKS
    }
