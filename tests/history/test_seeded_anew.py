"""A history that was seeded with facts filled in is seeded anew; what it recorded itself stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from alembic import command
from sqlalchemy import create_engine, insert

from tests.support.recorded_lists import keep
from tests.support.samples import bundled_models
from tests.support.seeded_history import seeded_history
from venice_data.history import history_store
from venice_data.history.history_store import HistoryStore
from venice_data.history.recording import ListState, record
from venice_data.history.seed import seed_lists
from venice_data.history.tables import REFRESH

if TYPE_CHECKING:
    import pytest
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
        config = history_store._migrations()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        before = ListState()
        for at, state in lists:
            facts = {key: text for key, text in state.facts.items() if key[1] in ("type", "name")}
            then = state if at == last_at else ListState(state.listed, state.prices, facts)
            record(connection, before, then, at - TOO_EARLY * (at == first_at), None)
            before = then
        connection.execute(insert(REFRESH), {"id": 1, "looked_at": last_at, "missing_ids": "[]"})


def _record_two_lists(url: URL) -> None:
    models = bundled_models()
    models[0]["model_spec"]["pricing"]["input"]["usd"] += 1
    models[1]["model_spec"]["privacy"] = "private"
    store = HistoryStore(url)
    keep(store, models[:-1], FIRST)
    models[0]["model_spec"]["pricing"]["input"]["usd"] += 1
    models[1]["model_spec"]["privacy"] = "anonymized"
    keep(store, models, SECOND)


def _rows(history: PriceHistory, name: str) -> pd.DataFrame:
    rows: pd.DataFrame = getattr(history, name)
    return rows.sort_values(list(rows.columns), ignore_index=True)


def test_the_seeded_part_becomes_that_of_a_new_history_and_the_rest_stays(
    empty_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    if empty_url.database and empty_url.get_backend_name() == "sqlite":
        history_store._make_folder(history_store._file_of(empty_url))
    _seed_as_before(empty_url)
    with monkeypatch.context() as patch:
        patch.setattr(history_store, "_is_present_shape", lambda _: True)
        _record_two_lists(empty_url)
        old = HistoryStore(empty_url).read()
    fresh, seeded_until = seeded_history(), seeded_history().newest

    new = HistoryStore(empty_url).read()

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
