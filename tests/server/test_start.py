"""The server answers at once; what takes its time is done meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import anyio
import pytest
from starlette.responses import PlainTextResponse

import app
from pages.server import site_answers
from tests.bench.viewers import run_apart
from tests.support.page_driver import offline_site
from tests.support.stand_in import Answer
from venice_data.live.store import CatalogStore
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import Message

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
    monkeypatch.setattr(site_answers, "shared_store", lambda: store)

    async def start() -> str:
        async with site_answers.getting_ready():
            return store.current().catalog.source

    assert run_apart(start()) == "bundled"
    assert not held.is_set()
    held.set()


def test_who_comes_before_the_site_is_loaded_waits_but_for_the_health_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before, the server was not there for the seconds that imports take."""
    answered: list[str] = []

    async def meet() -> None:
        loaded = anyio.Event()
        monkeypatch.setattr(app, "LOADED", loaded)
        server = app.SiteOnceLoaded(PlainTextResponse("Streamlit"))

        async def come(kind: str, path: str) -> None:
            scope = {"type": kind, "path": path, "method": "GET", "headers": []}
            await server(scope, _nothing, _ignore)
            answered.append(path)

        async with anyio.create_task_group() as visitors:
            visitors.start_soon(come, "http", "/static/js/early.js")
            visitors.start_soon(come, "websocket", "/_stcore/stream")
            await come("http", "/prices/_stcore/health")
            await anyio.wait_all_tasks_blocked()
            assert answered == ["/prices/_stcore/health"]
            loaded.set()

    run_apart(meet())
    assert len(answered) == 3


def test_a_setting_that_cannot_be_used_ends_the_server_with_a_word_on_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended: list[int] = []

    def fail(_: str) -> None:
        sys.exit("VENICE_REFRESH_SECONDS")

    monkeypatch.setattr(app, "import_module", fail)
    monkeypatch.setattr("os._exit", ended.append)
    app.load_site()
    assert ended == [1]
    assert "VENICE_REFRESH_SECONDS" in capsys.readouterr().err


@pytest.mark.thorough
@pytest.mark.parametrize("late", ["altair", "sqlalchemy"])
def test_what_takes_long_to_import_is_not_waited_for(late: str) -> None:
    """Each takes a fifth of a second, and no chart and no history is asked for yet."""
    first_answer = (
        "import sys; from pages.server import site_answers as site;"
        "site.find_first(site.shared_store());"
        f"print({late!r} in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", first_answer],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "False\n"


async def _nothing() -> Message:
    """Stand for a visitor who sends nothing."""
    return {}


async def _ignore(_: Message) -> None:
    """Take what an answer consists of."""
