"""The command `bundle`: a newer list ships, and what came before it stays in the history."""

from __future__ import annotations

import copy
import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.catalog_contents import models_in, prices_in
from tests.support.own_data import OWN_DATA, bundled_in
from tests.support.samples import bundled, bundled_models, serve_bundled_list
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import answer, json_answer
from venice_data.__main__ import main
from venice_data.api.parser import parse_models
from venice_data.api.sources import SavedAnswer, read_bundled, replace_bundled
from venice_data.catalog.quality_scores import SCORES_FILE
from venice_data.commands.command import ExitCode
from venice_data.history.change_events import changes
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import catalog_at
from venice_data.history.seed import FACTS_HISTORY, LISTING_HISTORY, PRICE_HISTORY, extend_seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.stand_in import StandInVenice
    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings

pytestmark = pytest.mark.usefixtures("settings_in_environment")

MANY = 30
SHIPPED_AT = datetime(2026, 8, 22, tzinfo=UTC)
HISTORIES = (LISTING_HISTORY, PRICE_HISTORY, FACTS_HISTORY)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """Let a copy of the tests' own list, history and facts be those that ship."""
    copied = tmp_path / "bundled"
    shutil.copytree(OWN_DATA, copied)
    with bundled_in(copied):
        yield copied


def _newer_list() -> list[dict[str, Any]]:
    """Return a list in which thirty models are gone, thirty repriced and thirty new."""
    models = bundled_models()
    gone, stay = models[::3][:MANY], [model for model in models if model not in models[::3][:MANY]]
    priced = [model for model in stay if model["type"] in {"text", "embedding", "asr", "tts"}]
    for model in priced[:MANY]:
        _double(model["model_spec"]["pricing"])
    return stay + [copy.deepcopy(model) | {"id": f"new-{model['id']}"} for model in gone]


def _double(prices: dict[str, Any]) -> None:
    for name, amount in prices.items():
        if isinstance(amount, dict):
            _double(amount)
        elif name in {"usd", "diem"}:
            prices[name] = amount * 2 + 1


def _bundle(models: list[dict[str, Any]], fetched_at: datetime) -> None:
    payload = answer(models)
    extend_seed(parse_models(payload, fetched_at=fetched_at, source="bundled"))
    replace_bundled(SavedAnswer(payload, fetched_at))


def _history(settings: Settings) -> PriceHistory:
    return HistoryStore(settings.history_database).read()


def _kinds_at_the_end(history: PriceHistory) -> dict[str, int]:
    last = [event.kind for event in changes(history) if event.observed_at == history.newest]
    return {kind: last.count(kind) for kind in last}


def test_a_given_list_takes_the_place_of_the_one_before(
    folder: Path, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    before, history_before = bundled(), seeded_history()
    files_before = {name: (folder / name).read_text(encoding="utf-8") for name in HISTORIES}
    file = tmp_path / "models.json"
    given = answer(_newer_list())
    file.write_text(json.dumps(given), encoding="utf-8")

    assert main(["bundle", "--list", str(file)]) == ExitCode.DONE

    saved, history = read_bundled(), _history(settings)
    newer = parse_models(saved.payload, fetched_at=saved.fetched_at, source="bundled")
    assert saved.payload == given
    assert datetime.now(UTC) - saved.fetched_at < timedelta(minutes=5)
    assert [path.name for path in folder.glob("models-*")] == [
        f"models-{saved.fetched_at:%Y-%m-%dT%H%M%S}Z.json"
    ]
    assert "60 listed or removed since" in capsys.readouterr().out
    for name, text in files_before.items():
        assert (folder / name).read_text(encoding="utf-8").startswith(text)
    assert history.newest == saved.fetched_at
    assert _kinds_at_the_end(history) == {"new": MANY, "retired": MANY, "price up": MANY}
    last = catalog_at(history, history.newest)
    assert prices_in(last) == prices_in(newer)
    assert models_in(last) == models_in(newer)
    then = catalog_at(history, before.fetched_at)
    assert {row[:2] + row[3:5] for row in prices_in(then)} == {
        row[:2] + row[3:5] for row in prices_in(before)
    }
    assert history.observations["observed_at"].tolist()[:-1] == [
        instant
        for instant in history_before.observations["observed_at"]
        if instant < before.fetched_at
    ]


def test_list_upon_list_stays_in_the_history(settings: Settings) -> None:
    first, second = datetime(2026, 9, 1, 8, 30, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)
    shipped = bundled_models()
    _bundle(_newer_list(), first)

    _bundle(shipped, second)

    history = _history(settings)
    kinds = [event.kind for event in changes(history) if event.observed_at == first]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "new": MANY,
        "retired": MANY,
        "price up": MANY,
    }
    assert _kinds_at_the_end(history) == {"back": MANY, "retired": MANY, "price down": MANY}
    assert prices_in(catalog_at(history, second)) == prices_in(parse_models(answer(shipped)))


def test_a_price_that_is_no_longer_published_is_gone(settings: Settings) -> None:
    models = bundled_models()
    models[0]["model_spec"]["pricing"].pop("cache_input")
    models[1]["model_spec"]["pricing"]["output"].pop("diem")

    _bundle(models, datetime(2026, 9, 1, tzinfo=UTC))
    _bundle(bundled_models(), datetime(2026, 9, 2, tzinfo=UTC))

    history = _history(settings)
    after = catalog_at(history, datetime(2026, 9, 1, tzinfo=UTC))
    assert prices_in(after) == prices_in(parse_models(models))
    events = [event for event in changes(history) if event.observed_at > SHIPPED_AT]
    assert [(event.model_id, event.kind) for event in events] == [
        (models[0]["id"], "prices changed")
    ]


def test_without_a_file_venice_is_asked_and_not_shown_the_key(
    venice: StandInVenice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENICE_API_KEY", "secret")
    serve_bundled_list(venice).pop()

    assert main(["bundle"]) == ExitCode.DONE

    assert read_bundled().payload == venice.payload
    (request,) = venice.requests
    assert "authorization" not in request.headers


@pytest.mark.parametrize("content", ["", "[]", "{", "null"])
def test_what_is_no_list_changes_nothing(
    folder: Path, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    file = tmp_path / "models.json"
    file.write_text(content, encoding="utf-8")

    assert main(["bundle", "--list", str(file)]) == ExitCode.NO_LIST

    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert capsys.readouterr().err


def test_where_venice_gives_no_list_nothing_changes(folder: Path, venice: StandInVenice) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    venice.script(json_answer({"error": "no"}, 403))

    assert main(["bundle"]) == ExitCode.NO_LIST

    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_offline_nobody_is_asked(venice: StandInVenice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_OFFLINE", "1")

    assert main(["bundle"]) == ExitCode.NOT_USABLE

    assert venice.requests == []


def test_newer_scores_ship_once_they_are_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scores.csv"
    scores = (OWN_DATA / SCORES_FILE).read_text(encoding="utf-8")
    before = read_bundled().payload
    file.write_text(scores, encoding="utf-8")

    assert main(["bundle", "--scores", str(file)]) == ExitCode.DONE
    assert (folder / SCORES_FILE).read_text(encoding="utf-8") == scores
    assert capsys.readouterr().out == "49 rows in quality-scores.csv\n"
    assert read_bundled().payload == before

    file.write_text(scores.replace("75.96", "best"), encoding="utf-8")

    assert main(["bundle", "--scores", str(file)]) == ExitCode.NOT_USABLE
    assert (folder / SCORES_FILE).read_text(encoding="utf-8") == scores
    assert "scores.csv, row 2: score “best” is no number above zero" in capsys.readouterr().err
