"""The command `export`: the seed comes out as it went in, and files are whole."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.support.histories import day, history_of
from tests.support.own_data import OWN_DATA
from tests.support.recorded_lists import seeded_with
from tests.support.samples import bundled
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.__main__ import main
from venice_data.commands.command import ExitCode
from venice_data.commands.export import listing_history, price_history, prices
from venice_data.history.list_states import state_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from venice_data.settings import Settings

    Row = tuple[Any, ...]


pytestmark = pytest.mark.usefixtures("seeded", "settings_in_environment")


def _exported(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(["export", *argv]) == ExitCode.DONE
    return capsys.readouterr().out


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _shipped(file_name: str) -> list[dict[str, str]]:
    return _rows((OWN_DATA / file_name).read_text("utf-8"))


def _price_facts(rows: list[dict[str, str]]) -> set[Row]:
    return {
        (
            row["observed_at"],
            row["model_id"],
            row["component"],
            *(float(row[currency]) if row[currency] else None for currency in ("usd", "diem")),
        )
        for row in rows
    }


def _tuples(table: pd.DataFrame) -> list[Row]:
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in table.itertuples(index=False, name=None)
    ]


def test_the_seeded_prices_come_out_as_they_ship(capsys: pytest.CaptureFixture[str]) -> None:
    shipped = _shipped("price-history.csv")

    exported = _rows(_exported(capsys, "price-history"))

    assert list(exported[0]) == list(shipped[0])
    assert len(exported) == len(shipped)
    assert _price_facts(exported) == _price_facts(shipped)


def test_the_seeded_listings_come_out_as_they_ship(capsys: pytest.CaptureFixture[str]) -> None:
    """A renamed model had its name of August from April on."""
    shipped = _shipped("listing-history.csv")

    exported = _rows(_exported(capsys, "listing-history"))

    assert list(exported[0]) == list(shipped[0])
    assert len(exported) == len(shipped)
    assert {tuple(row.values()) for row in exported} == {tuple(row.values()) for row in shipped}


@pytest.mark.parametrize("table", ["prices", "price-history", "listing-history"])
def test_json_holds_the_same_rows_as_csv(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    from_csv = _rows(_exported(capsys, table))

    from_json = json.loads(_exported(capsys, table, "--format", "json"))

    assert [list(row) for row in from_json] == [list(row) for row in from_csv]
    assert [
        {name: "" if cell is None else str(cell) for name, cell in row.items()} for row in from_json
    ] == from_csv


def test_the_prices_now_are_those_of_the_newest_list(capsys: pytest.CaptureFixture[str]) -> None:
    exported = _rows(_exported(capsys, "prices"))

    assert len(exported) == len(bundled().prices)
    price = next(row for row in exported if row["model_id"] == "zai-org-glm-5-2")
    assert (price["name"], price["type"], price["unit"]) == ("GLM 5.2", "text", "1M tokens")


def test_a_discount_to_the_user_stands_beside_the_prices_and_changes_none() -> None:
    history = history_of([text_model("a") | {"discount_to_user": 0.125}, text_model("b")])

    exported = prices(history, history.newest, history.newest)

    assert exported["usd"].tolist() == [1.0, 2.0, 1.0, 2.0]
    assert exported["discount_to_user"].fillna(0).tolist() == [0.125, 0.125, 0, 0]


def test_a_model_that_has_retired_since_the_newest_list_is_marked_with_its_day() -> None:
    """The file held models that no page counted, and nothing said which."""
    gone = {"removesAt": day(3).isoformat()}
    history = history_of([text_model("gone", deprecation=gone), text_model("stays")])

    def marked(now: datetime) -> dict[Any, Any]:
        exported = prices(history, history.newest, now)
        assert list(exported)[-1] == "retired_since"
        return exported.set_index("model_id")["retired_since"].to_dict()

    assert marked(day(2)) == {"gone": "", "stays": ""}
    assert marked(day(3)) == {"gone": f"{day(3):%Y-%m-%d}", "stays": ""}


def test_a_past_day_ends_what_is_exported(capsys: pytest.CaptureFixture[str]) -> None:
    until = ("--as-of", "2026-04-20")

    prices = _rows(_exported(capsys, "prices", *until))
    listings = _rows(_exported(capsys, "listing-history", *until))

    assert {row["observed_at"][:10] for row in listings} == {"2026-04-18", "2026-04-20"}
    removed = {row["model_id"] for row in listings if row["event"] == "removed"}
    assert "gemini-embedding-001" in removed
    assert not removed & {row["model_id"] for row in prices}


@pytest.mark.parametrize("text", ["2026-04-17", "0001-01-01"])
def test_a_day_before_the_history_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code = main(["export", "prices", "--as-of", text])

    printed = capsys.readouterr()
    assert exit_code == ExitCode.NOT_USABLE
    assert "The history begins on 2026-04-18" in printed.err
    assert printed.out == ""


def test_a_name_that_looks_like_a_formula_is_marked_as_text_as_in_the_files_of_the_pages(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    models = [text_model("plain"), model("odd", "text", {"input": {"usd": 1}}, name="=1+1")]
    with seeded_with([(day(0), state_of(parse_models(models)))]):
        (settings.data_dir / "history.sqlite3").unlink()
        rows = _rows(_exported(capsys, "prices"))

    assert {row["name"] for row in rows} == {"Plain", "'=1+1"}
    assert json.loads(_exported(capsys, "prices", "--format", "json"))[0]["name"] == "=1+1"


def test_a_price_that_goes_away_while_its_model_stays_has_no_amounts() -> None:
    usd = {"usd": 1.0, "diem": 1.0}
    both = model("m", "text", {"input": usd, "output": usd})
    history = history_of([both], [model("m", "text", {"input": usd})], [both])

    rows = _tuples(price_history(history, history.newest))

    assert rows == [
        (day(0), "m", "input", 1.0, 1.0),
        (day(0), "m", "output", 1.0, 1.0),
        (day(1), "m", "output", None, None),
        (day(2), "m", "output", 1.0, 1.0),
    ]


def test_a_model_that_leaves_takes_its_prices_along_and_brings_them_back() -> None:
    stays, comes_and_goes = text_model("stays"), model("m", "image", {"generation": {"usd": 1.0}})
    history = history_of([stays, comes_and_goes], [stays], [stays, comes_and_goes])

    prices = _tuples(price_history(history, history.newest))
    listings = _tuples(listing_history(history, history.newest))

    assert [row for row in prices if row[1] == "m"] == [
        (day(0), "m", "generation", 1.0, None),
        (day(2), "m", "generation", 1.0, None),
    ]
    assert [row for row in listings if row[1] == "m"] == [
        (day(0), "m", "image", "M", "listed"),
        (day(1), "m", "image", "M", "removed"),
        (day(2), "m", "image", "M", "listed"),
    ]


def test_a_model_leaves_under_the_name_that_it_had_last() -> None:
    stays = text_model("stays")
    history = history_of([stays, text_model("m")], [stays, text_model("m", name="New")], [stays])

    rows = _tuples(listing_history(history, history.newest))

    assert [(row[3], row[4]) for row in rows if row[1] == "m"] == [
        ("M", "listed"),
        ("New", "removed"),
    ]


def test_amounts_that_stay_while_a_tier_moves_are_not_told_again() -> None:
    def music(min_seconds: int) -> dict[str, Any]:
        tier = {"usd": 1.0, "diem": 1.0, "min_seconds": min_seconds, "max_seconds": 60}
        return model("m", "music", {"durations": {"60": tier}})

    history = history_of([music(1)], [music(30)])

    rows = _tuples(price_history(history, history.newest))

    assert len(history.prices) == 2
    assert rows == [(day(0), "m", "durations.60", 1.0, 1.0)]


def test_a_file_is_replaced_whole_and_can_be_read_by_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("old", encoding="utf-8")

    printed = _exported(capsys, "prices", "--output", str(file))

    assert printed == ""
    assert file.read_text("utf-8") == _exported(capsys, "prices")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["prices.csv"]
    assert file.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_a_link_stays_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link, file = tmp_path / "latest.csv", tmp_path / "prices.csv"
    link.symlink_to(file)

    _exported(capsys, "prices", "--output", str(link))

    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("model_id,")


@pytest.mark.parametrize("place", [".", os.devnull, "data/history.sqlite3/prices.csv"])
def test_a_place_that_is_no_file_is_refused(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code = main(["export", "prices", "--output", str(tmp_path / place)])

    assert exit_code == ExitCode.NOT_USABLE
    assert "cannot be written" in capsys.readouterr().err


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
