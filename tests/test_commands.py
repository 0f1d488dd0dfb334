"""The command line: what it prints, what it exits with, and what it never shows."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.stand_in import Answer, json_answer
from venice_data.commands.command import ExitCode
from venice_data.commands.command_line import main
from venice_data.history.history_store import HistoryStore
from venice_data.last_good import read_bundled
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.stand_in import StandInVenice
    from venice_data.settings import Settings

_ESCAPE = "\x1b[31m"


@pytest.fixture(autouse=True)
def _in_environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_API_BASE_URL", settings.api_base_url)
    monkeypatch.setenv("VENICE_DATA_DIR", str(settings.data_dir))


def _serve_bundled_list(venice: StandInVenice) -> list[dict[str, Any]]:
    """Serve the list with which every history begins; return its models, to be changed."""
    payload = copy.deepcopy(read_bundled().payload)
    venice.payload = payload
    models: list[dict[str, Any]] = payload["data"]
    return models


def _double_output_price(models: list[dict[str, Any]], model_id: str) -> None:
    spec = next(model for model in models if model["id"] == model_id)["model_spec"]
    spec["pricing"]["output"] = {
        currency: 2 * amount for currency, amount in spec["pricing"]["output"].items()
    }


def test_a_refresh_says_that_nothing_changed(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    _serve_bundled_list(venice)

    exit_code = main(["refresh"])

    printed = capsys.readouterr()
    assert exit_code == ExitCode.DONE
    assert printed.out == "328 models listed, nothing changed\n"
    assert printed.err == ""


def test_a_refresh_tells_the_first_changes_in_a_line_and_counts_the_others(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    models = _serve_bundled_list(venice)
    _double_output_price(models, "zai-org-glm-5-2")
    for model in models[:4]:
        model["model_spec"]["name"] += " Renamed"

    exit_code = main(["refresh"])

    line = capsys.readouterr().out
    assert exit_code == ExitCode.DONE
    assert line.startswith("328 models listed, 5 changes | ")
    assert line.endswith(" | and 2 more\n")
    assert line.count("\n") == 1


def test_what_a_refresh_recorded_stays_recorded(
    venice: StandInVenice, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _double_output_price(_serve_bundled_list(venice), "zai-org-glm-5-2")
    main(["refresh", "--json"])
    told = json.loads(capsys.readouterr().out)

    main(["refresh"])

    assert capsys.readouterr().out == "328 models listed, nothing changed\n"
    (entry,) = told["changes"]
    assert (entry["model_id"], entry["kind"]) == ("zai-org-glm-5-2", "price up")
    assert entry["moves"][0]["usd"]["percent"] == pytest.approx(100.0)
    assert (told["models"], told["recorded"], told["missing"]) == (328, True, 0)
    newest = HistoryStore(settings.history_database).read().newest
    assert entry["observed_at"] == newest.isoformat().replace("+00:00", "Z")


def test_a_short_list_waits_to_be_seen_again(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    del _serve_bundled_list(venice)[100:]

    first = main(["refresh"])
    printed = capsys.readouterr()
    second = main(["refresh"])

    assert first == ExitCode.SHORT_LIST
    assert printed.out == ""
    assert "suspiciously short: 100 models, " in printed.err
    assert second == ExitCode.DONE
    assert capsys.readouterr().out.startswith("100 models listed, 228 changes | ")


def test_a_short_list_is_told_in_json_as_not_recorded(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    del _serve_bundled_list(venice)[100:]

    exit_code = main(["refresh", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert exit_code == ExitCode.SHORT_LIST
    assert (told["models"], told["recorded"], told["changes"]) == (100, False, [])
    assert told["missing"] > 200


def test_without_a_list_a_refresh_says_why(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    venice.script(json_answer({"error": f"{_ESCAPE}no"}, 401))

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
    _double_output_price(_serve_bundled_list(venice), "zai-org-glm-5-2")
    database = settings.data_dir / "history.sqlite3"
    database.unlink()
    database.mkdir()

    exit_code = main(["refresh"])

    assert exit_code == ExitCode.NO_HISTORY
    assert "the database file cannot be opened" in capsys.readouterr().err


def test_names_of_models_cannot_steer_the_terminal(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    models = _serve_bundled_list(venice)
    models[0]["model_spec"]["name"] = f"Red{_ESCAPE}\nname\x9b2J\u202e"

    main(["refresh"])
    main(["export", "prices"])
    main(["changes", "--since", "1d"])

    printed = capsys.readouterr().out
    assert "Red\ufffd[31m name\ufffd2J\ufffd" in printed
    assert not any(steering in printed for steering in "\x1b\x9b\u202e")


def test_a_setting_that_cannot_be_used_is_named_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VENICE_REFRESH_SECONDS", "soon")

    exit_code = main(["status"])

    printed = capsys.readouterr()
    assert exit_code == ExitCode.NOT_USABLE
    assert "VENICE_REFRESH_SECONDS='soon'" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("argv", [[], ["buy"], ["changes"], ["changes", "--since", "last week"]])
def test_wrong_usage_ends_with_2(argv: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)

    assert ended.value.code == ExitCode.NOT_USABLE


@pytest.mark.parametrize("command", ["refresh", "changes", "export", "status"])
def test_the_help_of_each_command_shows_an_example_and_every_exit_code(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    printed = capsys.readouterr().out
    assert ended.value.code == ExitCode.DONE
    assert f"example:\n  python -m venice_data {command}" in printed
    assert all(f"\n  {exit_code} " in printed for exit_code in ExitCode)


def test_status_tells_what_is_recorded(
    venice: StandInVenice, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    venice.script(json_answer({"error": "closed"}, 403))
    main(["refresh"])
    capsys.readouterr()

    exit_code = main(["status", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert exit_code == ExitCode.DONE
    assert told["history"] == {
        "oldest": "2026-04-17T22:29:37Z",
        "newest": "2026-08-22T00:00:00Z",
        "models_listed": 328,
        "changes": 346,
    }
    assert told["database"]["reachable"]
    assert told["database"]["file_bytes"] > 0
    assert "error 403" in told["last_refresh"]["failure"]
    assert told["last_good_list"] == {"fetched_at": None}
    assert told["settings"]["data_dir"] == str(settings.data_dir)


def test_status_tells_of_a_short_list_and_the_last_good_one(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    del _serve_bundled_list(venice)[100:]
    main(["refresh"])
    capsys.readouterr()

    main(["status", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert told["last_refresh"]["missing_from_short_list"] > 200
    assert told["last_refresh"]["failure"] is None
    assert told["last_good_list"]["fetched_at"] == told["last_refresh"]["list_fetched_at"]


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "JSON"])
def test_status_shows_neither_key_nor_password(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VENICE_API_KEY", "secret-1")
    monkeypatch.setenv("VENICE_API_BASE_URL", "http://me:secret-2@127.0.0.1:9/api")
    monkeypatch.setenv(
        "VENICE_DATABASE_URL", "postgresql://me:secret-3@127.0.0.1:9/x?sslpassword=secret-4"
    )

    exit_code = main(["status", *options])

    printed = capsys.readouterr()
    assert exit_code == ExitCode.NO_HISTORY
    assert "the database server cannot be reached" in printed.out
    assert "@127.0.0.1:9/x?sslpassword=hidden" in printed.out
    assert "secret" not in printed.out + printed.err


def test_the_program_runs_from_any_folder_and_keeps_quiet_on_stderr(
    settings: Settings, tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}

    ended = subprocess.run(
        [sys.executable, "-m", "venice_data", "status"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (ExitCode.DONE, "")
    assert str(settings.data_dir) in ended.stdout


def test_a_reader_that_hangs_up_is_no_failure() -> None:
    reader, writer = os.pipe()
    os.close(reader)

    ended = subprocess.run(
        [sys.executable, "-m", "venice_data", "export", "prices"],
        cwd=PROJECT_ROOT,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)

    assert (ended.returncode, ended.stderr) == (ExitCode.DONE, "")
