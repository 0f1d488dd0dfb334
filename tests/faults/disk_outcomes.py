"""Takes the disk from a running dashboard in every way, and gives it back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tenacity import retry, stop_after_delay, wait_fixed

from tests.faults.api_faults import respond_json
from tests.faults.dashboard import (
    IMPATIENT,
    PAGES,
    Dashboard,
    Outcome,
    Status,
    impatient_dashboard,
    is_failing,
    is_live_with,
)
from tests.faults.faulty_venice import FaultyVenice
from tests.support.stand_in import answer, text_model
from venice_data.api.sources import read_bundled

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

_BLOCK_BYTES: Final = 4096
_HISTORY: Final = "history.sqlite3"
_SET_ASIDE: Final = "history-damaged-*.sqlite3"
_FROM_THE_START: Final = "no disk to write to, no settings"


@dataclass(frozen=True)
class Disk:
    """The disk of a process, which nobody else sees."""

    process_id: int
    folder: Path

    @property
    def root(self) -> Path:
        """Its root, from outside."""
        return Path(f"/proc/{self.process_id}/root", *self.folder.parts[1:])

    @property
    def data(self) -> Path:
        """The dashboard's folder in it."""
        return self.root / "data"

    @retry(stop=stop_after_delay(10), wait=wait_fixed(0.01), reraise=True)
    def mount_again(self, how: str) -> None:
        """Mount it anew, which waits until no file of it is being written."""
        space = f"--mount=/proc/{self.process_id}/ns/mnt"
        command = ["nsenter", space, "mount", "-o", f"remount,{how}", str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)


@contextmanager
def _full(disk: Disk) -> Iterator[None]:
    ballast = disk.root / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(_BLOCK_BYTES))
    yield
    ballast.unlink()


@contextmanager
def _read_only(disk: Disk) -> Iterator[None]:
    disk.mount_again("ro")
    yield
    disk.mount_again("rw")


@contextmanager
def _vanished(disk: Disk) -> Iterator[None]:
    shutil.rmtree(disk.data)
    yield


@contextmanager
def _replaced_by_a_file(disk: Disk) -> Iterator[None]:
    disk.data.rename(disk.root / "elsewhere")
    disk.data.touch()
    yield
    disk.data.unlink()
    (disk.root / "elsewhere").rename(disk.data)


@contextmanager
def _history_cut(disk: Disk) -> Iterator[None]:
    history = disk.data / _HISTORY
    os.truncate(history, history.stat().st_size // _BLOCK_BYTES // 2 * _BLOCK_BYTES)
    yield


@contextmanager
def _history_of_noise(disk: Disk) -> Iterator[None]:
    (disk.data / _HISTORY).write_bytes(os.urandom(100 * _BLOCK_BYTES))
    yield


# While these last nothing can be recorded, which the dashboard says.
_LASTING: Final[dict[str, Callable[[Disk], AbstractContextManager[None]]]] = {
    "a full disk": _full,
    "a disk that became read-only": _read_only,
    "a file in place of the folder": _replaced_by_a_file,
}
# From these it recovers on its own: a new history begins, and what is left of the old one stays.
_MENDED: Final[dict[str, Callable[[Disk], AbstractContextManager[None]]]] = {
    "a folder that has vanished": _vanished,
    "a history cut in half": _history_cut,
    "a history of noise": _history_of_noise,
}
_DAMAGING: Final = frozenset({"a history cut in half", "a history of noise"})


def may_mount() -> bool:
    """Return whether this user may give a process a disk of its own."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    tried = subprocess.run([unshare, "--mount", "true"], check=False, capture_output=True)
    return tried.returncode == 0


def disk_outcomes(names: str) -> Iterator[Outcome]:
    """Try every fault whose name the pattern finds."""
    tried = [name for name in (*_LASTING, *_MENDED) if re.search(names, name)]
    if tried:
        yield from _outcomes_while_running(tried)
    if re.search(names, _FROM_THE_START):
        yield _outcome_without_a_disk()


def _outcomes_while_running(names: list[str]) -> Iterator[Outcome]:
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory()))
        mounted = folder / "disk"
        mounted.mkdir()
        venice = running.enter_context(FaultyVenice(read_bundled().payload))
        arguments = ("-m", "tests.faults.on_own_disk", str(mounted), *IMPATIENT)
        server = impatient_dashboard(arguments, folder, mounted / "data", venice.base_url)
        dashboard = Dashboard(running.enter_context(server))
        dashboard.wait_until(_is_recorded)
        dashboard.open_each_page()
        for name in names:
            yield _try(dashboard, venice, Disk(dashboard.process_id, mounted), name)


def _try(dashboard: Dashboard, venice: FaultyVenice, disk: Disk, name: str) -> Outcome:
    """Take the disk while Venice lists a newcomer; look at the dashboard; give the disk back."""
    outcome = Outcome(name)
    before = dashboard.status()
    models, newest = before["list"]["models"], before["history"]["newest"]
    calls_before = len(venice.requests)
    dashboard.begin_to_watch()
    with (_LASTING | _MENDED)[name](disk):
        venice.fault = _lists_a_newcomer
        shown = dashboard.wait_until(is_live_with(models + 1))
        outcome.check("new prices are not shown", holds=shown is not None)
        if name in _LASTING:
            told = dashboard.wait_until(lambda status: status["history_is_failing"])
            outcome.check("that nothing is recorded is not told", holds=told is not None)
        for _ in range(3):
            dashboard.open_page(outcome)
        outcome.check("prices fail", holds=not is_failing(dashboard.status()))
    recovered = dashboard.wait_until(
        lambda status: _is_recorded(status) and status["history"]["newest"] > newest
    )
    outcome.check("nothing is recorded afterwards", holds=recovered is not None)
    outcome.recovery_seconds = recovered or 0.0
    if name in _DAMAGING:
        outcome.check("not set aside", holds=_take_away(disk.data.glob(_SET_ASIDE)))
    outcome.calls = len(venice.requests) - calls_before
    venice.fault = None
    dashboard.wait_until(is_live_with(models))
    dashboard.judge_what_was_watched(outcome)
    return outcome


def _outcome_without_a_disk() -> Outcome:
    """Start a dashboard that may write nowhere and finds none of Streamlit's settings."""
    outcome = Outcome(_FROM_THE_START)
    with (
        TemporaryDirectory() as folder,
        FaultyVenice(read_bundled().payload) as venice,
        impatient_dashboard(
            ("-m", "tests.faults.on_own_disk", "", *IMPATIENT),
            Path(folder),
            Path(folder, "data"),
            venice.base_url,
        ) as server,
    ):
        dashboard = Dashboard(server)
        live = dashboard.wait_until(
            lambda status: status["list"]["source"] == "live" and status["history_is_failing"]
        )
        outcome.check("no live prices, or a history", holds=live is not None)
        for _ in PAGES:
            dashboard.open_page(outcome)
        outcome.calls = len(venice.requests)
        dashboard.judge_what_was_watched(outcome)
    return outcome


def _is_recorded(status: Status) -> bool:
    return status["history"] is not None and not status["history_is_failing"]


def _lists_a_newcomer(caller: socket.socket) -> None:
    caller.sendall(_WITH_A_NEWCOMER)


def _take_away(files: Iterator[Path]) -> bool:
    """Delete files; return whether there were any."""
    found = list(files)
    for file in found:
        file.unlink()
    return bool(found)


_WITH_A_NEWCOMER: Final = respond_json(
    answer([*read_bundled().payload["data"], text_model("newcomer")])
)
