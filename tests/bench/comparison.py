"""One comparison: its servers, how much is measured, and samples that a drift hits alike."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from tests.bench import servers
from tests.bench.servers import EMPTY, REFERENCE, Target
from tests.bench.viewers import seconds_of_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

_Sample = TypeVar("_Sample")


@dataclass(frozen=True)
class Plan:
    """How much is measured; once `limit_seconds` are over, what is left is measured once each."""

    pages: tuple[str, ...]
    rounds: int
    runs: int
    seconds: float
    visitors: int
    sessions: int
    limit_seconds: float


FULL: Final = Plan(
    pages=("/", "/text", "/images", "/calculator", "/compare", "/changes"),
    rounds=3,
    runs=8,
    seconds=3.0,
    visitors=120,
    sessions=40,
    limit_seconds=360,
)
QUICK: Final = Plan(
    pages=("/", "/text"),
    rounds=2,
    runs=4,
    seconds=1.5,
    visitors=24,
    sessions=10,
    limit_seconds=60,
)


@dataclass(frozen=True)
class Start:
    """How long servers took to answer, and what they then held."""

    seconds: dict[str, list[float]]
    megabytes: dict[str, list[float]]


class Comparison:
    """The dashboard beside an empty app and a reference page, each in a process of its own.

    `load` runs the viewers, in a process of their own too; servers end with `running`.
    """

    def __init__(self, plan: Plan, folder: Path, load: Executor, running: ExitStack) -> None:
        self.plan = plan
        self.load = load
        self._folder = folder
        self._ends_at = time.monotonic() + plan.limit_seconds
        self.started = self._start(running)

    def _start(self, running: ExitStack) -> Start:
        """Start every server once in each round; those of the last round stay."""
        start = Start(defaultdict(list), defaultdict(list))
        kept = ExitStack()
        running.push(kept)
        for number in self.rounds():
            kept.close()
            empty = servers.empty_app(self.new_folder(f"{EMPTY}-{number}"))
            reference = servers.reference_app(self.new_folder(f"{REFERENCE}-{number}"))
            dashboard = servers.dashboard(self.new_folder(f"dashboard-{number}"))
            for name, server in {EMPTY: empty, REFERENCE: reference, "/": dashboard}.items():
                start.seconds[name].append(servers.seconds_to_start(server, kept))
                # What is loaded behind the first answer is there once a run has needed it.
                self.load.submit(seconds_of_runs, server.url, 1).result()
                start.megabytes[name].append(servers.resident_megabytes(server.process_id))
            self.empty = Target(EMPTY, empty.url)
            self.reference = Target(REFERENCE, reference.url)
            self.dashboard = dashboard
        pages = servers.pages_of(self.dashboard)
        self.pages = [page for page in pages if page.name in self.plan.pages]
        return start

    def new_folder(self, name: str) -> Path:
        """Make a folder for a server."""
        folder = self._folder / name
        folder.mkdir()
        return folder

    def page(self, name: str) -> Target:
        """Return a page of the dashboard."""
        return next(page for page in self.pages if page.name == name)

    def rounds(self) -> Iterator[int]:
        """Count rounds; one at least, and no further one once time is up."""
        for number in range(self.plan.rounds):
            if number and time.monotonic() > self._ends_at:
                return
            yield number

    def sample(self, measure: Callable[[Target], _Sample]) -> dict[str, list[_Sample]]:
        """Measure every page in each round, there and back, so that a drift hits all alike."""
        return self.sample_of([self.empty, self.reference, *self.pages], measure)

    def sample_of(
        self, targets: list[Target], measure: Callable[[Target], _Sample]
    ) -> dict[str, list[_Sample]]:
        """Measure some pages in each round, there and back."""
        values = defaultdict(list)
        for number in self.rounds():
            for target in reversed(targets) if number % 2 else targets:
                values[target.name].append(measure(target))
        return values
