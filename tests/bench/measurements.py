"""What the benchmark measures: each function returns figures of one kind, with their aims."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Final

from tests.bench import servers
from tests.bench.large_data import (
    MANY_MODELS,
    many_models,
    milliseconds_to_parse,
    put_busy_history,
    put_many_models,
)
from tests.bench.report import Aim, Figure, number_text
from tests.bench.run_profile import shares_of_parts
from tests.bench.servers import EMPTY, REFERENCE, Target
from tests.bench.viewers import (
    megabytes_per_session,
    runs_per_second,
    seconds_of_runs,
    seconds_until_all_are_served,
)
from tests.bench.visits import choose_privacy, messages_of_handling_charts, rerun, visitor
from venice_data.api.sources import read_bundled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.bench.comparison import Comparison

_VIEWERS: Final = 10
_WEEK_DAYS: Final = 7
_YEAR_DAYS: Final = 365
_TO_REFERENCE: Final = "× reference"
_TO_EMPTY: Final = "× empty"


def start_and_memory(bench: Comparison) -> list[Figure]:
    """Judge how the servers started, and measure what each further session holds."""
    seconds, megabytes = bench.started.seconds, bench.started.megabytes
    over_empty = [more - less for more, less in zip(megabytes["/"], megabytes[EMPTY], strict=True)]
    url, process_id = bench.page("/text").url, bench.dashboard.process_id
    per_session = [
        bench.load.submit(megabytes_per_session, url, process_id, bench.plan.sessions).result()
        for _ in bench.rounds()
    ]
    return [
        *_against("server start", seconds, EMPTY, Aim(1.3, _TO_EMPTY), "s", ["/"]),
        Figure("memory after start, over the empty app", "dashboard", Aim(150, "MB"), over_empty),
        Figure("memory of each further session", "/text", Aim(1, "MB"), per_session),
    ]


def one_viewer(bench: Comparison) -> list[Figure]:
    """Measure a run of each page that nobody else disturbs."""
    milliseconds = bench.sample(lambda page: _milliseconds_of_a_run(bench, page))
    aim = Aim(1.4, _TO_REFERENCE)
    return _against("one run, one viewer", milliseconds, REFERENCE, aim, "ms", bench.plan.pages)


def ten_viewers(bench: Comparison) -> list[Figure]:
    """Measure how many runs ten viewers get who never pause."""
    runs = bench.sample(
        lambda page: bench.load.submit(
            runs_per_second, page.url, _VIEWERS, bench.plan.seconds
        ).result()
    )
    aim = Aim(0.6, _TO_REFERENCE, at_least=True)
    name = f"runs a second, {_VIEWERS} viewers who never pause"
    return _against(name, runs, REFERENCE, aim, "a second", bench.plan.pages)


def crowd(bench: Comparison) -> list[Figure]:
    """Measure how long it takes until everybody is served who came at the same moment."""
    addresses = {
        REFERENCE: [bench.reference.url],
        "all pages": [page.url for page in bench.pages],
    }
    seconds = bench.sample_of(
        [bench.reference, Target("all pages", bench.dashboard.url)],
        lambda target: bench.load.submit(
            seconds_until_all_are_served, addresses[target.name], bench.plan.visitors
        ).result(),
    )
    name = f"{bench.plan.visitors} visitors at once, all served"
    (figure,) = _against(name, seconds, REFERENCE, Aim(2, _TO_REFERENCE), "s", ["all pages"])
    a_minute = 60 * bench.plan.visitors / median(seconds["all pages"])
    return [replace(figure, here=f"{figure.here}: {a_minute:.0f} visitors a minute")]


@dataclass(frozen=True)
class _Stay:
    """What one visitor of a page found, times in milliseconds."""

    readable: float
    first: float
    again: float
    changed: float
    kilobytes: float
    files: int
    messages: int


def visits(bench: Comparison, browser: Browser) -> list[Figure]:
    """Measure what a person with a browser finds: at first, coming again, and changing a filter."""
    stays = bench.sample(lambda page: _stay(browser, page))

    def judged(name: str, of: Callable[[_Stay], float], base: str, aim: Aim, unit: str) -> None:
        values = {page: [of(stay) for stay in found] for page, found in stays.items()}
        figures.extend(_against(name, values, base, aim, unit, bench.plan.pages))

    figures: list[Figure] = []
    first, again = "first visit, drawn", "return visit, drawn"
    judged(first, lambda stay: stay.first, REFERENCE, Aim(1.1, _TO_REFERENCE), "ms")
    judged(first, lambda stay: stay.first, EMPTY, Aim(1.5, _TO_EMPTY, is_stretch=True), "ms")
    judged(again, lambda stay: stay.again, REFERENCE, Aim(1.2, _TO_REFERENCE), "ms")
    judged(again, lambda stay: stay.again, EMPTY, Aim(1.6, _TO_EMPTY, is_stretch=True), "ms")
    judged("first content", lambda stay: stay.readable, EMPTY, Aim(0.3, _TO_EMPTY), "ms")
    judged("bytes of a first visit", lambda stay: stay.kilobytes, EMPTY, Aim(0.5, _TO_EMPTY), "kB")
    judged("changed filter, redrawn", lambda stay: stay.changed, EMPTY, Aim(2.5, _TO_EMPTY), "ms")
    for page in bench.plan.pages:
        messages = [float(stay.messages) for stay in stays[page]]
        files = f"{median(stay.files for stay in stays[page]):.0f} files in a first visit"
        figures.append(
            Figure(
                "hover, legend, zoom, highlight",
                page,
                Aim(0, "messages", is_count=True),
                messages,
                files,
            )
        )
    return figures


def _stay(browser: Browser, page: Target) -> _Stay:
    with visitor(browser) as person:
        first_visit = person.open(page.url)
        first = first_visit.wait_until_drawn()
        traffic = first_visit.traffic
        kilobytes, files = traffic.bytes / 1000, traffic.files
        first_visit.page.close()
        visit = person.open(page.url)
        again = visit.wait_until_drawn()
        messages = messages_of_handling_charts(visit)
        changed = (rerun if page.name == EMPTY else choose_privacy)(visit)
    return _Stay(
        first.readable, first.drawn, again.drawn, changed.drawn, kilobytes, files, messages
    )


def sizes(bench: Comparison) -> list[Figure]:
    """Measure pages over many models and over a long history, and how long lists take to read."""
    many, week, year = (bench.new_folder(name) for name in ("many", "week", "year"))
    put_many_models(many / "data")
    put_busy_history(week / "data", _WEEK_DAYS)
    put_busy_history(year / "data", _YEAR_DAYS)
    with ExitStack() as running:

        def page(name: str, folder: Path, address: str) -> Target:
            server = running.enter_context(servers.dashboard(folder))
            return Target(name, server.url, address)

        of_328 = bench.page("/text")
        of_many = page(f"/text, {MANY_MODELS:,} models", many, "text")
        of_week = page("/changes, a week", week, "changes")
        of_year = page("/changes, a year of ten changes a day", year, "changes")
        milliseconds = bench.sample_of(
            [of_328, of_many, of_week, of_year], lambda page: _milliseconds_of_a_run(bench, page)
        )
    name, many_aim, year_aim = "one run, one viewer", Aim(3, "× 328 models"), Aim(1.2, "× a week")
    return [
        *_against(name, milliseconds, of_328.name, many_aim, "ms", [of_many.name]),
        *_against(name, milliseconds, of_week.name, year_aim, "ms", [of_year.name]),
        *_parsing(bench),
    ]


def _parsing(bench: Comparison) -> list[Figure]:
    bundled = read_bundled().payload
    return [
        Figure(
            "reading a list",
            f"{len(payload['data']):,} models",
            Aim(limit, "ms"),
            [bench.load.submit(milliseconds_to_parse, payload).result() for _ in range(repeats)],
        )
        for payload, limit, repeats in ((bundled, 15, 15), (many_models(), 400, 3))
    ]


def profiles(bench: Comparison) -> list[str]:
    """Say of each page where the time of one warm run goes, in shares under a profiler."""
    folder = bench.new_folder("profiled")
    file = folder / "profile"
    lines = []
    with servers.profiled_dashboard(folder, file) as server:
        for page in servers.pages_of(server):
            if page.name in bench.plan.pages:
                bench.load.submit(seconds_of_runs, page.url, 4).result()
                shares = shares_of_parts(file)
                parts = ", ".join(f"{part} {share:.0%}" for part, share in shares.items())
                lines.append(f"One warm run of {page.name}: {parts}")
    return lines


def _milliseconds_of_a_run(bench: Comparison, page: Target) -> float:
    return 1000 * bench.load.submit(seconds_of_runs, page.url, bench.plan.runs).result()


def _against(
    name: str,
    values: dict[str, list[float]],
    base: str,
    aim: Aim,
    unit: str,
    pages: Sequence[str],
) -> list[Figure]:
    """Return one figure for each page: its values as ratios to those of the base, by round."""

    def ratios(page: str) -> list[float]:
        return [value / of_base for value, of_base in zip(values[page], values[base], strict=True)]

    def here(page: str) -> str:
        measured, of_base = (number_text(median(values[name])) for name in (page, base))
        return f"{measured} against {of_base} {unit}"

    return [Figure(name, page, aim, ratios(page), here(page)) for page in pages]
