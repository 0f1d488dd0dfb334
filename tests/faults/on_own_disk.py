"""Runs Python with a disk of its own, which nothing else sees: `on_own_disk FOLDER ARGUMENTS`.

The folder becomes a small disk. Where it is empty, all there is may be read and nothing written,
temporary files included, and Streamlit finds none of the project's settings.
"""

from __future__ import annotations

import os
import sys

from venice_data.settings import PROJECT_ROOT

_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=16m none "$0" && exec "$@"'
_ON_NO_DISK = 'mount -t tmpfs none "$0" && mount -o remount,bind,ro / && exec "$@"'

if __name__ == "__main__":
    folder, *arguments = sys.argv[1:]
    steps = _ON_A_SMALL_DISK if folder else _ON_NO_DISK
    mounted = folder or str(PROJECT_ROOT / ".streamlit")
    command = ["unshare", "--mount", "sh", "-c", steps, mounted, sys.executable, *arguments]
    os.execvp(command[0], command)  # noqa: S606 - fixed words; this process becomes the server and gets its signals
