"""Lets many sessions at a dashboard at once, stay, come and go, and lose their copy: `make load`.

Ends with 1 where a session meets an error, memory grows with those who have left, or the viewers
of a copy that is killed are not served by the other one in time.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from websockets.exceptions import WebSocketException

from pages.shared.site import PAGES
from tests.bench.servers import dashboard, resident_megabytes
from tests.bench.viewers import BrokenPageError, open_viewer, run_apart

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Iterator, Sequence
    from typing import Any

    from tests.support.app_server import AppServer

_SECONDS_BETWEEN_QUESTIONS: Final = 10
_AT_ONCE: Final = 4  # who come and go at the same moment
_SECONDS_UNTIL_BACK: Final = 5
_MEGABYTES_OF_NOISE: Final = 20  # what the same work holds more or less of from time to time
_PATIENCE_SECONDS: Final = 60
_LOST: Final = (OSError, WebSocketException, TimeoutError)


@dataclass(frozen=True)
class Plan:
    """How many sessions, and for how long."""

    busy: int
    busy_seconds: float
    idle: int
    passing: int
    moving: int


SMALL: Final = Plan(busy=20, busy_seconds=40, idle=60, passing=120, moving=6)
FULL: Final = Plan(busy=200, busy_seconds=180, idle=1000, passing=5000, moving=50)


@dataclass(frozen=True)
class Finding:
    """What a load came to, in words, and whether it holds."""

    text: str
    holds: bool


def busy_sessions(server: AppServer, plan: Plan) -> Finding:
    """Let sessions ask something else every ten seconds."""
    seconds: list[float] = []
    errors: list[str] = []

    async def visit(number: int) -> None:
        await asyncio.sleep(_SECONDS_BETWEEN_QUESTIONS * number / plan.busy)
        try:
            async with open_viewer(_page(server, number), number) as viewer:
                await viewer.look()
                end = time.monotonic() + plan.busy_seconds
                while time.monotonic() < end:
                    run = await viewer.ask()
                    seconds.append(run.seconds)
                    await asyncio.sleep(max(0.0, _SECONDS_BETWEEN_QUESTIONS - run.seconds))
        except (BrokenPageError, *_LOST) as error:
            errors.append(repr(error))

    run_apart(_all_of(visit(number) for number in range(plan.busy)))
    slow = statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else 0.0
    median = statistics.median(seconds or [0.0])
    text = (
        f"{plan.busy} sessions that ask every {_SECONDS_BETWEEN_QUESTIONS} s: {len(seconds)} runs, "
        f"median {median:.2f} s, one in twenty over {slow:.2f} s, {len(errors)} errors"
    )
    log = [server.log[-2000:]] if errors else []
    return Finding("\n".join([text, *errors[:3], *log]), not errors)


def idle_sessions(server: AppServer, plan: Plan) -> Finding:
    """Let sessions open a page and stay, then see that one more is served."""

    async def stay() -> tuple[float, float]:
        async with AsyncExitStack() as stack:
            before = resident_megabytes(server.process_id)
            for number in range(plan.idle):
                viewer = await stack.enter_async_context(open_viewer(_page(server, number)))
                await viewer.look()
            held = resident_megabytes(server.process_id) - before
            async with open_viewer(_page(server, 0)) as viewer:
                return held, (await viewer.look()).seconds

    held, seconds = run_apart(stay())
    return Finding(
        f"{plan.idle} idle sessions: {held:.0f} MB, one more is served in {seconds:.2f} s",
        holds=seconds < _PATIENCE_SECONDS,
    )


def passing_sessions(server: AppServer, plan: Plan) -> Finding:
    """Let sessions come and go; what the second half of them leaves behind is what leaks."""
    half = plan.passing // 2
    try:
        run_apart(_come_and_go(server, half))
        before = resident_megabytes(server.process_id)
        run_apart(_come_and_go(server, half))
        after = resident_megabytes(server.process_id)
    except (BrokenPageError, *_LOST) as error:
        return Finding(f"sessions that come and go: {error!r}\n{server.log[-2000:]}", holds=False)
    return Finding(
        f"{plan.passing} sessions that come and go: {before:.0f} MB after half of them, "
        f"{after:.0f} MB after all",
        holds=after - before < _MEGABYTES_OF_NOISE,
    )


async def _come_and_go(server: AppServer, sessions: int) -> None:
    numbers = count()

    async def visit_in_turn() -> None:
        while (number := next(numbers)) < sessions:
            async with open_viewer(_page(server, number)) as viewer:
                await viewer.look()

    await _all_of(visit_in_turn() for _ in range(_AT_ONCE))


def moving_sessions(servers: Sequence[AppServer], plan: Plan) -> Finding:
    """Kill the first copy while its viewers ask, and see when the other serves them."""
    until_back: list[float] = []
    all_asked = asyncio.Event()
    waiting = set(range(plan.moving))

    async def visit(number: int) -> None:
        try:
            async with open_viewer(_page(servers[0], number), number) as viewer:
                await viewer.look()
                waiting.discard(number)
                if not waiting:
                    all_asked.set()
                while True:
                    await viewer.ask()
        except _LOST:
            lost_at = time.monotonic()
        async with open_viewer(_page(servers[1], number), number) as viewer:
            await viewer.look()
            until_back.append(time.monotonic() - lost_at)

    async def kill() -> None:
        await all_asked.wait()
        await asyncio.to_thread(servers[0].kill)

    async def move() -> None:
        await _all_of([kill(), *(visit(number) for number in range(plan.moving))])

    run_apart(move())
    return Finding(
        f"a copy killed under {plan.moving} sessions: all back on the other, the last after "
        f"{max(until_back):.1f} s",
        len(until_back) == plan.moving and max(until_back) < _SECONDS_UNTIL_BACK,
    )


async def _all_of(sessions: Iterable[Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*sessions)


def _page(server: AppServer, number: int) -> str:
    return f"{server.url}/{PAGES[number % len(PAGES)].address}"


def _findings(plan: Plan) -> Iterator[Finding]:
    with ExitStack() as running:
        servers = []
        for _ in range(2):
            folder = Path(running.enter_context(TemporaryDirectory()))
            servers.append(running.enter_context(dashboard(folder)))
        yield busy_sessions(servers[1], plan)
        yield passing_sessions(servers[1], plan)
        yield idle_sessions(servers[1], plan)
        yield moving_sessions(servers, plan)


def main() -> int:
    """Put every load on, print a line for each, and judge."""
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of it, in a few minutes")
    plan = SMALL if parser.parse_args().small else FULL
    all_hold = True
    for finding in _findings(plan):
        sys.stdout.write(f"{'holds ' if finding.holds else 'BROKEN'} {finding.text}\n")
        sys.stdout.flush()
        all_hold &= finding.holds
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
