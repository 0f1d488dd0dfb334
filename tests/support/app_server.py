"""Runs a Streamlit app as its users do, in a process of its own, on a free loopback port."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final, Self

import requests
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from tests.support.free_port import free_port
from tests.support.seeded_history import put_seeded_history
from venice_data.api.sources import read_bundled, read_last_good, write_last_good
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

START_LIMIT_SECONDS: Final = 60


class StreamlitServer:
    """A running Streamlit script; `arguments` are those of Python, `settings` VENICE_* variables.

    Streamlit looks for its own settings in `working_folder`, then beside the script. `path` is
    where it serves, if not at the root.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        working_folder: Path,
        *,
        path: str = "",
        **settings: str,
    ) -> None:
        self._arguments = arguments
        self._folder = folder
        self._working_folder = working_folder
        self._path = path
        self._settings = settings
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address of the app, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def log(self) -> str:
        """What the server has printed so far."""
        return (self._folder / "app.log").read_text(encoding="utf-8")

    @property
    def process_id(self) -> int:
        """Number of the running process."""
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> Self:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("VENICE_")}
        with (self._folder / "app.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._arguments, f"--server.port={self._port}"],
                cwd=self._working_folder,
                env=environment | self._settings,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_healthy()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the server in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)

    @retry(
        retry=retry_if_exception_type((requests.ConnectionError, requests.Timeout)),
        stop=stop_after_delay(START_LIMIT_SECONDS),
        wait=wait_fixed(0.05),
        reraise=True,
    )
    def _wait_until_healthy(self) -> None:
        health = "/".join([self.url, *filter(None, [self._path]), "_stcore/health"])
        requests.get(health, timeout=5).raise_for_status()


class AppServer(StreamlitServer):
    """A running dashboard, `settings` are its VENICE_* variables.

    In a fresh folder it begins with the tests' own list as the last good one, and their history.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        data_dir = folder / "data"
        super().__init__(
            run_script(PROJECT_ROOT / "app.py"),
            folder,
            folder,
            **{"VENICE_DATA_DIR": str(data_dir), **settings},
        )
        put_first_data(data_dir)

    def __enter__(self) -> Self:
        super().__enter__()
        # It is healthy before it has loaded, and lets visitors wait until then.
        requests.get(self.url, timeout=START_LIMIT_SECONDS)
        return self


def put_first_data(data_dir: Path) -> None:
    """Put the bundled list into a fresh data folder as the last good one, and its history."""
    if read_last_good(data_dir) is None:
        write_last_good(data_dir, read_bundled())
        put_seeded_history(data_dir)


def run_script(script: Path) -> list[str]:
    """Return the arguments with which Python runs a script of Streamlit."""
    return ["-m", "streamlit", "run", str(script)]
