"""A PostgreSQL server that is away or refuses is told in words, and used again once it can be."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from psycopg import sql
from sqlalchemy import NullPool, create_engine, delete, select, text, update

from tests.support.recorded_lists import after, first_models, keep, row_counts
from venice_data.history import database
from venice_data.history.database import OBSERVATIONS, REFRESH, HistoryDatabase
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import HistoryUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

    from tests.support.postgresql_server import PostgreSQLServer

UNREACHABLE = "the database server cannot be reached"
SIGN_IN_REFUSED = "the database server refuses the sign-in; check VENICE_DATABASE_URL"
RIGHT_LACKING = "the database's user lacks a right; grant it, or check VENICE_DATABASE_URL"
STRANGER, STRANGERS_PASSWORD = "stranger", "Marzipan too"


@pytest.fixture
def store(postgresql_url: URL) -> HistoryStore:
    return HistoryStore(postgresql_url)


@pytest.fixture(scope="session")
def stranger(postgresql: PostgreSQLServer) -> dict[str, Any]:
    """Return how somebody signs in who may not do anything."""
    create = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
    postgresql.execute(create.format(sql.Identifier(STRANGER), sql.Literal(STRANGERS_PASSWORD)))
    return {"username": STRANGER, "password": STRANGERS_PASSWORD}


def _alter(server: PostgreSQLServer, statement: str, url: URL) -> None:
    server.execute(sql.SQL(statement).format(sql.Identifier(str(url.database))))


def _failure(store: HistoryStore) -> str:
    """Return why a store cannot be read; no password is in what is said, or would be logged."""
    with pytest.raises(HistoryUnavailableError) as caught:
        store.read()
    assert "Marzipan" not in "".join(traceback.format_exception(caught.value))
    return str(caught.value)


def test_a_server_that_went_away_is_told_in_words_and_used_when_it_is_back(
    postgresql: PostgreSQLServer, store: HistoryStore
) -> None:
    known = store.read()

    with postgresql.away():
        failures = [_failure(store), _failure(store)]
        with pytest.raises(HistoryUnavailableError, match=UNREACHABLE):
            _lose_the_lease(store)

    assert failures == [UNREACHABLE, UNREACHABLE]
    assert store.read(known) is known
    assert keep(store, first_models()[1:], after(1)) == 0
    assert store.read(known).newest == after(1)


def test_a_server_that_was_away_from_the_start_is_used_when_it_is_there(
    postgresql: PostgreSQLServer, postgresql_url: URL
) -> None:
    store = HistoryStore(postgresql_url)

    with postgresql.away():
        failure = _failure(store)

    assert failure == UNREACHABLE
    assert store.read().newest == after(0)


def test_of_a_recording_over_which_the_server_stops_nothing_is_kept(
    postgresql: PostgreSQLServer, postgresql_url: URL, store: HistoryStore
) -> None:
    before = row_counts(postgresql_url)

    with pytest.raises(HistoryUnavailableError, match="shutting down or starting"):
        _stop_while_recording(postgresql, postgresql_url)

    assert row_counts(postgresql_url) == before
    assert store.latest().failure is None
    assert keep(store, first_models()[1:], after(1)) == 0


def test_a_transaction_that_stands_still_is_ended_by_the_server(
    postgresql_url: URL, store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hasty, pytest.raises(HistoryUnavailableError, match="too long"):
        _stand_still_until_another_refreshes(postgresql_url, store, hasty)

    assert store.read().newest == after(1)


def test_a_server_that_hangs_is_not_waited_for_long(
    postgresql: PostgreSQLServer, store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database._POSTGRESQL_OPTIONS, "connect_timeout", 2)

    with postgresql.hanging():
        failure = _failure(store)

    assert failure == UNREACHABLE
    assert store.read().newest == after(0)


@pytest.mark.parametrize(
    ("meanwhile", "failure"),
    [
        ("RAISE disk_full", "the disk of the database server is full"),
        ("PERFORM pg_sleep(60)", "the database server took too long"),
    ],
)
def test_a_server_that_is_full_or_slow_is_told_in_words_and_costs_what_is_new_alone(
    postgresql_url: URL,
    store: HistoryStore,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: str,
    failure: str,
) -> None:
    known = store.read()

    with _whenever_it_records(postgresql_url, meanwhile), monkeypatch.context() as hasty:
        hasty.setattr(database, "LONGEST_STATEMENT_SECONDS", 0.5)
        with pytest.raises(HistoryUnavailableError, match=failure):
            keep(store, first_models()[1:], after(1))

    assert store.read(known) is known
    assert keep(store, first_models()[1:], after(1)) == 0
    assert store.read(known).newest == after(1)


@pytest.mark.parametrize(
    ("wrong", "failure"),
    [
        ({"password": "Marzipan 2"}, SIGN_IN_REFUSED),
        ({"password": ""}, SIGN_IN_REFUSED),
        ({"username": "nobody"}, SIGN_IN_REFUSED),
        ({"database": "nowhere"}, "the database does not exist; check VENICE_DATABASE_URL"),
        ({"port": 1}, UNREACHABLE),
        (
            {"query": {"flavour": "almond"}},
            'VENICE_DATABASE_URL cannot be used: invalid connection option "flavour"',
        ),
        (
            {"drivername": "postgresql+psycopg2"},
            "VENICE_DATABASE_URL needs the Python package psycopg2; install it",
        ),
        (
            {"drivername": "marzipan"},
            "VENICE_DATABASE_URL cannot be used: Can't load plugin: sqlalchemy.dialects:marzipan",
        ),
    ],
)
def test_a_wrong_address_is_told_in_words(
    postgresql_url: URL, wrong: dict[str, Any], failure: str
) -> None:
    assert _failure(HistoryStore(postgresql_url.set(**wrong))) == failure


def test_a_user_without_rights_is_told_in_words(
    postgresql: PostgreSQLServer, postgresql_url: URL, stranger: dict[str, Any]
) -> None:
    store = HistoryStore(postgresql_url.set(**stranger))
    failures = [_failure(store)]

    _alter(postgresql, "REVOKE CONNECT ON DATABASE {} FROM PUBLIC", postgresql_url)
    failures.append(_failure(store))

    assert failures == [RIGHT_LACKING, RIGHT_LACKING]


def test_a_server_with_too_many_guests_is_told_in_words(
    postgresql: PostgreSQLServer, postgresql_url: URL, stranger: dict[str, Any]
) -> None:
    _alter(postgresql, "ALTER DATABASE {} CONNECTION LIMIT 0", postgresql_url)

    failure = _failure(HistoryStore(postgresql_url.set(**stranger)))

    assert failure == "the database server is out of resources"


def test_a_database_that_became_read_only_is_read_but_not_recorded(
    postgresql: PostgreSQLServer, postgresql_url: URL, store: HistoryStore
) -> None:
    _alter(postgresql, "ALTER DATABASE {} SET default_transaction_read_only = on", postgresql_url)
    history = store.read()
    with pytest.raises(HistoryUnavailableError, match="the database is read-only"):
        keep(store, first_models()[1:], after(1))
    _alter(postgresql, "ALTER DATABASE {} RESET default_transaction_read_only", postgresql_url)

    missing = keep(store, first_models()[1:], after(1))

    assert history.newest == after(0)
    assert missing == 0
    assert store.read().newest == after(1)


def _stand_still_until_another_refreshes(
    url: URL, store: HistoryStore, hasty: pytest.MonkeyPatch
) -> None:
    store.latest()
    hasty.setattr("venice_data.history.database.WAIT_FOR_OTHERS_SECONDS", 0.2)
    with HistoryDatabase(url).writing() as connection:
        hasty.undo()
        connection.execute(select(REFRESH).with_for_update())
        keep(store, first_models()[1:], after(1))


@contextmanager
def _whenever_it_records(url: URL, meanwhile: str) -> Iterator[None]:
    """Let the server do something else whenever it is to record a list."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION meanwhile() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN {meanwhile}; RETURN NULL; END $$"
            )
        )
        connection.execute(
            text(
                "CREATE TRIGGER meanwhile AFTER INSERT ON observations EXECUTE FUNCTION meanwhile()"
            )
        )
    yield
    with engine.begin() as connection:
        connection.execute(text("DROP FUNCTION meanwhile CASCADE"))


def _lose_the_lease(store: HistoryStore) -> None:
    with store.refresh_lease():
        pytest.fail("there is no server")


def _stop_while_recording(server: PostgreSQLServer, url: URL) -> None:
    with HistoryDatabase(url).writing() as connection:
        connection.execute(delete(OBSERVATIONS))
        with server.away():
            connection.execute(update(REFRESH).values(failure="no connection"))
