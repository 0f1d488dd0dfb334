"""The command `changes`: which entries it prints, and how a time is written."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from venice_data.__main__ import main
from venice_data.commands.command import ExitCode, beginning, ending, past_day
from venice_data.history.change_events import ChangeEvent, DetailChange
from venice_data.history.change_text import event_json

pytestmark = pytest.mark.usefixtures("seeded", "settings_in_environment")


def _told(capsys: pytest.CaptureFixture[str], *argv: str) -> list[dict[str, Any]]:
    assert main(["changes", *argv, "--json"]) == ExitCode.DONE
    told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return told


def test_a_line_names_the_day_the_model_and_what_happened(
    capsys: pytest.CaptureFixture[str],
) -> None:
    exit_code = main(["changes", "--since", "2026-08-18", "--until", "2026-08-19"])

    assert exit_code == ExitCode.DONE
    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("2026-08-19  DeepSeek V4 Pro 0813: input $1.73 → $1.65 (-4.6%)")
    assert {line[:10] for line in others} == {"2026-08-18"}
    assert sum("new text model" in line for line in others) == 2
    assert sum(line.endswith("out of beta") for line in others) == len(others) - 2 == 21


def test_without_a_change_no_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = main(["changes", "--since", "2026-08-23"])

    printed = capsys.readouterr()
    assert (exit_code, printed.out, printed.err) == (ExitCode.DONE, "", "")


def test_without_a_change_json_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert _told(capsys, "--since", "2026-08-23") == []


def test_json_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = _told(capsys, "--since", "2026-08-19", "--until", "2026-08-19")

    assert entry.keys() == {
        *("id", "observed_at", "not_before", "model_id", "name", "type", "kind"),
        *("moves", "details", "text"),
    }
    assert entry["observed_at"] == "2026-08-19T01:50:35Z"
    assert entry["kind"] == "price down"
    assert entry["moves"][0] == {
        "component": "input",
        "label": "Input",
        "unit": "1M tokens",
        "usd": {"before": 1.73, "after": 1.65, "percent": -4.6243},
        "diem": {"before": 1.73, "after": 1.65, "percent": -4.6243},
        "text": "Input: $1.73 → $1.65 per 1M tokens (-4.6%)",
    }


def test_an_instant_counts_to_the_second(capsys: pytest.CaptureFixture[str]) -> None:
    at, after = "2026-08-19T01:50:35Z", "2026-08-19T01:50:36Z"

    assert len(_told(capsys, "--since", at, "--until", at)) == 1
    assert _told(capsys, "--since", after, "--until", after) == []


def test_entries_are_chosen_by_type_and_kind(capsys: pytest.CaptureFixture[str]) -> None:
    since = ("--since", "2026-04-18")

    told = _told(capsys, *since, "--type", "edit", "video", "--kind", "new", "retired")

    assert {entry["type"] for entry in told} == {"inpaint", "video"}
    assert {entry["kind"] for entry in told} == {"new", "retired"}
    assert told == sorted(told, key=lambda entry: entry["observed_at"], reverse=True)
    assert told == _told(
        capsys, *since, "--type", "inpaint", "--type", "video", "--kind", "new", "--kind", "retired"
    )


def test_entries_are_chosen_by_every_filter_of_the_sidebar(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = _told(
        capsys,
        *("--since", "2026-04-18", "--search", "qwen", "--context", "128k"),
        *("--capability", "vision", "reasoning", "--privacy", "private", "anonymized"),
    )

    assert told
    assert {entry["type"] for entry in told} == {"text"}
    assert all("qwen" in f"{entry['name']} {entry['model_id']}".casefold() for entry in told)


def test_a_type_that_is_not_known_is_refused_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    exit_code = main(["changes", "--since", "7d", "--type", "smell"])

    assert exit_code == ExitCode.NOT_USABLE
    assert "--type='smell' is not known. Accepted: text, image" in capsys.readouterr().err


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["changes", "--since", "7d", "--kind", "cheaper"])

    assert ended.value.code == ExitCode.NOT_USABLE


def test_since_after_until_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = main(["changes", "--since", "2026-08-02", "--until", "2026-08-01"])

    assert exit_code == ExitCode.NOT_USABLE
    assert "--since is after --until" in capsys.readouterr().err


def test_details_are_written_with_instants_as_text() -> None:
    at = datetime(2026, 9, 1, tzinfo=UTC)
    entry = ChangeEvent(
        observed_at=at,
        not_before=at - timedelta(hours=1),
        model_id="m",
        name="M",
        model_type="text",
        kind="retiring",
        details=(DetailChange("removes_at", None, datetime(2026, 10, 1, tzinfo=UTC)),),
    )

    written = event_json(entry)

    assert written["not_before"] == "2026-08-31T23:00:00Z"
    assert written["details"] == [
        {
            "fact": "removes_at",
            "before": None,
            "after": "2026-10-01T00:00:00Z",
            "text": "will be removed on 1 October 2026",
        }
    ]


def test_a_day_counts_whole() -> None:
    assert beginning("2026-08-10") == datetime(2026, 8, 10, tzinfo=UTC)
    assert ending("2026-08-10") == datetime(2026, 8, 10, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-08-10T12:00Z", datetime(2026, 8, 10, 12, tzinfo=UTC)),
        ("2026-08-10T12:00", datetime(2026, 8, 10, 12, tzinfo=UTC)),
        ("2026-08-10T12:00+02:00", datetime(2026, 8, 10, 12, tzinfo=timezone(timedelta(hours=2)))),
    ],
)
def test_an_instant_without_a_zone_is_utc(text: str, instant: datetime) -> None:
    assert beginning(text) == ending(text) == instant


@pytest.mark.parametrize(("text", "age"), [("7d", timedelta(days=7)), ("12h", timedelta(hours=12))])
def test_an_age_counts_back_from_now(text: str, age: timedelta) -> None:
    earliest = datetime.now(UTC) - age

    assert earliest <= beginning(text) <= datetime.now(UTC) - age


def test_an_age_beyond_the_calendar_means_everything() -> None:
    assert beginning("999999d").year == 1


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "7", "-7d", "7w", "1234567d", "20260810", "2026-W33-1", "2026-8-1"),
        *("2026-02-30", "T", "2026-08-10T25:00", "0001-01-01T00:00+05:00", "12:00"),
    ],
)
def test_other_ways_to_write_a_time_are_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is not a day"):
        beginning(text)


def test_a_day_that_has_not_begun_has_no_prices() -> None:
    today = datetime.now(UTC).date()

    assert past_day(today.isoformat()) <= date.max
    with pytest.raises(ArgumentTypeError, match="has not begun"):
        past_day((today + timedelta(days=2)).isoformat())
