"""How well text models did on public benchmarks, each with a scale of its own, never blended.

The filter by quality takes its yardsticks from there: at least as good as one model on one
benchmark, which must rate both.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from venice_data import files
from venice_data.catalog.fact_files import FactFileError, Row, read_facts
from venice_data.catalog.filter_kinds import OneOf
from venice_data.days import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from venice_data.catalog.filter_kinds import Scope

SCORES_FILE: Final = "quality-scores.csv"
_TITLES: Final = ("model_id", "benchmark", "score", "entry", "as_of")
_NAME: Final = "name"
_RATED_TYPE: Final = "text"  # the benchmarks know no other


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

    def scores_of(self, model_ids: pd.Index[str]) -> pd.Series[float]:
        """Return the scores of rated models."""
        scores = [self.scores[model_id].score for model_id in model_ids]
        return pd.Series(scores, model_ids, dtype="float64")

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
    """What a model reached on a benchmark, and the entry there whose result it is.

    `name` is the model's on Venice, which no other of the benchmark has; its id where a file has
    no names.
    """

    model_id: str
    benchmark: str
    score: float
    entry: str
    as_of: date
    name: str


class Yardstick(NamedTuple):
    """The quality of one model on one benchmark, for others to be at least as good."""

    model_id: str
    benchmark: Benchmark

    @property
    def label(self) -> str:
        """What it is called in links and lists: `Claude Opus 4.5 on LiveBench`."""
        return f"{self.benchmark.scores[self.model_id].name} on {self.benchmark.label}"

    @property
    def old_label(self) -> str:
        """What older links call it: `claude-opus-4-5 on LiveBench`."""
        return f"{self.model_id} on {self.benchmark.label}"

    def is_reached_by(self, model_id: str) -> bool:
        """Whether a model is rated there and at least as good."""
        rated = self.benchmark.scores
        return model_id in rated and rated[model_id].score >= rated[self.model_id].score

    def in_words(self) -> str:
        """Say what score it stands for, of which benchmark and day."""
        benchmark = self.benchmark
        score = benchmark.score_text(benchmark.scores[self.model_id].score)
        return (
            f"{self.label}: {score} ({benchmark.unit}) or more, as of {day_text(benchmark.as_of)}"
        )


def read_scores(file: Path) -> tuple[Score, ...]:
    """Read a file of scores. Raises FactFileError where it is not whole, OSError without it."""
    scores = read_facts(file, _TITLES, _score_in, lambda score: score[:2], may_lack=_NAME)
    for benchmark in BENCHMARKS:
        days = {score.as_of for score in scores if score.benchmark == benchmark.name}
        if len(days) != 1:
            raise FactFileError(
                f"{file.name} has scores of {len(days)} days on {benchmark.name}: read all of "
                "them on one day, since those of two days cannot be compared."
            )
        names = Counter(score.name for score in scores if score.benchmark == benchmark.name)
        if shared := [name for name, count in names.items() if count > 1]:
            raise FactFileError(
                f"{file.name} calls two models of {benchmark.name} {shared[0]}: tell them apart."
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
        row.text(_NAME if _NAME in row.cells else "model_id"),
    )


@cache
def _by_benchmark() -> Mapping[str, Mapping[str, Score]]:
    scores = read_scores(files.BUNDLED_FOLDER / SCORES_FILE)
    return {
        benchmark.name: {
            score.model_id: score for score in scores if score.benchmark == benchmark.name
        }
        for benchmark in BENCHMARKS
    }


@cache
def yardsticks() -> Mapping[str, Yardstick]:
    """Return every rated model as a yardstick, by its label: by benchmark, the best first."""
    return {
        yardstick.label: yardstick
        for benchmark in BENCHMARKS
        for yardstick in yardsticks_of(benchmark)
    }


@cache
def labels_by_old_one() -> Mapping[str, str]:
    """Return the label of each yardstick, by what older links call it."""
    return {yardstick.old_label: label for label, yardstick in yardsticks().items()}


def yardsticks_of(benchmark: Benchmark) -> list[Yardstick]:
    """Return the models of a benchmark as yardsticks, the best first."""
    ranked = sorted(benchmark.scores.values(), key=lambda score: (-score.score, score.model_id))
    return [Yardstick(score.model_id, benchmark) for score in ranked]


def yardsticks_by(model_id: str) -> list[Yardstick]:
    """Return what one model is a yardstick on: every benchmark that rates it."""
    return [Yardstick(model_id, each) for each in BENCHMARKS if model_id in each.scores]


def _as_good(models: pd.DataFrame, yardstick: Yardstick) -> pd.Series[bool]:
    reach = [yardstick.is_reached_by(str(model_id)) for model_id in models.index]
    return pd.Series(reach, models.index, dtype="bool")


def _where_some_are_rated(yardstick: Yardstick | None, scope: Scope) -> Yardstick | None:
    if yardstick is None or yardstick.benchmark.scores.keys().isdisjoint(scope.models.index):
        return None
    return yardstick


def _who_is_not_rated(models: pd.DataFrame, yardstick: Yardstick) -> str:
    of_type = models.index[models["type"] == _RATED_TYPE]
    unrated = len(set(of_type) - yardstick.benchmark.scores.keys())
    models_are = "1 text model is" if unrated == 1 else f"{unrated} text models are"
    return (
        f"At least as good as {yardstick.in_words()}. "
        f"{models_are} not rated there, and so left out."
    )


AS_GOOD_AS: Final[OneOf[Any]] = OneOf(
    name="as_good_as",
    label="At least as good as",
    in_advice="the quality",
    meets=_as_good,
    answerable=_where_some_are_rated,
    nothing=None,
    labels_in=lambda _: list(yardsticks()),
    value_of=lambda label: yardsticks()[labels_by_old_one().get(label, label)],
    old_labels=labels_by_old_one,
    label_of=lambda yardstick: yardstick.label,
    help="A text model whose score others must reach on the same benchmark. Models that it does "
    "not rate do not count as good enough.",
    wording="at least as good as {}",
    remark=_who_is_not_rated,
)
