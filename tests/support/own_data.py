"""The list and the history of the tests' own, in place of those that ship with the project."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from venice_data.api import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

# A choice of what shipped in August 2026. It never changes: a newer list ships, this one stays.
OWN_DATA: Final = Path(__file__).resolve().parent.parent / "data"
SHIPPED: Final = sources.BUNDLED_FOLDER


@contextmanager
def bundled_in(folder: Path) -> Iterator[None]:
    """Let the list and the history of a folder be those that every history begins with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "BUNDLED_FOLDER", folder)
        yield
