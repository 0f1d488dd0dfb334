"""Fixtures for the history: databases of both kinds, new for each test."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL

from tests.support.postgresql_server import PostgreSQLServer
from tests.support.recorded_lists import begin, file_of
from tests.support.seeded_history import put_seeded_history
from venice_data.history.history_store import HistoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from venice_data.history.price_history import PriceHistory

    NewDatabase = Callable[[], URL]

on_both = partial(pytest.fixture, params=["sqlite", "postgresql"])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQLServer]:
    with PostgreSQLServer() as server:
        yield server


@pytest.fixture(scope="session")
def new_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Return what makes one more history that begins with few models."""
    folder = tmp_path_factory.mktemp("histories")
    numbers = count(1)
    first = URL.create("sqlite", database=str(folder / "history-0.sqlite3"))
    begin(first)
    content = file_of(first).read_bytes()

    def new_database() -> URL:
        url = first.set(database=str(folder / f"history-{next(numbers)}.sqlite3"))
        file_of(url).write_bytes(content)
        return url

    return new_database


@pytest.fixture(scope="session")
def new_on_postgresql(postgresql: PostgreSQLServer) -> NewDatabase:
    """Return what makes one more history that begins with few models."""
    first = postgresql.create_database()
    begin(postgresql.url(first))
    return lambda: postgresql.url(postgresql.create_database(first))


@pytest.fixture(scope="session")
def first_history(new_on_sqlite: NewDatabase) -> PriceHistory:
    """Return how a history of few models is read at first."""
    return HistoryStore(new_on_sqlite()).read()


@pytest.fixture
def sqlite_url(new_on_sqlite: NewDatabase) -> URL:
    """Return the address of a history that begins with few models."""
    return new_on_sqlite()


@pytest.fixture
def postgresql_url(new_on_postgresql: NewDatabase) -> URL:
    """Return the address of a history that begins with few models."""
    return new_on_postgresql()


@on_both()
def history_url(request: pytest.FixtureRequest) -> URL:
    """Return the address of a history that begins with few models."""
    url: URL = request.getfixturevalue(f"{request.param}_url")
    return url


@on_both()
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Return the address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        return URL.create("sqlite", database=str(tmp_path / "new folder" / "history.sqlite3"))
    server: PostgreSQLServer = request.getfixturevalue("postgresql")
    return server.url(server.create_database())


@pytest.fixture
def seeded_url(tmp_path: Path) -> URL:
    """Return the address of a history with the seed of the months before."""
    put_seeded_history(tmp_path)
    return URL.create("sqlite", database=str(tmp_path / "history.sqlite3"))


@pytest.fixture
def store(history_url: URL) -> HistoryStore:
    return HistoryStore(history_url)


@pytest.fixture
def other_store(history_url: URL) -> HistoryStore:
    """Return another copy's view of the same database."""
    return HistoryStore(history_url)
