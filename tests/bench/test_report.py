"""How the benchmark judges its figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.bench.report import NO_SAVED_RUN, Aim, Figure, SavedRun, as_json, as_table, exit_code

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.report import Judged

AT_MOST = Aim(1.4, "× reference")
AT_LEAST = Aim(0.6, "× reference", at_least=True)


def figure(*values: float, aim: Aim = AT_MOST) -> Figure:
    return Figure("one run", "/text", aim, list(values))


def judged_after(before: Figure, now: Figure, folder: Path) -> Judged:
    saved = folder / "saved.json"
    saved.write_text(as_json([before], ["a note"]), encoding="utf-8")
    (one,) = SavedRun.read(saved).judge([now])
    return one


@pytest.mark.parametrize(
    ("aim", "met", "missed"),
    [(AT_MOST, 1.4, 1.41), (AT_LEAST, 0.6, 0.59)],
)
def test_an_aim_is_met_up_to_its_bound(aim: Aim, met: float, missed: float) -> None:
    assert figure(met, aim=aim).is_met
    assert not figure(missed, aim=aim).is_met


def test_the_median_of_the_rounds_counts_and_not_the_best() -> None:
    assert not figure(1.0, 1.5, 1.6).is_met
    assert figure(1.0, 1.1, 9.0).is_met


def test_an_aim_that_was_met_fails_the_run_once_it_is_missed_by_more_than_the_spread(
    tmp_path: Path,
) -> None:
    one = judged_after(figure(1.2), figure(1.7, 1.8), tmp_path)

    assert one.verdict == "**fallen back**"
    assert exit_code([one]) == 1


def test_a_miss_within_the_spread_fails_no_run(tmp_path: Path) -> None:
    one = judged_after(figure(1.2), figure(1.3, 1.5, 1.6), tmp_path)

    assert one.verdict == "missed, not beyond doubt"
    assert exit_code([one]) == 0


def test_one_round_shows_no_spread_and_so_fails_no_run(tmp_path: Path) -> None:
    one = judged_after(figure(1.2), figure(1.7), tmp_path)

    assert one.verdict == "missed, not beyond doubt"
    assert exit_code([one]) == 0


def test_an_aim_never_met_fails_no_run(tmp_path: Path) -> None:
    one = judged_after(figure(2.0), figure(2.5, 2.6), tmp_path)

    assert one.verdict == "missed"
    assert exit_code([one]) == 0


def test_a_stretch_that_is_lost_fails_no_run(tmp_path: Path) -> None:
    stretch = Aim(1.5, "× empty", is_stretch=True)
    one = judged_after(figure(1.4, aim=stretch), figure(1.9, 1.9, aim=stretch), tmp_path)

    assert exit_code([one]) == 0


def test_without_a_saved_run_there_are_verdicts_and_no_failure() -> None:
    (one,) = NO_SAVED_RUN.judge([figure(9.0, 9.1)])

    assert one.verdict == "missed"
    assert exit_code([one]) == 0


def test_a_count_has_no_spread_so_that_one_message_too_many_fails(tmp_path: Path) -> None:
    none = Aim(0, "messages", is_count=True)
    one = judged_after(figure(0, aim=none), figure(1, aim=none), tmp_path)

    assert exit_code([one]) == 1


def test_the_table_has_figure_spread_aim_and_verdict() -> None:
    row = as_table(NO_SAVED_RUN.judge([figure(1.25, 1.3, 1.2)])).splitlines()[-1]

    assert row == (
        "| one run | /text | 1.25× reference | 1.2–1.3 | at most 1.4× reference | met |  |"
    )


def test_json_holds_every_round() -> None:
    (written,) = json.loads(as_json([figure(1.0, 2.0)], []))["figures"]

    assert written["values"] == [1.0, 2.0]
    assert written["is_met"] is False
