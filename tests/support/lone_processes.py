"""What processes of their own do to a history in tests: share it, or die over it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from itertools import count
from threading import Event
from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlalchemy import Engine, event

from tests.support.own_data import OWN_DATA, bundled_in
from tests.support.recorded_lists import after, begin, first_models, record_under
from tests.support.watches import tell
from venice_data.history.history_store import HistoryStore
from venice_data.live.store import CatalogStore
from venice_data.watch.memory import WatchMemory

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerProcess
    from multiprocessing.synchronize import Barrier

    from sqlalchemy import URL

    from venice_data.settings import Settings

PATIENCE_SECONDS: Final = 120
AT_COMMIT: Final = None
PROCESSES: Final = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


def changed_models() -> list[dict[str, Any]]:
    """Return the first models with one gone, one new, and a price and a fact changed."""
    gone, *models = first_models()
    models[0]["model_spec"]["pricing"] = {"input": {"usd": 4.5, "diem": 4}}
    models[1]["model_spec"]["name"] = "Renamed"
    return [*models, gone | {"id": "newcomer"}]


def open_together(url: URL, together: Barrier) -> None:
    """Open a history at the same moment as others do."""
    together.wait(PATIENCE_SECONDS)
    begin(url)


def open_and_die(url: URL, writes: int | None) -> None:
    """Open a history for the first time, and be killed after so many statements that write."""
    _die_after(writes)
    begin(url)


def record_and_die(url: URL, writes: int | None) -> None:
    """Record a changed list, and be killed after so many statements that write."""
    with HistoryStore(url).refresh_lease() as lease:
        assert lease is not None
        _die_after(writes)
        record_under(lease, changed_models(), after(1))


def hold_the_lease_and_die(url: URL) -> None:
    """Be killed while fetching, with the lease in hand."""
    with HistoryStore(url).refresh_lease() as lease:
        assert lease is not None
        _die()


def refresh_until_killed(settings: Settings) -> None:
    """Keep prices current as a copy of the app does, whoever else does so."""
    with bundled_in(OWN_DATA):
        store = CatalogStore(settings)
        while True:
            store.warm_up(PATIENCE_SECONDS)
            Event().wait(settings.refresh_seconds)


def tell_and_die(url: URL, webhook: str, messages: int) -> None:
    """Tell a webhook, and be killed once it has taken so many, before the last is remembered."""
    told = count(1)
    remember = WatchMemory.remember

    def remember_or_die(memory: WatchMemory, message_id: str) -> None:
        if next(told) == messages:
            _die()
        remember(memory, message_id)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WatchMemory, "remember", remember_or_die)
        tell(url, webhook)


def start(what: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """Start a process, which does not outlive this one."""
    process = PROCESSES.Process(target=what, args=arguments, daemon=True)
    process.start()
    return process


def end_of(process: ForkServerProcess) -> int | None:
    """Wait until a process has ended; return how."""
    process.join(PATIENCE_SECONDS)
    return process.exitcode


def kill(process: ForkServerProcess) -> None:
    """End a process in the middle of whatever it does."""
    process.kill()
    process.join(PATIENCE_SECONDS)


def _die_after(writes: int | None) -> None:
    numbers = count(1)
    written = 0

    def on_statement(*arguments: Any) -> None:
        nonlocal written
        statement: str = arguments[2]
        if statement.lstrip().startswith(("CREATE", "INSERT", "UPDATE", "DELETE")):
            written = next(numbers)
        if written == writes:
            _die()

    def on_commit(_: Any) -> None:
        if written:
            _die()

    event.listen(Engine, "after_cursor_execute", on_statement)
    if writes is AT_COMMIT:
        event.listen(Engine, "commit", on_commit)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
