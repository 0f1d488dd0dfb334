"""Measures what the dashboard costs beside an empty app and a plain page: `make bench`.

Ends with 1 where an aim that a saved run met is missed by more than its spread; without a saved
run it prints verdicts and ends with 0.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.bench import measurements
from tests.bench.comparison import FULL, QUICK, Comparison, Plan
from tests.bench.report import NO_SAVED_RUN, SavedRun, as_json, as_table, exit_code
from tests.support.chromium import chromium

if TYPE_CHECKING:
    from tests.bench.report import Figure

_HOW_IT_IS_MEASURED: Final = (
    "Ratios are formed within a round; the figure is their median, the spread their range.",
    "Runs and the crowd are sessions that speak Streamlit's protocol from a process of their own.",
    "No crowd of browsers is started: it would need more cores than the server that it visits.",
    "Each visitor of the crowd fetches the page and the files that it names, then runs it.",
    "Viewers ask something else at each run: another currency, another search.",
    "Visits, filters and charts are measured in Chromium.",
    "Profiles are shares of time under a profiler, which makes small calls seem dearer.",
)


def main() -> int:
    """Measure, print the table, and judge."""
    options = _options()
    begun = time.monotonic()
    plan = QUICK if options.quick else FULL
    figures, profiles = _measure(plan)
    saved = SavedRun.read(options.baseline) if options.baseline else NO_SAVED_RUN
    judged = saved.judge(figures)
    notes = [*_notes(plan, time.monotonic() - begun), *profiles]
    _say(f"{as_table(judged)}\n\n" + "\n".join(f"- {note}" for note in notes))
    if options.json:
        options.json.write_text(as_json(figures, notes), encoding="utf-8")
    return exit_code(judged)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two pages, in two minutes")
    parser.add_argument("--json", type=Path, help="file to which the figures are written")
    parser.add_argument("--baseline", type=Path, help="file of a saved run to compare with")
    return parser.parse_args()


def _measure(plan: Plan) -> tuple[list[Figure], list[str]]:
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory()))
        # Spawned, because a fork would carry the browser's connection into the load generator.
        spawning = multiprocessing.get_context("spawn")
        load = running.enter_context(ProcessPoolExecutor(1, mp_context=spawning))
        _progress("starting servers")
        bench = Comparison(plan, folder, load, running)
        figures = []
        for measure in (
            measurements.ten_viewers,
            measurements.one_viewer,
            measurements.start_and_memory,
            measurements.sizes,
        ):
            _progress(measure.__name__)
            figures += measure(bench)
        _progress("visits")
        with chromium() as browser:
            figures += measurements.visits(bench, browser)
        _progress("crowd")
        figures += measurements.crowd(bench)
        _progress("profiles")
        return figures, measurements.profiles(bench)


def _notes(plan: Plan, seconds: float) -> list[str]:
    machine = f"{os.cpu_count()} cores, Python {sys.version.split()[0]}"
    return [f"{machine}; {plan.rounds} rounds in {seconds:.0f} s", *_HOW_IT_IS_MEASURED]


def _progress(step: str) -> None:
    sys.stderr.write(f"bench: {step}\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
