"""What tests of pages begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.page_driver import offline_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let every page read from a fresh data folder, never from a network."""
    yield from offline_site(monkeypatch, tmp_path)
