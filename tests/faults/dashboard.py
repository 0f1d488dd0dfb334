"""A running dashboard that is looked at under a fault, and what comes of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import requests
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from pages.shared import site
from tests.bench.viewers import BrokenPageError, open_viewer, run_apart
from tests.support.app_server import StreamlitServer
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

KEY: Final = "venice-key-0123456789"
REFRESH_SECONDS: Final = 1
PAGES: Final = tuple(page.address for page in site.PAGES)
IMPATIENT: Final = ("-m", "tests.faults.impatient_server", str(PROJECT_ROOT / "app.py"))
_PATIENCE_SECONDS: Final = 60
_LONGEST_PAGE_SECONDS: Final = 30  # of a machine that does other things too
_MOST_MEGABYTES: Final = 1000

Status = dict[str, Any]


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
    """The running dashboard, as its visitors and its host see it."""

    def __init__(self, server: StreamlitServer) -> None:
        self._server = server
        self._pages = cycle(PAGES)
        self._logged = 0

    @property
    def process_id(self) -> int:
        """Number of the running process."""
        return self._server.process_id

    def status(self) -> Status:
        """Return what the dashboard says of itself; asking also starts a refresh that is due."""
        status: Status = requests.get(
            f"{self._server.url}/api/status.json", timeout=_PATIENCE_SECONDS
        ).json()
        return status

    def wait_until(
        self, holds: Callable[[Status], bool], patience_seconds: float = _PATIENCE_SECONDS
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

    def open_each_page(self) -> None:
        """Open all pages once: the first visit to each costs more."""
        for _ in PAGES:
            self.open_page(Outcome("none"))

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

    def begin_to_watch(self) -> None:
        """Forget how much memory was held before, and what was logged."""
        self._proc("clear_refs").write_text("5", encoding="ascii")
        self._logged = len(self._server.log)

    def judge_what_was_watched(self, outcome: Outcome) -> None:
        """Note how much memory was held, and what the host reads in the log."""
        outcome.peak_megabytes = self._peak_megabytes()
        outcome.check("memory", holds=outcome.peak_megabytes < _MOST_MEGABYTES)
        logged = self._server.log[self._logged :]
        outcome.check("a key in the log", holds=KEY not in logged)
        outcome.check(f"a traceback in the log\n{logged[-3000:]}", holds="Traceback" not in logged)

    def _peak_megabytes(self) -> float:
        for line in self._proc("status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def _proc(self, name: str) -> Path:
        return Path(f"/proc/{self.process_id}/{name}")


async def _look_at(url: str) -> None:
    async with open_viewer(url) as viewer:
        await viewer.look()


def impatient_dashboard(
    arguments: tuple[str, ...], folder: Path, data_dir: Path, base_url: str
) -> StreamlitServer:
    """Return a dashboard that asks this address every second, with a tenth of its patience."""
    return StreamlitServer(
        arguments,
        folder,
        PROJECT_ROOT,
        VENICE_DATA_DIR=str(data_dir),
        VENICE_API_BASE_URL=base_url,
        VENICE_API_KEY=KEY,
        VENICE_REFRESH_SECONDS=str(REFRESH_SECONDS),
        VENICE_ACCESS_TOKEN="",
    )


def is_failing(status: Status) -> bool:
    """Return whether the last refresh gave no list."""
    return bool(status["refresh"]["is_failing"])


def is_live_with(models: int) -> Callable[[Status], bool]:
    """Return what says whether the list is live and has so many models."""
    return lambda status: (
        not is_failing(status)
        and status["list"]["source"] == "live"
        and status["list"]["models"] == models
    )
