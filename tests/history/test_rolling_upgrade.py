"""Copies of a newer version that come to a database of one of the last two, at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.support.recorded_lists import FIRST_IDS, after, first_models, keep, row_counts
from tests.support.stand_in import text_model
from venice_data.history.history_store import HistoryStore

if TYPE_CHECKING:
    from sqlalchemy import URL

_COPIES = 3
_PATIENCE_SECONDS = 60
_SINCE = {
    "0003": ["DROP TABLE told_messages", "DROP TABLE watches"],
    "0002": [
        "ALTER TABLE refresh DROP COLUMN lease_holder",
        "ALTER TABLE refresh DROP COLUMN leased_until",
    ],
}


def _take_back_to(revision: str, url: URL) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for version, changes in _SINCE.items():
            if version >= revision:
                for change in changes:
                    connection.execute(text(change))
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


@pytest.mark.parametrize("revision", _SINCE)
def test_copies_that_upgrade_at_once_keep_what_is_recorded(history_url: URL, revision: str) -> None:
    before = row_counts(history_url)
    _take_back_to(revision, history_url)
    together = threading.Barrier(_COPIES)

    def open_it(_: int) -> set[str]:
        together.wait(_PATIENCE_SECONDS)
        return set(HistoryStore(history_url).read().listings["model_id"])

    with ThreadPoolExecutor(_COPIES) as threads:
        listed = list(threads.map(open_it, range(_COPIES)))

    assert listed == [set(FIRST_IDS)] * _COPIES
    assert row_counts(history_url) == before
    assert keep(HistoryStore(history_url), [*first_models(), text_model("new")], after(1)) == 0
