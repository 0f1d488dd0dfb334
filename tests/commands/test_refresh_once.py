"""The command `refresh`: what it records, what it says of it, and what it exits with."""

from __future__ import annotations

import json
import sqlite3
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from tests.support.samples import serve_bundled_list
from tests.support.stand_in import Answer, json_answer
from venice_data.__main__ import main
from venice_data.commands.command import ExitCode
from venice_data.history.history_store import HistoryStore

if TYPE_CHECKING:
    from tests.support.stand_in import StandInVenice
    from venice_data.settings import Settings

pytestmark = pytest.mark.usefixtures("seeded", "settings_in_environment")


def _double_output_price(models: list[dict[str, Any]], model_id: str) -> None:
    spec = next(model for model in models if model["id"] == model_id)["model_spec"]
    spec["pricing"]["output"] = {
        currency: 2 * amount for currency, amount in spec["pricing"]["output"].items()
    }


def test_a_refresh_says_that_nothing_changed(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    serve_bundled_list(venice)

    exit_code = main(["refresh"])

    printed = capsys.readouterr()
    assert exit_code == ExitCode.DONE
    assert printed.out == "113 models listed, nothing changed\n"
    assert printed.err == ""


def test_a_refresh_tells_the_first_changes_in_a_line_and_counts_the_others(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    models = serve_bundled_list(venice)
    _double_output_price(models, "zai-org-glm-5-2")
    for model in models[:4]:
        model["model_spec"]["name"] += " Renamed"

    exit_code = main(["refresh"])

    line = capsys.readouterr().out
    assert exit_code == ExitCode.DONE
    assert line.startswith("113 models listed, 5 changes | ")
    assert line.endswith(" | and 2 more\n")
    assert line.count("\n") == 1


def test_what_a_refresh_recorded_stays_recorded(
    venice: StandInVenice, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _double_output_price(serve_bundled_list(venice), "zai-org-glm-5-2")
    main(["refresh", "--json"])
    told = json.loads(capsys.readouterr().out)

    main(["refresh"])

    assert capsys.readouterr().out == "113 models listed, nothing changed\n"
    (entry,) = told["changes"]
    assert (entry["model_id"], entry["kind"]) == ("zai-org-glm-5-2", "price up")
    assert entry["moves"][0]["usd"]["percent"] == pytest.approx(100.0)
    assert (told["models"], told["recorded"], told["missing"]) == (113, True, 0)
    newest = HistoryStore(settings.history_database).read().newest
    assert entry["observed_at"] == newest.isoformat().replace("+00:00", "Z")


def test_a_short_list_waits_to_be_seen_again(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    del serve_bundled_list(venice)[40:]

    first = main(["refresh"])
    printed = capsys.readouterr()
    second = main(["refresh"])

    assert first == ExitCode.SHORT_LIST
    assert printed.out == ""
    assert "suspiciously short: 40 models, " in printed.err
    assert second == ExitCode.DONE
    assert capsys.readouterr().out.startswith("40 models listed, 73 changes | ")


def test_a_short_list_is_told_in_json_as_not_recorded(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    del serve_bundled_list(venice)[40:]

    exit_code = main(["refresh", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert exit_code == ExitCode.SHORT_LIST
    assert (told["models"], told["recorded"], told["changes"]) == (40, False, [])
    assert told["missing"] == 69  # 73 are gone, 4 as announced


def test_without_a_list_a_refresh_says_why(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    venice.script(json_answer({"error": "\x1b[31mno"}, 401))

    exit_code = main(["refresh"])

    printed = capsys.readouterr()
    assert exit_code == ExitCode.NO_LIST
    assert printed.out == ""
    assert "Venice gave no usable list: 127.0.0.1 answered with error 401" in printed.err
    assert "\x1b" not in printed.err


@pytest.mark.parametrize(
    "body", [b"not JSON", b'{"data": []}'], ids=["not JSON", "a list without models"]
)
def test_an_unusable_answer_is_no_list(venice: StandInVenice, body: bytes) -> None:
    venice.script(Answer(body=body))

    assert main(["refresh"]) == ExitCode.NO_LIST


def test_offline_a_refresh_is_refused(
    venice: StandInVenice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VENICE_OFFLINE", "1")

    exit_code = main(["refresh"])

    assert exit_code == ExitCode.NOT_USABLE
    assert "VENICE_OFFLINE is set" in capsys.readouterr().err
    assert venice.requests == []


def test_a_history_that_cannot_be_recorded_has_its_own_exit_code(
    venice: StandInVenice, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _double_output_price(serve_bundled_list(venice), "zai-org-glm-5-2")
    database = settings.data_dir / "history.sqlite3"
    database.unlink()
    database.mkdir()

    exit_code = main(["refresh"])

    assert exit_code == ExitCode.NO_HISTORY
    assert "the database file cannot be opened" in capsys.readouterr().err


def test_a_list_that_came_but_cannot_be_recorded_has_the_same_exit_code(
    venice: StandInVenice, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    serve_bundled_list(venice)
    with sqlite3.connect(settings.data_dir / "history.sqlite3") as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE UPDATE ON refresh BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    exit_code = main(["refresh"])

    printed = capsys.readouterr()
    assert exit_code == ExitCode.NO_HISTORY
    assert printed.out == ""
    assert printed.err.startswith("113 models listed, but nothing could be recorded: ")


def test_a_refresh_waits_for_that_of_another_copy(
    venice: StandInVenice, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    serve_bundled_list(venice)
    refresh = Thread(target=main, args=(["refresh"],))

    with HistoryStore(settings.history_database).refresh_lease():
        refresh.start()
        has_asked_meanwhile = venice.wait_for_requests(1, patience_seconds=0.5)
    refresh.join()

    assert not has_asked_meanwhile
    assert capsys.readouterr().out == "113 models listed, nothing changed\n"


def test_a_refresh_that_is_stopped_from_the_keyboard_records_nothing(
    venice: StandInVenice, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _double_output_price(serve_bundled_list(venice), "zai-org-glm-5-2")
    before = HistoryStore(settings.history_database).read()

    with monkeypatch.context() as patched:
        patched.setattr("venice_data.api.sources.parse_models", _interrupt)
        exit_code = main(["refresh"])

    assert exit_code == ExitCode.INTERRUPTED
    assert HistoryStore(settings.history_database).read().newest == before.newest


def _interrupt(*_: object, **__: object) -> NoReturn:
    raise KeyboardInterrupt
