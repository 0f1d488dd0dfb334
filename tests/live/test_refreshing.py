"""Copies of the app that share a history: one asks Venice, the others learn what it was told."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from tests.support.recorded_lists import let_pass
from tests.support.samples import bundled_models
from tests.support.seeded_history import put_seeded_history
from tests.support.stand_in import StandInVenice, answer, json_answer, text_model
from venice_data.api.client import VeniceClient
from venice_data.api.sources import fetch_catalog
from venice_data.history.change_events import changes
from venice_data.history.history_store import HistoryStore
from venice_data.history.refresh_lease import LEASE_SECONDS
from venice_data.live.refreshing import Refresher

if TYPE_CHECKING:
    from pathlib import Path

    from venice_data.api.sources import SavedAnswer
    from venice_data.catalog.frames import Catalog
    from venice_data.settings import Settings

pytestmark = pytest.mark.usefixtures("seeded")


def _copy_of_the_app(settings: Settings, **changed: Any) -> Refresher:
    settings = settings.model_copy(update=changed)
    client = VeniceClient(settings, sleep=lambda _: None)
    return Refresher(settings, client, _history(settings))


def _history(settings: Settings) -> HistoryStore:
    return HistoryStore(settings.history_database)


@pytest.fixture(autouse=True)
def _the_bundled_list_is_live(venice: StandInVenice) -> None:
    venice.payload = answer(bundled_models())


def test_one_copy_asks_and_the_other_learns(venice: StandInVenice, settings: Settings) -> None:
    first = _copy_of_the_app(settings).refresh()
    second = _copy_of_the_app(settings).refresh()

    assert first.catalog is not None
    assert second.catalog is not None
    assert second.catalog.source == "live"
    assert second.catalog.fetched_at == first.catalog.fetched_at
    assert second.catalog.prices.equals(first.catalog.prices)
    assert second.catalog.models["raw"].equals(first.catalog.models["raw"])
    assert len(venice.requests) == 1


def test_the_copies_agree_on_when_to_ask_again(settings: Settings) -> None:
    started = time.time()
    first = _copy_of_the_app(settings).refresh()
    second = _copy_of_the_app(settings).refresh()
    took = time.time() - started

    assert first.pause_seconds == settings.refresh_seconds
    assert second.pause_seconds == pytest.approx(settings.refresh_seconds, abs=took)
    assert second.pause_seconds < settings.refresh_seconds


def test_when_it_is_time_the_other_copy_asks(venice: StandInVenice, settings: Settings) -> None:
    _copy_of_the_app(settings, refresh_seconds=0.000001).refresh()

    _copy_of_the_app(settings).refresh()

    assert len(venice.requests) == 2


def test_a_failure_is_told_to_every_copy(venice: StandInVenice, settings: Settings) -> None:
    venice.script(json_answer({"error": "no"}, 403))

    first = _copy_of_the_app(settings).refresh()
    second = _copy_of_the_app(settings).refresh()

    assert first.failure is not None
    assert second.failure == first.failure
    assert second.catalog is None  # no copy has a list to show
    assert len(venice.requests) == 1


def test_after_a_failure_the_copies_show_the_last_list(
    venice: StandInVenice, settings: Settings
) -> None:
    asking, following = _copy_of_the_app(settings), _copy_of_the_app(settings)
    listed = asking.refresh().catalog
    venice.script(json_answer({"error": "no"}, 403))
    failed = asking.refresh(is_forced=True)

    followed = following.refresh()

    assert listed is not None
    assert followed.catalog is not None
    assert followed.catalog.fetched_at == listed.fetched_at
    assert followed.failure == failed.failure


def test_another_copy_that_refreshes_is_not_waited_for(
    venice: StandInVenice, settings: Settings
) -> None:
    _copy_of_the_app(settings).refresh()

    with _history(settings).refresh_lease(wait=True):
        result = _copy_of_the_app(settings, refresh_seconds=0.000001).refresh()

    assert result.catalog is not None
    assert len(venice.requests) == 1


def test_a_refresh_that_was_overtaken_shows_its_list_and_says_that_it_is_not_recorded(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, other = _copy_of_the_app(settings), _copy_of_the_app(settings)

    with monkeypatch.context() as patch:

        def fetch_slowly(*arguments: Any) -> tuple[SavedAnswer, Catalog]:
            fetched = fetch_catalog(*arguments)
            patch.undo()
            let_pass(settings.history_database, LEASE_SECONDS)
            other.refresh(is_forced=True)
            return fetched

        patch.setattr("venice_data.live.refreshing.fetch_catalog", fetch_slowly)
        overtaken = app.refresh()

    assert overtaken.catalog is not None
    assert overtaken.history_failure is not None
    assert "another copy of the dashboard has taken it over" in overtaken.history_failure
    assert app.refresh().history_failure is None


def test_the_list_of_another_address_is_not_taken_for_this_ones(
    venice: StandInVenice, settings: Settings
) -> None:
    _copy_of_the_app(settings).refresh()

    with StandInVenice(answer([text_model("elsewhere")])) as other:
        result = _copy_of_the_app(settings, api_base_url=other.base_url).refresh()

    assert result.catalog is not None
    assert list(result.catalog.models.index) == ["elsewhere"]
    assert len(venice.requests) == 1


def test_a_failure_elsewhere_does_not_bring_up_another_address_list(
    settings: Settings,
) -> None:
    _copy_of_the_app(settings).refresh()

    with StandInVenice() as other:
        other.script(*[json_answer({"error": "no"}, 403)] * 2)
        _copy_of_the_app(settings, api_base_url=other.base_url).refresh()
        result = _copy_of_the_app(settings, api_base_url=other.base_url).refresh()

    assert result.catalog is None


@pytest.mark.parametrize("another", ["key", "address"])
def test_lists_of_two_sources_never_mix_in_one_history(settings: Settings, another: str) -> None:
    _copy_of_the_app(settings).refresh()
    before = _history(settings).read()

    with StandInVenice(answer([*bundled_models(), text_model("elsewhere")])) as other:
        changed = {"api_base_url": other.base_url} if another == "address" else {}
        result = _copy_of_the_app(settings, api_key=SecretStr("renewed"), **changed).refresh()

    assert result.catalog is not None
    assert result.history_failure is not None
    assert "another VENICE_API_KEY or VENICE_API_BASE_URL" in result.history_failure
    assert _history(settings).read(before) is before
    assert _copy_of_the_app(settings).refresh().history_failure is None


def test_who_renews_the_key_can_continue_the_history(settings: Settings) -> None:
    _copy_of_the_app(settings).refresh()
    renewed = _copy_of_the_app(settings, api_key=SecretStr("renewed"))

    continued = renewed.refresh(continues_history=True)

    assert continued.history_failure is None
    assert renewed.refresh(is_forced=True).history_failure is None


def test_asking_at_once_asks_though_it_is_not_time(
    venice: StandInVenice, settings: Settings
) -> None:
    _copy_of_the_app(settings).refresh()

    _copy_of_the_app(settings).refresh(is_forced=True)

    assert len(venice.requests) == 2


def test_a_short_list_is_shown_and_recorded_only_when_seen_again(
    venice: StandInVenice, settings: Settings
) -> None:
    app = _copy_of_the_app(settings)
    app.refresh()
    venice.payload = answer(bundled_models()[:40])

    short = app.refresh(is_forced=True)
    told = _copy_of_the_app(settings).refresh()
    before = changes(_history(settings).read())
    again = app.refresh(is_forced=True)
    after = changes(_history(settings).read())

    assert short.catalog is not None
    assert len(short.catalog.models) == 40
    assert short.missing_count == told.missing_count == 69  # 73 are gone, 4 as announced
    assert again.missing_count == 0
    assert not any(entry.observed_at.month > 8 for entry in before)
    assert {entry.kind for entry in after[:73]} == {"retired"}


def test_without_a_database_the_prices_still_come(
    venice: StandInVenice, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    app = _copy_of_the_app(settings, data_dir=tmp_path / "file" / "data")

    result = app.refresh()

    assert result.catalog is not None
    assert result.catalog.source == "live"
    assert (
        result.history_failure
        == "its folder cannot be made: Not a directory; check VENICE_DATA_DIR"
    )
    assert len(venice.requests) == 1


def test_recording_resumes_by_itself(
    venice: StandInVenice, settings: Settings, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "place"
    in_the_way.write_text("in the way", encoding="utf-8")
    app = _copy_of_the_app(settings, data_dir=in_the_way / "data")
    app.refresh()
    models = bundled_models()
    models[0]["model_spec"]["pricing"]["input"] = {"usd": 99.0, "diem": 99.0}
    venice.payload = answer(models)
    in_the_way.unlink()
    put_seeded_history(in_the_way / "data")

    result = app.refresh()

    newest = changes(app._history.read())[0]
    assert result.history_failure is None
    assert newest.model_id == models[0]["id"]
    assert any(move.after is not None and move.after.usd == 99.0 for move in newest.moves)
