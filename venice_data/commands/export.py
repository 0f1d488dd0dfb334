"""`export`: the listed prices, or a whole history, as CSV or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from venice_data.commands import exported_tables
from venice_data.commands.command import Command, CommandError, ExitCode
from venice_data.commands.entry_json import instant_json
from venice_data.commands.plain_output import json_text, plain, print_plainly
from venice_data.commands.written_time import past_day
from venice_data.files import write_atomically
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import end_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date, datetime

    import pandas as pd

    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings

_TABLES: Final = {
    "prices": exported_tables.prices,
    "price-history": exported_tables.price_history,
    "listing-history": exported_tables.listing_history,
}


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    parser.add_argument("table", choices=_TABLES, help="what to export")
    parser.add_argument(
        "--as-of", metavar="DAY", type=past_day, help="as it was at the end of a day in UTC"
    )
    parser.add_argument("--format", choices=("csv", "json"), default="csv", help="default: csv")
    parser.add_argument(
        "--output", metavar="FILE", type=Path, help="write here, whole or not at all"
    )


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Print the table that is asked for, or write it to its file."""
    history = HistoryStore(settings.history_database).read()
    table = _TABLES[arguments.table](history, _instant(history, arguments.as_of))
    text = _csv_text(table) if arguments.format == "csv" else _json_text(table)
    if arguments.output is None:
        print_plainly(text, out)
    else:
        _write(text, arguments.output)
    return ExitCode.DONE


def _instant(history: PriceHistory, day: date | None) -> datetime:
    """Return the end of the day, or the instant of the newest list."""
    if day is None:
        return history.newest
    if end_of(day) < history.oldest:
        raise CommandError(
            ExitCode.NOT_USABLE,
            f"The history begins on {history.oldest:%Y-%m-%d}, which is after {day}.",
        )
    return end_of(day)


def _csv_text(table: pd.DataFrame) -> str:
    return _with_written_instants(table).to_csv(index=False, lineterminator="\n")


def _json_text(table: pd.DataFrame) -> str:
    cells = _with_written_instants(table).astype("object")
    return json_text(cells.where(cells.notna(), None).to_dict("records"))


def _with_written_instants(table: pd.DataFrame) -> pd.DataFrame:
    if "observed_at" not in table:
        return table
    return table.assign(observed_at=table["observed_at"].map(instant_json))


def _write(text: str, file: Path) -> None:
    """Write to the file itself where the name is a link; a device is no file to replace."""
    target = file.resolve()
    if target.exists() and not target.is_file():
        raise CommandError(ExitCode.NOT_USABLE, f"{file} cannot be written: it is not a file.")
    try:
        write_atomically(target, plain(text))
    except OSError as error:
        raise CommandError(
            ExitCode.NOT_USABLE, f"{file} cannot be written: {error.strerror}."
        ) from error


COMMAND: Final = Command(
    name="export",
    summary="the listed prices, or a whole history, as CSV or JSON",
    explanation=(
        "Export a table:\n"
        "  prices           what is listed, with the name and type of its model and its unit\n"
        "  price-history    when each price began; no amounts where it went away while its\n"
        "                   model stayed\n"
        "  listing-history  when each model came and went\n"
        "The two histories have the columns of the files in venice_data/bundled."
    ),
    example="export prices --as-of 2026-05-01 --format json --output prices.json",
    add_options=add_options,
    run=run,
)
