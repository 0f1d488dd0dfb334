"""Scores and makers' prices: equal to their files row by row, and strict about them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from tests.support.own_data import OWN_DATA
from venice_data.catalog.fact_files import FactFileError
from venice_data.catalog.quality_scores import BENCHMARKS, SCORES_FILE, read_scores
from venice_data.costs.maker_prices import MAKER_PRICES_FILE, maker_prices, read_maker_prices

if TYPE_CHECKING:
    from pathlib import Path

SCORES = "model_id,benchmark,score,entry,as_of,name"
ONE = "a,livebench,70.5,a-1,2026-07-01,A"
OTHER = "a,lmarena-text,1400,a-1,2026-07-01,A"


def _rows(name: str) -> list[dict[str, str]]:
    with (OWN_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(folder: Path, *lines: str) -> None:
    file = folder / SCORES_FILE
    file.write_text("\n".join(lines), encoding="utf-8")
    read_scores(file)


def test_every_score_is_that_of_the_file() -> None:
    read = [
        (
            *(score.model_id, benchmark.name, score.score, score.entry),
            *(score.as_of.isoformat(), score.name),
        )
        for benchmark in BENCHMARKS
        for score in benchmark.scores.values()
    ]
    in_file = [
        (
            *(row["model_id"], row["benchmark"], float(row["score"]), row["entry"]),
            *(row["as_of"], row["name"]),
        )
        for row in _rows(SCORES_FILE)
    ]

    assert sorted(read) == sorted(in_file)
    assert len(read) == 49
    assert len({model_id for model_id, *_ in read}) == 29


def test_where_a_file_of_scores_has_no_names_models_go_by_their_ids(tmp_path: Path) -> None:
    file = tmp_path / SCORES_FILE
    lines = (SCORES, ONE, OTHER)
    file.write_text("\n".join(line.rpartition(",")[0] for line in lines), encoding="utf-8")

    assert [score.name for score in read_scores(file)] == ["a", "a"]


def test_every_price_of_a_maker_is_that_of_the_file() -> None:
    read = [
        (
            *(price.model_id, price.maker, price.maker_id, price.input_usd, price.output_usd),
            price.valid_from.isoformat(),
            "agrees" if price.two_sources_agree else "unchecked",
        )
        for price in maker_prices().values()
    ]
    in_file = [
        (
            *(row["model_id"], row["provider"], row["upstream_id"]),
            *(float(row["input_usd"]), float(row["output_usd"])),
            *(row["valid_from"], row["second_source"]),
        )
        for row in _rows(MAKER_PRICES_FILE)
    ]

    assert read == in_file
    assert len(read) == 23


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["model,score", ONE], "has other titles: its first row is model_id,benchmark"),
        ([], "has other titles"),
        ([SCORES], "holds no row: give a whole file"),
        ([SCORES, "a,livebench,good,a-1,2026-07-01,A"], "row 2: score “good” is no number above"),
        ([SCORES, "a,livebench,nan,a-1,2026-07-01,A"], "row 2: score “nan” is no number above"),
        ([SCORES, ONE, ONE], "row 3: model_id “a” was there before: leave one of the two"),
        ([SCORES, "a,arena,70,a-1,2026-07-01,A"], "row 2: benchmark “arena” is not known: write"),
        ([SCORES, "a,livebench,70,a-1,July,A"], "row 2: as_of “July” is no day: write it as"),
        ([SCORES, ",livebench,70,a-1,2026-07-01,A"], "row 2: model_id “” is empty: fill it in"),
        ([SCORES, "a,livebench"], "row 2 has 2 cells: write 6"),
        ([SCORES, ONE], "scores of 0 days on lmarena-text"),
        (
            [SCORES, OTHER, ONE, "b,livebench,70,b-1,2026-07-01,A"],
            "calls two models of livebench A: tell them apart",
        ),
        (
            [SCORES, OTHER, ONE, "b,livebench,70,b-1,2026-07-02,B"],
            "has scores of 2 days on livebench: read all of them on one day",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_remedy(
    lines: list[str], message: str, tmp_path: Path
) -> None:
    with pytest.raises(FactFileError, match=SCORES_FILE) as raised:
        _read(tmp_path, *lines)

    assert message in str(raised.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / MAKER_PRICES_FILE
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(FactFileError, match="is not UTF-8"):
        read_maker_prices(file)
