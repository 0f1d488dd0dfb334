"""Lets Venice fail in every way before a running dashboard, and recover."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.faults.api_faults import LARGE_ANSWERS, READABLE_ANSWERS, REFUSED_ANSWERS
from tests.faults.dashboard import (
    IMPATIENT,
    PAGES,
    REFRESH_SECONDS,
    Dashboard,
    Outcome,
    impatient_dashboard,
    is_failing,
    is_live_with,
)
from tests.faults.faulty_venice import FaultyVenice
from tests.support.app_server import put_first_data
from venice_data.api.patience import MAX_ATTEMPTS
from venice_data.api.sources import read_bundled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.api_faults import Fault
    from tests.support.app_server import StreamlitServer

_PATIENCE_SECONDS: Final = 60
_PATIENCE_WITH_LARGE_SECONDS: Final = 400


def api_outcomes(names: str, elsewhere: FaultyVenice) -> Iterator[Outcome]:
    """Try every fault whose name the pattern finds; redirects lead `elsewhere`."""
    faults = [
        *((name, fault, False) for name, fault in REFUSED_ANSWERS.items()),
        ("a redirect elsewhere", _redirect_to(elsewhere), False),
        *((name, fault, True) for name, fault in READABLE_ANSWERS.items()),
    ]
    tried = [fault for fault in faults if re.search(names, fault[0])]
    if tried:
        yield from _outcomes_while_running(tried)
    for name, address in (
        ("no such host", "http://venice.invalid/api/v1"),
        ("TLS with who speaks none", elsewhere.base_url.replace("http:", "https:")),
        ("a refused connection", "http://127.0.0.1:9/api/v1"),
    ):
        if re.search(names, name):
            yield _outcome_from_the_start(name, address)


def _outcomes_while_running(faults: list[tuple[str, Fault, bool]]) -> Iterator[Outcome]:
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory()))
        venice = running.enter_context(FaultyVenice(read_bundled().payload))
        dashboard = Dashboard(running.enter_context(_seeded_dashboard(folder, venice.base_url)))
        dashboard.wait_until(lambda status: status["list"]["source"] == "live")
        dashboard.open_each_page()
        for name, fault, is_readable in faults:
            yield _try(dashboard, venice, name, fault, is_readable=is_readable)


def _try(
    dashboard: Dashboard, venice: FaultyVenice, name: str, fault: Fault, *, is_readable: bool
) -> Outcome:
    """Let Venice fail so, look at the dashboard meanwhile, and let Venice recover."""
    outcome = Outcome(name)
    patience = _PATIENCE_WITH_LARGE_SECONDS if name in LARGE_ANSWERS else _PATIENCE_SECONDS
    before = dashboard.status()["list"]
    dashboard.begin_to_watch()
    begun, calls_before = time.monotonic(), len(venice.requests)
    venice.fault = fault
    dashboard.open_page(outcome)  # while the first answer is awaited
    if is_readable:
        shown = dashboard.wait_until(
            lambda status: not is_failing(status) and status["list"]["models"] != before["models"],
            patience,
        )
        outcome.check("the list is not shown", holds=shown is not None)
    else:
        failed = dashboard.wait_until(is_failing, patience)
        now = dashboard.status()["list"]
        outcome.check("the failure is not told", holds=failed is not None)
        outcome.check("it is called live", holds=now["source"] == "last good")
        outcome.check("other prices", holds=now["models"] == before["models"])
    dashboard.open_page(outcome)
    dashboard.open_page(outcome)
    outcome.calls = len(venice.requests) - calls_before
    refreshes = (time.monotonic() - begun) / REFRESH_SECONDS + 1
    outcome.check("too many calls", holds=outcome.calls <= MAX_ATTEMPTS * refreshes)
    venice.fault = None
    recovered = dashboard.wait_until(is_live_with(before["models"]), patience)
    outcome.check("no recovery", holds=recovered is not None)
    outcome.recovery_seconds = recovered or 0.0
    dashboard.judge_what_was_watched(outcome)
    return outcome


def _outcome_from_the_start(name: str, address: str) -> Outcome:
    """Start a dashboard on an address at which there is no Venice."""
    outcome = Outcome(name)
    with TemporaryDirectory() as folder, _seeded_dashboard(Path(folder), address) as server:
        dashboard = Dashboard(server)
        failed = dashboard.wait_until(is_failing)
        outcome.check("the failure is not told", holds=failed is not None)
        source = dashboard.status()["list"]["source"]
        outcome.check("it is called live", holds=source == "last good")
        for _ in PAGES:
            dashboard.open_page(outcome)
        dashboard.judge_what_was_watched(outcome)
    return outcome


def _seeded_dashboard(folder: Path, base_url: str) -> StreamlitServer:
    put_first_data(folder / "data")
    return impatient_dashboard(IMPATIENT, folder, folder / "data", base_url)


def _redirect_to(elsewhere: FaultyVenice) -> Fault:
    head = f"HTTP/1.1 307 So\r\nLocation: {elsewhere.base_url}/models\r\nContent-Length: 0\r\n\r\n"
    return lambda caller: caller.sendall(head.encode())
