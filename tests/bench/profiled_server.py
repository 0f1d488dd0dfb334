"""Runs Streamlit with a profiler around each script run: `profiled_server PROFILE SCRIPT`."""

from __future__ import annotations

import cProfile
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData


@contextmanager
def every_run_profiled(file: str) -> Iterator[None]:
    """Profile every run by itself, and write the last one to the file."""
    run_script = ScriptRunner._run_script

    def run_profiled(runner: ScriptRunner, rerun_data: RerunData) -> None:
        profiler = cProfile.Profile()
        profiler.runcall(run_script, runner, rerun_data)
        profiler.dump_stats(f"{file}.new")
        Path(f"{file}.new").replace(file)

    with patch.object(ScriptRunner, "_run_script", run_profiled):
        yield


if __name__ == "__main__":
    profile_file, script, *options = sys.argv[1:]
    sys.argv = ["streamlit", "run", script, *options]
    with every_run_profiled(profile_file):
        main()
