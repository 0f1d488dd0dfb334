"""Where a catalog comes from, and that nothing unusable ever replaces the last good list."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.stand_in import Answer, StandInVenice, answer, json_answer, text_model
from venice_data import load_catalog
from venice_data.api import patience
from venice_data.api.client import UnusableAnswerError, VeniceClient
from venice_data.api.patience import MAX_ATTEMPTS
from venice_data.api.sources import (
    MOST_MODELS,
    SavedAnswer,
    fetch_catalog,
    read_last_good,
    write_last_good,
)

if TYPE_CHECKING:
    from pathlib import Path

    from venice_data.settings import Settings

SAVED_AT = datetime(2026, 9, 1, 12, 30, tzinfo=UTC)
FILE_NAME = "last-good-models.json"
UNUSABLE = {
    "not JSON": Answer(body=b"nonsense"),
    "HTML with status 200": Answer(body=b"<!doctype html><title>Maintenance</title>"),
    "nothing": Answer(),
    "truncated": Answer(body=json.dumps(answer([text_model()])).encode(), missing_bytes=7),
    "JSON cut short": Answer(body=json.dumps(answer([text_model()])).encode()[:-9]),
    "no model": json_answer(answer([])),
    "no data": json_answer({"object": "list"}),
    "an error with status 200": json_answer({"error": "Oops"}),
    "numbers": json_answer([1, 2, 3]),
    "models without an id": json_answer(answer([{"type": "text"}])),
    "null": json_answer(None),
    "a string": json_answer("models"),
    "refused": json_answer({"error": "no"}, 403),
    "broken": json_answer({"error": "broken"}, 500),
}
BROKEN_FILES = {
    "nothing": b"",
    "cut short": b'{"fetched_at": "2026-09-01T12:30:00+00:00", "payload": {"data": [',
    "no JSON": b"\x00\xff\xfe",
    "a list": b"[]",
    "a string": b'"x"',
    "null": b"null",
    "no instant": b'{"payload": {"data": []}}',
    "no payload": b'{"fetched_at": "2026-09-01T12:30:00+00:00"}',
    "a number for an instant": b'{"fetched_at": 7, "payload": {"data": []}}',
    "a word for an instant": b'{"fetched_at": "then", "payload": {"data": []}}',
    "an instant before time": b'{"fetched_at": "0001-01-01T00:00:00+14:00", "payload": []}',
    "no model": b'{"fetched_at": "2026-09-01T12:30:00+00:00", "payload": {"data": []}}',
    "an error page": b'{"fetched_at": "2026-09-01T12:30:00+00:00", "payload": {"error": "x"}}',
    "too deep": b"[" * 100_000,
}


@pytest.fixture(autouse=True)
def _no_waiting_between_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST_BACKOFF_SECONDS", 0.0)


def _save(settings: Settings, *model_ids: str) -> bytes:
    payload = answer(text_model(model_id) for model_id in model_ids)
    write_last_good(settings.data_dir, SavedAnswer(payload, SAVED_AT))
    return (settings.data_dir / FILE_NAME).read_bytes()


def _files(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.data_dir.iterdir())


def _offline(settings: Settings) -> Settings:
    return settings.model_copy(update={"offline": True})


def test_a_live_list_comes_first(venice: StandInVenice, settings: Settings) -> None:
    _save(settings, "old")
    venice.payload = answer([text_model("new")])
    before = datetime.now(UTC)

    catalog = load_catalog(settings)

    assert (catalog.source, list(catalog.models.index)) == ("live", ["new"])
    assert before <= catalog.fetched_at <= datetime.now(UTC)


def test_a_live_list_is_kept_whole_as_the_last_good_one(
    venice: StandInVenice, settings: Settings
) -> None:
    venice.payload = answer([text_model("new", note="half a \ud83d", limit=float("inf")), 7])

    live = load_catalog(settings)
    kept = load_catalog(_offline(settings))

    assert (kept.source, kept.fetched_at) == ("last good", live.fetched_at)
    assert kept.models.equals(live.models)
    assert kept.prices.equals(live.prices)
    assert kept.problems.equals(live.problems)


def test_a_live_list_leaves_nothing_but_the_last_good_file(settings: Settings) -> None:
    load_catalog(settings)
    load_catalog(settings)

    assert _files(settings) == [FILE_NAME]


def test_the_last_good_list_comes_second(venice: StandInVenice, settings: Settings) -> None:
    _save(settings, "old")
    venice.close()

    catalog = load_catalog(settings)

    assert (catalog.source, list(catalog.models.index)) == ("last good", ["old"])
    assert catalog.fetched_at == SAVED_AT


def test_the_bundled_list_comes_last(venice: StandInVenice, settings: Settings) -> None:
    venice.close()

    catalog = load_catalog(settings)

    assert (catalog.source, len(catalog.models)) == ("bundled", 113)
    assert catalog.fetched_at == datetime(2026, 8, 22, tzinfo=UTC)


def test_offline_nobody_is_called(venice: StandInVenice, settings: Settings) -> None:
    catalog = load_catalog(_offline(settings))

    assert catalog.source == "bundled"
    assert venice.requests == []


@pytest.mark.parametrize("what", UNUSABLE)
def test_an_unusable_answer_never_replaces_the_last_good_list(
    venice: StandInVenice, settings: Settings, what: str
) -> None:
    bytes_before = _save(settings, "old")
    venice.script(*[UNUSABLE[what]] * MAX_ATTEMPTS)

    catalog = load_catalog(settings)

    assert (catalog.source, list(catalog.models.index)) == ("last good", ["old"])
    assert (settings.data_dir / FILE_NAME).read_bytes() == bytes_before
    assert _files(settings) == [FILE_NAME]


@pytest.mark.parametrize("what", BROKEN_FILES)
def test_a_broken_last_good_file_falls_through_to_the_bundled_list(
    settings: Settings, what: str
) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / FILE_NAME).write_bytes(BROKEN_FILES[what])

    catalog = load_catalog(_offline(settings))

    assert (catalog.source, len(catalog.models)) == ("bundled", 113)


def test_a_last_good_file_that_is_cut_anywhere_is_not_read(settings: Settings) -> None:
    whole = _save(settings, *(f"model-{number}" for number in range(40)))
    blocks, odd_places = range(0, len(whole), 512), range(1, len(whole), 97)

    for length in (*blocks, *odd_places, len(whole) - 1):
        for padding in (b"", bytes(len(whole) - length)):  # as some disks leave it
            (settings.data_dir / FILE_NAME).write_bytes(whole[:length] + padding)
            assert read_last_good(settings.data_dir) is None


def test_a_broken_last_good_file_is_replaced_by_the_next_live_list(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / FILE_NAME).write_bytes(b"{")

    load_catalog(settings)

    assert load_catalog(_offline(settings)).source == "last good"


def test_a_live_list_shows_where_the_data_folder_cannot_be_made(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings = settings.model_copy(update={"data_dir": tmp_path / "file" / "below"})

    assert load_catalog(settings).source == "live"


def test_a_failed_write_leaves_the_folder_as_it_was(settings: Settings) -> None:
    (settings.data_dir / FILE_NAME).mkdir(parents=True)

    catalog = load_catalog(settings)

    assert catalog.source == "live"
    assert _files(settings) == [FILE_NAME]


def test_the_instant_of_the_last_good_list_is_kept_in_utc(settings: Settings) -> None:
    _save(settings, "old")
    file = settings.data_dir / FILE_NAME
    file.write_bytes(file.read_bytes().replace(b"12:30:00+00:00", b"14:30:00+02:00"))

    saved = read_last_good(settings.data_dir)

    assert saved is not None
    assert (saved.fetched_at, saved.fetched_at.tzinfo) == (SAVED_AT, UTC)


def test_a_last_good_list_of_a_time_to_come_is_not_trusted(settings: Settings) -> None:
    ahead = datetime.now(UTC) + timedelta(days=30)
    write_last_good(settings.data_dir, SavedAnswer(answer([text_model()]), ahead))

    catalog = load_catalog(settings.model_copy(update={"offline": True}))

    assert catalog.source == "bundled"


def test_a_list_of_more_models_than_can_be_shown_is_refused(
    venice: StandInVenice, settings: Settings
) -> None:
    venice.payload = answer([{"id": str(number)} for number in range(MOST_MODELS + 1)])

    with pytest.raises(UnusableAnswerError, match="more than 20,000 models"):
        fetch_catalog(settings, VeniceClient(settings))
