"""The server answers at once; what takes its time is done meanwhile."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import anyio
import pytest

import app
from tests.support.page_driver import offline_site
from tests.support.stand_in import Answer
from venice_data.live.store import CatalogStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.stand_in import StandInVenice
    from venice_data.settings import Settings


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def test_the_server_is_there_while_venice_hangs(
    venice: StandInVenice, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()  # ten seconds went by before the first answer
    venice.script(Answer(hold_until=held))
    store = CatalogStore(settings)
    monkeypatch.setattr(app, "shared_store", lambda: store)

    async def start() -> str:
        async with app.getting_ready(app.app):
            return store.current().catalog.source

    assert anyio.run(start) == "bundled"
    assert not held.is_set()
    held.set()
