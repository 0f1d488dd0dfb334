"""The command line as a whole, and `status`: exit codes, plain text, and what is never shown."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.samples import serve_bundled_list
from tests.support.stand_in import json_answer
from venice_data.__main__ import main
from venice_data.commands.command import ExitCode
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.stand_in import StandInVenice
    from venice_data.settings import Settings

pytestmark = pytest.mark.usefixtures("seeded", "settings_in_environment")


def test_names_of_models_cannot_steer_the_terminal(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    models = serve_bundled_list(venice)
    models[0]["model_spec"]["name"] = "Red\x1b[31m\nname\x9b2J\u202e"

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


@pytest.mark.parametrize("command", ["refresh", "changes", "export", "status", "watch", "bundle"])
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
        "oldest": "2026-04-18T01:29:37Z",
        "newest": "2026-08-22T00:00:00Z",
        "models_listed": 113,
        "changes": 167,
    }
    assert told["database"]["reachable"]
    assert told["database"]["file_bytes"] > 0
    assert "error 403" in told["last_refresh"]["failure"]
    assert told["last_good_list"] == {"fetched_at": None}
    assert told["settings"]["data_dir"] == str(settings.data_dir)


def test_status_tells_of_a_short_list_and_the_last_good_one(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    del serve_bundled_list(venice)[40:]
    main(["refresh"])
    capsys.readouterr()

    main(["status", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert told["last_refresh"]["missing_from_short_list"] == 69  # 73 are gone, 4 as announced
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
