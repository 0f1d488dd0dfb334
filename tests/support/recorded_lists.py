"""Records lists of models into a history as a refresh does, at instants of a test's choice."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlalchemy import NullPool, create_engine, func, select, update

from tests.support.stand_in import answer, text_model
from venice_data import parse_models
from venice_data.api.sources import SavedAnswer
from venice_data.history.database import FACTS, LISTINGS, OBSERVATIONS, PRICES, REFRESH
from venice_data.history.history_store import HistoryStore
from venice_data.history.list_states import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import URL

    from venice_data.history.list_states import ListState
    from venice_data.history.refresh_lease import RefreshLease

SOURCE_ID: Final = "Venice"
START: Final = datetime(2026, 9, 1, tzinfo=UTC)
FIRST_IDS: Final = tuple(f"model-{number}" for number in range(20))
_RECORDED: Final = (LISTINGS, PRICES, FACTS, OBSERVATIONS)


def after(minutes: float) -> datetime:
    """Return an instant after that of the first list."""
    return START + timedelta(minutes=minutes)


def first_models() -> list[dict[str, Any]]:
    """Return the first list, free to be changed."""
    return [text_model(model_id) for model_id in FIRST_IDS]


def first_state() -> ListState:
    """Return what the first list says."""
    return state_of(parse_models(answer(first_models())))


@contextmanager
def short_seed() -> Iterator[None]:
    """Let histories begin with the first list, in place of months with hundreds of models."""
    with seeded_with([(START, first_state())]):
        yield


@contextmanager
def seeded_with(lists: Iterable[tuple[datetime, ListState]]) -> Iterator[None]:
    """Let histories begin with these lists and the instants at which they were seen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("venice_data.history.history_store.seed_lists", lambda: lists)
        yield


def begin(url: URL) -> None:
    """Begin a history with the first list."""
    with short_seed():
        HistoryStore(url).latest()


def keep(
    store: HistoryStore, models: Sequence[object], fetched_at: datetime, *, wait: bool = True
) -> int:
    """Record a list; return how many models are missing if it is unconfirmed."""
    with store.refresh_lease(wait=wait) as lease:
        assert lease is not None
        return record_under(lease, models, fetched_at)


def record_under(
    lease: RefreshLease,
    models: Sequence[object],
    fetched_at: datetime,
    next_at: datetime | None = None,
) -> int:
    """Record a list under a lease; the next is due in five minutes if nothing else is said."""
    payload = answer(models)
    catalog = parse_models(payload, fetched_at=fetched_at)
    saved = SavedAnswer(payload, fetched_at)
    return lease.record_list(
        SOURCE_ID, saved, catalog, next_at or fetched_at + timedelta(minutes=5)
    )


def let_pass(url: URL, seconds: float) -> None:
    """Let the lease be so many seconds older, if one is held."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        until = connection.execute(select(REFRESH.c.leased_until)).scalar_one()
        if until is not None:
            aged = until - timedelta(seconds=seconds)
            connection.execute(update(REFRESH).values(leased_until=aged))


def row_counts(url: URL) -> dict[str, int]:
    """Count the rows of each table of the history."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in _RECORDED
        }


def file_of(url: URL) -> Path:
    """Return the file of a SQLite database."""
    return Path(str(url.database))
