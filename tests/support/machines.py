"""What answers machines, over the tests' own list and history or others."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server.machine_answers import METHODS, PATH, MachineAnswers
from tests.support.asking import SITE
from tests.support.held_store import HeldStore
from tests.support.samples import bundled
from tests.support.seeded_history import seeded_history
from venice_data.live.store import Snapshot


def held_store() -> HeldStore:
    """Return a store that holds the tests' own list and history."""
    return HeldStore(Snapshot(bundled(), history=seeded_history()))


def answers_over(store: HeldStore) -> MachineAnswers:
    """Return what answers from the list of a store."""
    return MachineAnswers(store.as_store(), lambda _: SITE)


def client_of(machines: MachineAnswers) -> TestClient:
    """Return a client that asks nothing else."""
    return TestClient(Starlette(routes=[Route(f"/{PATH}", machines.answer, methods=METHODS)]))


def machine_client(store: HeldStore | None = None) -> TestClient:
    """Return a client of the answers over a store, by default over the tests' own list."""
    return client_of(answers_over(store or held_store()))
