"""Runs of a watch, and a webhook on loopback that takes what it is told, or as scripted."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, create_engine, update

from tests.support.stand_in import Answer, Request, StandInVenice
from venice_data.commands.watch import tell_what_is_new
from venice_data.history.history_store import HistoryStore
from venice_data.watch.memory import HELD_SECONDS, WATCHES, WatchMemory
from venice_data.watch.messages import Interests
from venice_data.watch.webhook import Webhook

if TYPE_CHECKING:
    from sqlalchemy import URL


class StandInWebhook(StandInVenice):
    """Takes every message, but for what is scripted."""

    @property
    def address(self) -> str:
        """What `VENICE_WATCH_WEBHOOK` is to be set to."""
        return f"{self.origin}/hooks/secret-path"

    @property
    def contents(self) -> list[Any]:
        """What came, decoded."""
        return [json.loads(request.body) for request in self.requests]

    @property
    def ids(self) -> list[str]:
        """The ids under which messages came."""
        return [request.headers["idempotency-key"] for request in self.requests]

    def _serve(self, request: Request) -> Answer:
        return Answer(200 if request.method == "POST" else 405, b"ok")


def tell(url: URL, address: str, interests: Interests | None = None, name: str = "tests") -> None:
    """Run a watch once, with the patience of a test."""
    store = HistoryStore(url)
    webhook = Webhook(address, for_chat=False, site="https://prices.example", sleep=_no_time)
    told = tell_what_is_new(
        store.read(), WatchMemory(store, name), interests or Interests(), webhook
    )
    for _ in told:
        pass


def let_the_right_lapse(url: URL) -> None:
    """Let so much time pass that the right of a run that was killed has lapsed."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        held = connection.execute(WATCHES.select()).one().held_until
        lapsed = held - timedelta(seconds=HELD_SECONDS + 1)
        connection.execute(update(WATCHES).values(held_until=lapsed))


def _no_time(_: float) -> None:
    """Wait no longer between attempts."""
