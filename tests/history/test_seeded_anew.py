"""A history that was seeded with facts filled in is seeded anew; what it recorded itself stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from alembic import command
from sqlalchemy import create_engine, text

from tests.support.samples import bundled_models
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import answer
from venice_data import parse_models
from venice_data.history import history_store
from venice_data.history.database import HistoryDatabase
from venice_data.history.history_store import HistoryStore, migrations_on
from venice_data.history.list_states import ListState, state_of
from venice_data.history.recording import read_price_history, record, recorded_state
from venice_data.history.seed import seed_lists

if TYPE_CHECKING:
    from sqlalchemy import URL

    from venice_data.history.price_history import PriceHistory

TOO_EARLY = timedelta(hours=3)  # the first list once had 17 April, 22:29:37 UTC
FIRST, SECOND = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 2, tzinfo=UTC)
OF_FRAMES = ("listings", "prices", "facts")


def _seed_as_before(url: URL) -> None:
    """Make the database as it was made when only types and names of past lists were known."""
    lists = list(seed_lists())
    (first_at, _), (last_at, _) = lists[0], lists[-1]
    with create_engine(url).begin() as connection:
        command.upgrade(migrations_on(connection), "0001")
        before = ListState()
        for at, state in lists:
            facts = {key: fact for key, fact in state.facts.items() if key[1] in ("type", "name")}
            then = state if at == last_at else ListState(state.listed, state.prices, facts)
            record(connection, before, then, at - TOO_EARLY * (at == first_at), None)
            before = then
        connection.execute(
            text("INSERT INTO refresh (id, looked_at, missing_ids) VALUES (1, :at, '[]')"),
            {"at": last_at},
        )


def _record_two_lists(url: URL) -> None:
    models = bundled_models()
    models[0]["model_spec"]["pricing"]["input"]["usd"] += 1
    models[1]["model_spec"]["privacy"] = "private"
    first = state_of(parse_models(answer(models[:-1])))
    models[0]["model_spec"]["pricing"]["input"]["usd"] += 1
    models[1]["model_spec"]["privacy"] = "anonymized"
    second = state_of(parse_models(answer(models)))
    with HistoryDatabase(url).writing() as connection:
        record(connection, recorded_state(connection), first, FIRST, FIRST)
        record(connection, first, second, SECOND, FIRST)
        connection.execute(text("UPDATE refresh SET asked = 'Venice', failure = 'too slow'"))


def _read_as_it_is(url: URL) -> PriceHistory:
    with HistoryDatabase(url).reading() as connection:
        return read_price_history(connection)


def _rows(history: PriceHistory, name: str) -> pd.DataFrame:
    rows: pd.DataFrame = getattr(history, name)
    return rows.sort_values(list(rows.columns), ignore_index=True)


def test_the_seeded_part_becomes_that_of_a_new_history_and_the_rest_stays(
    empty_url: URL,
) -> None:
    if empty_url.database and empty_url.get_backend_name() == "sqlite":
        history_store._make_folder(history_store._file_of(empty_url))
    _seed_as_before(empty_url)
    _record_two_lists(empty_url)
    old = _read_as_it_is(empty_url)
    fresh, seeded_until = seeded_history(), seeded_history().newest

    new = HistoryStore(empty_url).read()
    latest = HistoryStore(empty_url).latest()

    assert (latest.source_id, latest.failure) == ("Venice", "too slow")
    assert new.oldest == datetime(2026, 4, 18, 1, 29, 37, tzinfo=UTC)  # was three hours earlier
    pd.testing.assert_frame_equal(
        new.observations[new.observations["observed_at"] > seeded_until].reset_index(drop=True),
        old.observations[old.observations["observed_at"] > seeded_until].reset_index(drop=True),
    )
    for name in OF_FRAMES:
        rows, before, expected = _rows(new, name), _rows(old, name), _rows(fresh, name)
        recorded = rows[rows["began_at"] > seeded_until].reset_index(drop=True)
        was_recorded = before[before["began_at"] > seeded_until].reset_index(drop=True)
        pd.testing.assert_frame_equal(recorded, was_recorded)
        seeded = rows[rows["began_at"] <= seeded_until].copy()
        ended_since = seeded["ended_at"] > seeded_until
        was_ended_since = (before["began_at"] <= seeded_until) & (before["ended_at"] > seeded_until)
        assert sorted(seeded.loc[ended_since, "ended_at"]) == sorted(
            before.loc[was_ended_since, "ended_at"]
        )
        seeded.loc[ended_since, "ended_at"] = pd.NaT
        pd.testing.assert_frame_equal(
            seeded.sort_values(list(seeded.columns), ignore_index=True), expected
        )
