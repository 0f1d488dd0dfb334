"""The command `usage`: it fetches every page with one's own key, and keeps nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.stand_in import json_answer
from tests.support.usage_histories import entry, noon
from venice_data.__main__ import main
from venice_data.commands.command import ExitCode
from venice_data.usage.reading import read_usage

if TYPE_CHECKING:
    from tests.support.stand_in import Answer, StandInVenice

pytestmark = pytest.mark.usefixtures("seeded", "settings_in_environment")

_FIRST = [
    entry("zai-org-glm-5-llm-output-mtoken", 1, 3.2, noon(1)),
    entry("zai-org-glm-5-llm-input-mtoken", 1, 1, noon(1), currency="DIEM"),
]
_SECOND = [
    entry("=cmd|' /C calc'!A0", 1, 0.5, noon(2)),
    entry("top-up", 1, 0, noon(2), amount=20.0),
]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_API_KEY", "a-key")


@pytest.fixture
def served(venice: StandInVenice) -> StandInVenice:
    """Serve two pages."""
    venice.script(
        json_answer({"data": _FIRST, "nextCursor": "the next"}),
        json_answer({"data": _SECOND, "nextCursor": None}),
    )
    return venice


def _queries(venice: StandInVenice) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(request.path).query) for request in venice.requests]


def test_it_says_what_was_spent(served: StandInVenice, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = main(["usage", "--since", "2026-06-01", "--until", "2026-06-02"])

    assert exit_code == ExitCode.DONE
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["$4.70", "spent in all"],
        ["$3.70", "of it USD"],
        ["$1.00", "of it DIEM"],
        ["$4.20", "zai-org-glm-5"],
        ["$0.50", "not matched to a model"],
        ["$20.00", "credits, not counted"],
    ]
    first, second = _queries(served)
    assert first["startTimestamp"] == ["2026-06-01T00:00:00Z"]
    assert first["pageSize"] == ["1000"]
    assert second == {"cursor": ["the next"]}
    assert {request.headers["authorization"] for request in served.requests} == {"Bearer a-key"}


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("shape", ["--csv", "--json"])
def test_what_it_prints_is_read_back(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["usage", "--since", "2026-06-01", shape])

    printed = capsys.readouterr().out
    assert read_usage([printed.encode()]).frame["amount"].sum() == (20 - 4.7) * 10**10
    assert "\n=cmd" not in printed


def test_it_comes_back_when_venice_asks_for_patience(
    venice: StandInVenice, capsys: pytest.CaptureFixture[str]
) -> None:
    venice.script(json_answer({"error": "slow down"}, 429, retry_after="0"))
    venice.script(json_answer({"data": _FIRST}))

    assert main(["usage", "--since", "2026-06-01", "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["data"] == _FIRST


@pytest.mark.parametrize(
    ("answers", "exit_code", "said"),
    [
        (
            [json_answer({"error": "Authentication failed"}, 401)],
            ExitCode.NO_LIST,
            "VENICE_API_KEY",
        ),
        ([json_answer({"object": "list"})], ExitCode.NO_LIST, "without a usage history"),
        (2 * [json_answer({"data": _FIRST, "nextCursor": "a"})], ExitCode.NO_LIST, "twice"),
        ([json_answer({"data": []})], ExitCode.NOT_USABLE, "no entries"),
    ],
)
def test_what_goes_wrong_is_said(
    venice: StandInVenice,
    answers: list[Answer],
    exit_code: ExitCode,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    venice.script(*answers)

    assert main(["usage", "--since", "2026-06-01"]) == exit_code
    assert said in capsys.readouterr().err


def test_without_a_key_nothing_is_asked(
    venice: StandInVenice,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("VENICE_API_KEY")

    assert main(["usage", "--since", "30d"]) == ExitCode.NOT_USABLE
    assert "VENICE_API_KEY" in capsys.readouterr().err
    assert venice.requests == []
