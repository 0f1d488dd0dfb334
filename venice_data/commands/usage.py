"""`usage`: one's own usage history, fetched with one's own key: a summary, CSV or JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TextIO
from urllib.parse import urlencode

import pandas as pd

from venice_data.api.client import UnusableAnswerError, VeniceClient, VeniceError
from venice_data.api.sources import saved_catalog
from venice_data.catalog.money import cost_text
from venice_data.commands.command import (
    Command,
    CommandError,
    ExitCode,
    add_period_options,
    print_plainly,
)
from venice_data.days import instant_json
from venice_data.files import csv_text
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import models_ever_listed
from venice_data.usage.entries import UsageError
from venice_data.usage.reading import read_usage
from venice_data.usage.summary import CURRENCY_NAMES, known_types, summarize, total_of, totals_by

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from decimal import Decimal

    from venice_data.settings import Settings
    from venice_data.usage.summary import Usage

    Page = list[dict[str, Any]]

_PATH: Final = "/billing/usage-history"
_ENTRIES_PER_PAGE: Final = 1_000  # as many as Venice gives at once
_COLUMNS: Final = ("timestamp", "sku", "units", "pricePerUnitUsd", "amount", "currency", "notes")
_DETAILS: Final = ("requestId", "promptTokens", "completionTokens", "inferenceExecutionTime")


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    add_period_options(parser)
    parser.add_argument("--currency", choices=CURRENCY_NAMES, help="only what this paid for")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--csv", action="store_true", help="print every entry as CSV")
    shape.add_argument(
        "--json", action="store_true", help="print every entry as JSON, a page per line"
    )


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Fetch the history, and print it or what it came to."""
    pages = _pages(arguments, settings)
    try:
        if arguments.csv:
            _print_csv(pages, out)
        elif arguments.json:
            for page in pages:
                print_plainly(_json_line(page), out)
        else:
            lines = "".join(_json_line(page) for page in pages).encode()
            print_plainly(_in_words(_summary(lines, settings)), out)
    except VeniceError as error:
        raise CommandError(ExitCode.NO_LIST, f"Venice gave no usage history: {error}") from error
    except UsageError as error:
        raise CommandError(ExitCode.NOT_USABLE, str(error)) from error
    return ExitCode.DONE


def _pages(arguments: Namespace, settings: Settings) -> Iterator[Page]:
    if settings.offline:
        raise CommandError(ExitCode.NOT_USABLE, "VENICE_OFFLINE is set. Unset it to fetch.")
    if settings.api_key is None:
        raise CommandError(
            ExitCode.NOT_USABLE, "A usage history belongs to a key. Set VENICE_API_KEY to yours."
        )
    until = arguments.until or datetime.now(UTC)
    if arguments.since > until:
        raise CommandError(ExitCode.NOT_USABLE, "--since is after --until. Exchange the two.")
    return _usage_pages(VeniceClient(settings), arguments.since, until, arguments.currency)


def _usage_pages(
    client: VeniceClient, since: datetime, until: datetime, currency: str | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Yield the entries from `since` until before `until`, page by page, one request at a time.

    Raises VeniceError.
    """
    asked: dict[str, str | int | None] = {
        "startTimestamp": instant_json(since),
        "endTimestamp": instant_json(until),
        "pageSize": _ENTRIES_PER_PAGE,
    }
    if currency is not None:
        asked["currency"] = currency
    seen: set[str] = set()
    while True:
        answer = client.get_json(f"{_PATH}?{urlencode(asked)}")
        entries = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(entries, list):
            raise UnusableAnswerError("Venice answered without a usage history")
        yield [entry for entry in entries if isinstance(entry, dict)]
        cursor = answer.get("nextCursor")
        if not cursor:
            return
        if not isinstance(cursor, str) or cursor in seen:
            raise UnusableAnswerError("Venice gave the same page of the usage history twice")
        seen.add(cursor)
        asked = {"cursor": cursor}  # it is sent alone


def _print_csv(pages: Iterator[Page], out: TextIO) -> None:
    """Print entries with their details in columns of their own, under one head."""
    for number, page in enumerate(pages):
        text = csv_text(pd.DataFrame([_row(entry) for entry in page], columns=_HEAD), "\n")
        print_plainly(text.partition("\n")[2] if number else text, out)


_HEAD: Final = [*_COLUMNS, *_DETAILS]


def _row(entry: dict[str, Any]) -> list[Any]:
    details = entry.get("inferenceDetails")
    inside = details if isinstance(details, dict) else {}
    return [*map(entry.get, _COLUMNS), *map(inside.get, _DETAILS)]


def _json_line(page: Page) -> str:
    return f"{json.dumps({'data': page})}\n"


def _summary(lines: bytes, settings: Settings) -> Usage:
    history = HistoryStore(settings.history_database).read()
    types = known_types(saved_catalog(settings).models, models_ever_listed(history))
    return summarize(read_usage([lines]), types, ())


def _in_words(usage: Usage) -> str:
    """Write what was spent in all, by currency and by model, the most first."""
    spent = [("spent in all", total_of(usage.pieces))]
    by_currency = totals_by(usage.pieces, "currency")
    spent += [
        (f"of it {CURRENCY_NAMES.get(name, name)}", by_currency[name]) for name in by_currency
    ]
    by_model = totals_by(usage.matched, "model_id")
    spent += [(name or "beside the models", amount) for name, amount in by_model.items()]
    if not usage.unmatched.empty:
        spent.append(("not matched to a model", total_of(usage.unmatched)))
    if not usage.credits.empty:
        spent.append(("credits, not counted", total_of(usage.credits)))
    return "\n".join(f"{_amount_text(amount)}  {what}" for what, amount in spent)


def _amount_text(amount: Decimal) -> str:
    return f"{cost_text(amount, 'usd'):>12}"


COMMAND: Final = Command(
    name="usage",
    summary="what your own key spent: a summary, CSV or JSON",
    explanation=(
        "Fetch the usage history of the key in VENICE_API_KEY and print what it came to, or with\n"
        "--csv or --json every entry, for the calculator's tab My month. Nothing is kept."
    ),
    example="usage --since 30d --csv > usage.csv",
    add_options=add_options,
    run=run,
)
