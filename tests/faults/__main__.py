"""Puts faults of Venice and of the disk before a running dashboard: `make faults`.

Under each, pages are opened, the line about freshness is compared with the truth, and memory and
calls are counted; then the fault is over, and the dashboard must recover without a restart. Ends
with 1 where one of them does not hold.
"""

from __future__ import annotations

import argparse
import sys
from itertools import chain

from tests.faults.api_outcomes import api_outcomes
from tests.faults.dashboard import KEY
from tests.faults.disk_outcomes import disk_outcomes, may_mount
from tests.faults.faulty_venice import FaultyVenice
from venice_data.api.sources import read_bundled


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
        of_disks = disk_outcomes(names) if may_mount() else ()
        for outcome in chain(of_disks, api_outcomes(names, elsewhere)):
            _say(str(outcome))
            broken += bool(outcome.broken)
        if any(KEY in head for head in elsewhere.requests):
            _say("BROKEN: the key was sent elsewhere")
            broken += 1
    if not may_mount():
        _say("The faults of disks were not tried: that takes Linux, and the right to mount.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
