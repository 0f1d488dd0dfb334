"""Data of sizes that no list has yet: 10,000 models, and a history of ten changes a day."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, Final

from tests.support.recorded_lists import seeded_with
from venice_data import parse_models
from venice_data.api.sources import SavedAnswer, read_bundled, write_last_good
from venice_data.history.history_store import HistoryStore
from venice_data.history.list_states import ListState, state_of
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY_MODELS: Final = 10_000
CHANGES_PER_DAY: Final = 10
_PRICE_MOVE: Final = 1.1


def many_models() -> dict[str, Any]:
    """Return an answer with 10,000 models: those of the bundled list, again and again."""
    models = islice(cycle(read_bundled().payload["data"]), MANY_MODELS)
    numbered = [{**model, "id": f"{model['id']}-{n}"} for n, model in enumerate(models)]
    return {"object": "list", "type": "all", "data": numbered}


def milliseconds_to_parse(payload: Any) -> float:
    """Return how long it takes to read an answer into a catalog."""
    begun = time.perf_counter()
    parse_models(payload)
    return (time.perf_counter() - begun) * 1000


def put_many_models(data_dir: Path) -> None:
    """Put a list of 10,000 models into a data folder as the last good one."""
    write_last_good(data_dir, SavedAnswer(many_models(), datetime.now(UTC)))


def put_busy_history(data_dir: Path, days: int) -> None:
    """Put the bundled list into a data folder, with a history of so many days up to today."""
    now = datetime.now(UTC).replace(microsecond=0)
    write_last_good(data_dir, replace(read_bundled(), fetched_at=now))
    with seeded_with(_busy_lists(now - timedelta(days=days), days)):
        HistoryStore(Settings(data_dir=data_dir).history_database).latest()


def _busy_lists(start: datetime, days: int) -> Iterator[tuple[datetime, ListState]]:
    state = state_of(parse_models(read_bundled().payload))
    yield start, state
    keys = cycle(sorted(key for key, price in state.prices.items() if price.usd))
    for day in range(1, days + 1):
        prices = dict(state.prices)
        for key in islice(keys, CHANGES_PER_DAY):
            prices[key] = prices[key]._replace(usd=(prices[key].usd or 0) * _PRICE_MOVE)
        state = ListState(state.listed, prices, state.facts)
        yield start + timedelta(days=day), state
