"""The deployed set: each package of `requirements.lock`, with its version and its hashes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from packaging.requirements import Requirement

from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK: Final = PROJECT_ROOT / "requirements.lock"
_HASH: Final = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


class Locked(NamedTuple):
    """One package; it is installed where its requirement's marker holds."""

    requirement: Requirement
    hashes: list[str]


def locked_packages() -> Iterator[Locked]:
    """Read the packages that this Python and this system would install."""
    for entry in re.split(r"\n(?=\w)", LOCK.read_text(encoding="utf-8")):
        pinned = Requirement(entry.partition("\\")[0])
        if pinned.marker is None or pinned.marker.evaluate():
            yield Locked(pinned, _HASH.findall(entry))
