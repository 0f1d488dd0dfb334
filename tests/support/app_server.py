"""Runs the dashboard as its users do, in a process of its own, on a free loopback port."""

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
    from pathlib import Path
    from types import TracebackType

START_LIMIT_SECONDS: Final = 60


class AppServer:
    """A running dashboard, `settings` are its VENICE_* variables.

    In a fresh folder it begins with the tests' own list as the last good one, and their history.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        data_dir = folder / "data"
        self._settings = {"VENICE_DATA_DIR": str(data_dir), **settings}
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        if read_last_good(data_dir) is None:
            write_last_good(data_dir, read_bundled())
            put_seeded_history(data_dir)

    @property
    def url(self) -> str:
        """Address of the dashboard, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def log(self) -> str:
        """What the server has printed so far."""
        return (self._folder / "app.log").read_text(encoding="utf-8")

    def __enter__(self) -> Self:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("VENICE_")}
        with (self._folder / "app.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "streamlit",
                    "run",
                    str(PROJECT_ROOT / "app.py"),
                    f"--server.port={self._port}",
                ],
                cwd=self._folder,
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
        """End the dashboard in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)

    @retry(
        retry=retry_if_exception_type((requests.ConnectionError, requests.Timeout)),
        stop=stop_after_delay(START_LIMIT_SECONDS),
        wait=wait_fixed(0.1),
        reraise=True,
    )
    def _wait_until_healthy(self) -> None:
        requests.get(f"{self.url}/_stcore/health", timeout=5).raise_for_status()
