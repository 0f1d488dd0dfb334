"""`export`: the listed prices, or a whole history, as CSV or JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TextIO

import pandas as pd

from venice_data.catalog.filters import retired_since
from venice_data.catalog.frames import CURRENCIES
from venice_data.commands.command import (
    Command,
    CommandError,
    ExitCode,
    json_text,
    past_day,
    plain,
    print_plainly,
)
from venice_data.days import end_of, instant_json
from venice_data.files import csv_text, write_atomically
from venice_data.history.history_store import HistoryStore
from venice_data.history.list_states import fact_from_text
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings

_PRICE_COLUMNS: Final = [
    "model_id",
    "name",
    "type",
    "component",
    "label",
    "unit",
    "usd",
    "diem",
    "resolution",
    "quality",
    "tier",
    "min_seconds",
    "max_seconds",
    "discount_to_user",
    "retired_since",
]
_PRICES: Final = "prices"
_PRICE_KEY: Final = ["model_id", "component"]
_AMOUNTS: Final = list(CURRENCIES)
_FACTS_OF_LISTING: Final = ["type", "name"]


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    parser.add_argument("table", choices=(_PRICES, *_HISTORIES), help="what to export")
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
    at = _instant(history, arguments.as_of)
    if arguments.table == _PRICES:
        table = prices(history, at, at if arguments.as_of else datetime.now(UTC))
    else:
        table = _HISTORIES[arguments.table](history, at)
    text = _csv_text(table) if arguments.format == "csv" else _json_text(table)
    if arguments.output is None:
        print_plainly(text, out)
    else:
        _write(text, arguments.output)
    return ExitCode.DONE


def prices(history: PriceHistory, at: datetime, now: datetime) -> pd.DataFrame:
    """Return the prices that were listed at an instant, with what each is for.

    `retired_since` is the day from which its model is not offered, if that has come by `now`: an
    old list can hold removed ones.
    A discount to the user is told beside them and changes none: the price is what Venice bills.
    """
    catalog = catalog_at(history, at)
    described = catalog.models[["name", "type", "discount_to_user"]].assign(
        retired_since=retired_since(catalog.models, now)
    )
    listed = catalog.prices.join(described, on="model_id")
    return listed[_PRICE_COLUMNS].sort_values(_PRICE_KEY)


def price_history(history: PriceHistory, at: datetime) -> pd.DataFrame:
    """Return every price from when on it held, up to an instant.

    No amounts stand where a component went away while its model stayed.
    """
    priced = history.prices.dropna(subset=_AMOUNTS, how="all")
    begun = _with_new_amounts(priced).rename(columns={"began_at": "observed_at"})
    gone = _gone_from_a_model_that_stays(priced, history.listings)
    gone = gone[[*_PRICE_KEY, "ended_at"]].rename(columns={"ended_at": "observed_at"})
    columns = ["observed_at", *_PRICE_KEY, *_AMOUNTS]
    return _up_to(at, pd.concat([begun, gone])[columns], by=["observed_at", *_PRICE_KEY])


def listing_history(history: PriceHistory, at: datetime) -> pd.DataFrame:
    """Return when each model was added or removed, up to an instant; its type and name then."""
    events = pd.concat(
        [_events(history, "began_at", "listed"), _events(history, "ended_at", "removed")]
    )
    columns = ["observed_at", "model_id", *_FACTS_OF_LISTING, "event"]
    return _up_to(at, events[columns], by=["observed_at", "model_id"])


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
    return csv_text(_with_written_instants(table), line_end="\n")


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


def _with_new_amounts(priced: pd.DataFrame) -> pd.DataFrame:
    """Leave out what only moved its limits in seconds, which these rows do not tell."""
    before = priced[[*_PRICE_KEY, *_AMOUNTS, "ended_at"]].rename(columns={"ended_at": "began_at"})
    pairs = priced.merge(before, how="left", on=[*_PRICE_KEY, "began_at"], suffixes=("", "_before"))
    is_new = pd.Series(data=False, index=pairs.index)
    for amount in _AMOUNTS:
        now, then = pairs[amount], pairs[f"{amount}_before"]
        is_new |= (now != then) & (now.notna() | then.notna())
    return pairs[is_new]


def _gone_from_a_model_that_stays(priced: pd.DataFrame, listings: pd.DataFrame) -> pd.DataFrame:
    ended = priced.dropna(subset=["ended_at"])
    is_replaced = _keys(ended, *_PRICE_KEY, "ended_at").isin(_keys(priced, *_PRICE_KEY, "began_at"))
    left_with_its_model = _keys(ended, "model_id", "ended_at").isin(
        _keys(listings, "model_id", "ended_at")
    )
    return ended[~is_replaced & ~left_with_its_model]


def _events(
    history: PriceHistory, instant: Literal["began_at", "ended_at"], event: str
) -> pd.DataFrame:
    """Return the beginnings or ends of listings; a model's facts begin and end with them."""
    events = history.listings[["model_id", instant]].dropna()
    for fact in _FACTS_OF_LISTING:
        texts = history.facts[history.facts["fact"] == fact]
        texts = texts[["model_id", instant, "value"]].rename(columns={"value": fact})
        events = events.merge(texts, how="left", on=["model_id", instant])
        events[fact] = events[fact].map(partial(fact_from_text, fact), na_action="ignore")
    return events.rename(columns={instant: "observed_at"}).assign(event=event)


def _up_to(at: datetime, rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return rows[rows["observed_at"] <= pd.Timestamp(at)].sort_values(by)


def _keys(frame: pd.DataFrame, *columns: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[list(columns)].set_axis(range(len(columns)), axis=1))


_HISTORIES: Final = {
    "price-history": price_history,
    "listing-history": listing_history,
}
COMMAND: Final = Command(
    name="export",
    summary="the listed prices, or a whole history, as CSV or JSON",
    explanation=(
        "Export a table:\n"
        "  prices           what is listed, with the name and type of its model and its unit;\n"
        "                   retired_since: the day from which its model is no longer offered\n"
        "  price-history    when each price began; a row without amounts says when it was\n"
        "                   removed while its model stayed\n"
        "  listing-history  when each model was added and removed\n"
        "The two histories have the columns of the files in venice_data/bundled."
    ),
    example="export prices --as-of 2026-05-01 --format json --output prices.json",
    add_options=add_options,
    run=run,
)
