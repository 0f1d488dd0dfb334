"""Puts one fault of Venice after the other before a running dashboard: `make faults`.

Under each, pages are opened, the line about freshness is compared with the truth, and memory and
calls are counted; then Venice recovers, and so must the dashboard, without a restart. Ends with 1
where one of them does not hold.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import requests
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from tests.bench.viewers import BrokenPageError, open_viewer, run_apart
from tests.faults.api_faults import LARGE_ANSWERS, READABLE_ANSWERS, REFUSED_ANSWERS
from tests.faults.faulty_venice import FaultyVenice
from tests.support.app_server import StreamlitServer, put_first_data
from venice_data.api.client import MAX_ATTEMPTS
from venice_data.api.sources import read_bundled
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.api_faults import Fault

_KEY: Final = "venice-key-0123456789"
_REFRESH_SECONDS: Final = 1
_PATIENCE_SECONDS: Final = 60
_PATIENCE_WITH_LARGE_SECONDS: Final = 400
_LONGEST_PAGE_SECONDS: Final = 15  # of a machine that does other things too
_MOST_MEGABYTES: Final = 1000
_PAGES: Final = ("", "text", "images", "video", "audio", "calculator", "compare", "changes", "data")


@dataclass
class Outcome:
    """What a fault came to: the figures of it, and what did not hold."""

    name: str
    slowest_page_seconds: float = 0.0
    peak_megabytes: float = 0.0
    calls: int = 0
    recovery_seconds: float = 0.0
    broken: list[str] = field(default_factory=list)

    def check(self, what: str, *, holds: bool) -> None:
        """Note what does not hold."""
        if not holds:
            self.broken.append(what)

    def __str__(self) -> str:
        verdict = "holds" if not self.broken else f"BROKEN: {'; '.join(self.broken)}"
        return (
            f"{self.name:<36} {self.slowest_page_seconds:6.2f} s {self.peak_megabytes:6.0f} MB "
            f"{self.calls:3d} calls {self.recovery_seconds:6.1f} s  {verdict}"
        )


class Dashboard:
    """The running dashboard, and the API that it asks."""

    def __init__(self, server: StreamlitServer, venice: FaultyVenice) -> None:
        self._server = server
        self._venice = venice
        self._pages = cycle(_PAGES)

    def status(self) -> dict[str, Any]:
        """Return what the dashboard says of itself; asking also starts a refresh that is due."""
        status: dict[str, Any] = requests.get(
            f"{self._server.url}/api/status.json", timeout=_PATIENCE_SECONDS
        ).json()
        return status

    def wait_until(
        self, holds: Callable[[dict[str, Any]], bool], patience_seconds: float = _PATIENCE_SECONDS
    ) -> float | None:
        """Return after how many seconds it held; None where it does not in time."""
        looking = Retrying(
            retry=retry_if_result(lambda it_holds: not it_holds),
            stop=stop_after_delay(patience_seconds),
            wait=wait_fixed(0.1),
            retry_error_callback=lambda _: False,
        )
        begun = time.monotonic()
        it_holds = looking(lambda: holds(self.status()))
        return time.monotonic() - begun if it_holds else None

    def try_fault(self, name: str, fault: Fault, *, is_readable: bool) -> Outcome:
        """Let Venice fail so, look at the dashboard meanwhile, and let Venice recover."""
        outcome = Outcome(name)
        patience = _PATIENCE_WITH_LARGE_SECONDS if name in LARGE_ANSWERS else _PATIENCE_SECONDS
        before = self.status()["list"]
        self._forget_peak()
        begun, calls_before = time.monotonic(), len(self._venice.requests)
        self._venice.fault = fault
        self.open_page(outcome)  # while the first answer is awaited
        if is_readable:
            shown = self.wait_until(
                lambda status: (
                    not _is_failing(status) and status["list"]["models"] != before["models"]
                ),
                patience,
            )
            outcome.check("the list is not shown", holds=shown is not None)
        else:
            failed = self.wait_until(_is_failing, patience)
            now = self.status()["list"]
            outcome.check("the failure is not told", holds=failed is not None)
            outcome.check("it is called live", holds=now["source"] == "last good")
            outcome.check("other prices", holds=now["models"] == before["models"])
        self.open_page(outcome)
        self.open_page(outcome)
        outcome.calls = len(self._venice.requests) - calls_before
        refreshes = (time.monotonic() - begun) / _REFRESH_SECONDS + 1
        outcome.check("too many calls", holds=outcome.calls <= MAX_ATTEMPTS * refreshes)
        self._venice.fault = None
        recovered = self.wait_until(_is_live_with(before["models"]), patience)
        outcome.check("no recovery", holds=recovered is not None)
        outcome.recovery_seconds = recovered or 0.0
        outcome.peak_megabytes = self.peak_megabytes()
        outcome.check("memory", holds=outcome.peak_megabytes < _MOST_MEGABYTES)
        outcome.check("a key in the log", holds=_KEY not in self._server.log)
        return outcome

    def open_page(self, outcome: Outcome) -> None:
        """Open the next page, first as plain HTML, then as a session."""
        page = next(self._pages)
        url = f"{self._server.url}/{page}"
        begun = time.perf_counter()
        try:
            requests.get(url, timeout=_PATIENCE_SECONDS).raise_for_status()
            run_apart(_look_at(url))
        except (requests.RequestException, BrokenPageError, TimeoutError) as error:
            outcome.check(f"/{page}: {error}\n{self._server.log[-2000:]}", holds=False)
        seconds = time.perf_counter() - begun
        outcome.check(f"/{page} is slow", holds=seconds < _LONGEST_PAGE_SECONDS)
        outcome.slowest_page_seconds = max(outcome.slowest_page_seconds, seconds)

    def _forget_peak(self) -> None:
        self._proc("clear_refs").write_text("5", encoding="ascii")

    def peak_megabytes(self) -> float:
        """Return the most memory that the dashboard has held since the fault began."""
        for line in self._proc("status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def _proc(self, name: str) -> Path:
        return Path(f"/proc/{self._server.process_id}/{name}")


async def _look_at(url: str) -> None:
    async with open_viewer(url) as viewer:
        await viewer.look()


def _is_failing(status: dict[str, Any]) -> bool:
    return bool(status["refresh"]["is_failing"])


def _is_live_with(models: int) -> Callable[[dict[str, Any]], bool]:
    return lambda status: (
        not _is_failing(status)
        and status["list"]["source"] == "live"
        and status["list"]["models"] == models
    )


def impatient_dashboard(folder: Path, base_url: str) -> StreamlitServer:
    """Return a dashboard that asks this address every second, with a tenth of its patience."""
    put_first_data(folder / "data")
    return StreamlitServer(
        ["-m", "tests.faults.impatient_server", str(PROJECT_ROOT / "app.py")],
        folder,
        PROJECT_ROOT,
        VENICE_DATA_DIR=str(folder / "data"),
        VENICE_API_BASE_URL=base_url,
        VENICE_API_KEY=_KEY,
        VENICE_REFRESH_SECONDS=str(_REFRESH_SECONDS),
        VENICE_ACCESS_TOKEN="",
    )


def _outcomes(names: str, elsewhere: FaultyVenice) -> Iterator[Outcome]:
    leads_away = _redirect_to(elsewhere)
    faults = [
        *((name, fault, False) for name, fault in REFUSED_ANSWERS.items()),
        ("a redirect elsewhere", leads_away, False),
        *((name, fault, True) for name, fault in READABLE_ANSWERS.items()),
    ]
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory()))
        venice = running.enter_context(FaultyVenice(read_bundled().payload))
        server = running.enter_context(impatient_dashboard(folder, venice.base_url))
        dashboard = Dashboard(server, venice)
        dashboard.wait_until(lambda status: status["list"]["source"] == "live")
        for _ in _PAGES:
            dashboard.open_page(Outcome("none"))  # the first visit to a page costs more
        for name, fault, is_readable in faults:
            if re.search(names, name):
                yield dashboard.try_fault(name, fault, is_readable=is_readable)
    for what, address in (
        ("no such host", "http://venice.invalid/api/v1"),
        ("TLS with who speaks none", elsewhere.base_url.replace("http:", "https:")),
        ("a refused connection", "http://127.0.0.1:9/api/v1"),
    ):
        if re.search(names, what):
            yield _outcome_from_the_start(what, address)


def _outcome_from_the_start(name: str, address: str) -> Outcome:
    """Start a dashboard on an address at which there is no Venice."""
    outcome = Outcome(name)
    with (
        TemporaryDirectory() as folder,
        FaultyVenice(None) as nobody,
        impatient_dashboard(Path(folder), address) as server,
    ):
        dashboard = Dashboard(server, nobody)
        failed = dashboard.wait_until(_is_failing)
        outcome.check("the failure is not told", holds=failed is not None)
        source = dashboard.status()["list"]["source"]
        outcome.check("it is called live", holds=source == "last good")
        for _ in _PAGES:
            dashboard.open_page(outcome)
        outcome.peak_megabytes = dashboard.peak_megabytes()
    return outcome


def _redirect_to(elsewhere: FaultyVenice) -> Fault:
    head = f"HTTP/1.1 307 So\r\nLocation: {elsewhere.base_url}/models\r\nContent-Length: 0\r\n\r\n"
    return lambda caller: caller.sendall(head.encode())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Try every fault whose name holds what was given, print a line for each, and judge."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument(
        "names", nargs="?", default="", help="only faults whose name this pattern finds"
    )
    names = parser.parse_args().names
    broken = 0
    _say(f"{'fault':<36} slowest page, peak memory, calls, recovery")
    with FaultyVenice(read_bundled().payload) as elsewhere:
        for outcome in _outcomes(names, elsewhere):
            _say(str(outcome))
            broken += bool(outcome.broken)
        if any(_KEY in head for head in elsewhere.requests):
            _say("BROKEN: the key was sent elsewhere")
            broken += 1
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
