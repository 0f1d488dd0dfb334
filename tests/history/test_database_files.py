"""A SQLite file that is damaged, full, locked or gone is told in words, and costs no record."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed

from tests.support.recorded_lists import (
    START,
    after,
    file_of,
    first_models,
    keep,
    row_counts,
    short_seed,
)
from tests.support.stand_in import text_model
from venice_data.history.database import OBSERVATIONS, HistoryDatabase
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import HistoryUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from sqlalchemy import URL

PAGE_BYTES = 4096
PATIENCE_SECONDS = 10


@pytest.fixture(autouse=True)
def _short_seed() -> Iterator[None]:
    with short_seed():
        yield


@pytest.fixture
def store(sqlite_url: URL) -> HistoryStore:
    return HistoryStore(sqlite_url)


def _noise(length: int) -> bytes:
    """Return bytes without a pattern, the same in every run."""
    return hashlib.shake_256(b"noise").digest(length)


def _all_noise(content: bytes) -> bytes:
    return _noise(len(content))


def _noise_after_the_first_page(content: bytes) -> bytes:
    return content[:PAGE_BYTES] + _noise(len(content) - PAGE_BYTES)


def _cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _one_page_of_noise(content: bytes) -> bytes:
    start = len(content) // PAGE_BYTES // 2 * PAGE_BYTES
    return content[:start] + _noise(PAGE_BYTES) + content[start + PAGE_BYTES :]


def _undecodable(content: bytes) -> bytes:
    return content.replace(b"Model-3", b"\xff\xfe\xfd\xfc\xfb\xfa\xf9")


def _assert_set_aside(store: HistoryStore, file: Path, damaged: bytes) -> None:
    said = r"the database file was damaged; it is kept as (\S+), and a new one begins"
    with pytest.raises(HistoryUnavailableError, match=said) as caught:
        store.read()

    kept = re.search(said, str(caught.value))
    assert kept is not None
    assert file.with_name(kept[1]).read_bytes() == damaged
    assert store.read().newest == START
    assert keep(store, first_models()[1:], after(1)) == 0


@pytest.mark.parametrize(
    "damage", [_all_noise, _noise_after_the_first_page, _cut_short, _one_page_of_noise]
)
def test_a_file_found_damaged_is_set_aside_whole_and_a_new_one_begins(
    store: HistoryStore, sqlite_url: URL, damage: Callable[[bytes], bytes]
) -> None:
    file = file_of(sqlite_url)
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)

    _assert_set_aside(store, file, damaged)


def test_a_file_that_is_cut_anywhere_is_set_aside_whole(
    store: HistoryStore, sqlite_url: URL
) -> None:
    file = file_of(sqlite_url)
    whole = file.read_bytes()

    for length in [*range(PAGE_BYTES, len(whole), PAGE_BYTES), *range(999, len(whole), 9_973)]:
        file.write_bytes(whole[:length])
        with pytest.raises(HistoryUnavailableError, match="was damaged; it is kept as"):
            store.read()
        (kept,) = file.parent.glob(f"{file.stem}-damaged-*")
        assert kept.read_bytes() == whole[:length]
        kept.unlink()

    file.write_bytes(whole)
    assert store.read().newest == START


@pytest.mark.parametrize(
    "damage", [_all_noise, _noise_after_the_first_page, _cut_short, _undecodable]
)
def test_a_file_that_is_damaged_in_use_is_set_aside_whole_and_a_new_one_begins(
    store: HistoryStore, sqlite_url: URL, damage: Callable[[bytes], bytes]
) -> None:
    store.read()
    file = file_of(sqlite_url)
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)

    _assert_set_aside(store, file, damaged)


def test_damage_that_is_met_over_recording_is_told_and_set_aside(
    store: HistoryStore, sqlite_url: URL
) -> None:
    store.latest()
    file = file_of(sqlite_url)
    file.write_bytes(_noise_after_the_first_page(file.read_bytes()))

    with pytest.raises(HistoryUnavailableError, match="was damaged; it is kept as"):
        keep(store, first_models()[1:], after(1))

    assert keep(store, first_models()[1:], after(1)) == 0


def test_a_damaged_file_that_cannot_be_set_aside_is_left_and_told(
    store: HistoryStore, sqlite_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, __: Path) -> None:
        raise PermissionError(13, "Permission denied")

    file = file_of(sqlite_url)
    file.write_bytes(_noise(9999))
    monkeypatch.setattr(Path, "rename", refuse)

    with pytest.raises(HistoryUnavailableError, match="cannot be set aside: Permission denied"):
        store.read()

    assert file.read_bytes() == _noise(9999)


def test_a_file_that_another_copy_has_replaced_by_now_is_not_set_aside(
    store: HistoryStore, sqlite_url: URL
) -> None:
    said = store._set_aside()

    assert said == "the database file was damaged; another program has replaced it"
    file = file_of(sqlite_url)
    assert list(file.parent.glob(f"{file.stem}-damaged-*")) == []
    assert store.read().newest == START


def test_an_empty_file_becomes_a_history(store: HistoryStore, sqlite_url: URL) -> None:
    file_of(sqlite_url).write_bytes(b"")

    assert store.read().newest == START


@pytest.mark.parametrize(
    ("delete", "failure"),
    [(Path.unlink, "no such table"), (lambda file: shutil.rmtree(file.parent), "cannot be opened")],
    ids=["the file", "its folder"],
)
def test_what_is_deleted_in_use_begins_anew(
    sqlite_url: URL, tmp_path: Path, delete: Callable[[Path], None], failure: str
) -> None:
    file = tmp_path / "data" / "history.sqlite3"
    store = HistoryStore(sqlite_url.set(database=str(file)))
    keep(store, first_models()[1:], after(1))
    delete(file)

    with pytest.raises(HistoryUnavailableError, match=failure):
        store.read()

    assert store.read().newest == START


def test_a_file_that_may_only_be_read_is_read_but_not_recorded(
    sqlite_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    address = f"file:{sqlite_url.database}"
    store = HistoryStore(sqlite_url.set(database=address, query={"uri": "true", "mode": "ro"}))
    before = row_counts(sqlite_url)

    history = store.read()
    with pytest.raises(HistoryUnavailableError, match="the database file is read-only"):
        keep(store, first_models()[1:], after(1))

    assert history.newest == START
    assert row_counts(sqlite_url) == before
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_in_words_and_costs_what_is_new_alone(
    store: HistoryStore,
) -> None:
    newcomers = [text_model(f"newcomer-{number}") for number in range(200)]
    before = store.read()
    assert store._ready is not None
    event.listen(store._ready._engine, "connect", _allow_no_more_pages)

    with pytest.raises(HistoryUnavailableError, match="the disk is full"):
        keep(store, [*first_models(), *newcomers], after(1))

    assert store.read(before) is before
    assert keep(store, [*first_models(), *newcomers], after(1)) == 0
    assert len(store.read().listings) == 220


def _allow_no_more_pages(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA max_page_count = 1")  # no fewer than there are


def test_a_folder_that_cannot_be_made_is_told_in_words(sqlite_url: URL, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = HistoryStore(sqlite_url.set(database=str(tmp_path / "file" / "history.sqlite3")))

    with pytest.raises(HistoryUnavailableError, match=r"cannot be made: .*; check VENICE_DATA_DIR"):
        store.read()


def test_a_folder_in_place_of_the_file_is_told_in_words(sqlite_url: URL, tmp_path: Path) -> None:
    store = HistoryStore(sqlite_url.set(database=str(tmp_path)))

    with pytest.raises(HistoryUnavailableError, match="cannot be opened; check VENICE_DATA_DIR"):
        store.read()


def test_a_list_is_kept_once_those_who_read_meanwhile_have_done_so(
    store: HistoryStore, sqlite_url: URL
) -> None:
    store.latest()

    with ThreadPoolExecutor(1) as other_thread:
        with HistoryDatabase(sqlite_url).reading() as reader:
            reader.execute(select(OBSERVATIONS)).all()
            kept = other_thread.submit(keep, store, first_models()[1:], after(1), wait=False)
            _wait_until_it_wants_to_commit(sqlite_url, kept)
        missing = kept.result(PATIENCE_SECONDS)

    assert missing == 0
    assert store.read().newest == after(1)


@retry(
    retry=retry_if_result(lambda is_over: not is_over),
    stop=stop_after_delay(PATIENCE_SECONDS),
    wait=wait_fixed(0.01),
)
def _wait_until_it_wants_to_commit(url: URL, kept: Future[int]) -> bool:
    """Wait until nobody may begin to read, which is so while a commit waits for readers."""
    connection = sqlite3.connect(file_of(url), timeout=0)
    try:
        connection.execute("SELECT * FROM observations").fetchall()
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return kept.done()
