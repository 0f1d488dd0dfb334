"""`changes`: what moved, arrived and left since a day, as lines or as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TextIO

from venice_data.commands.command import Command, CommandError, ExitCode
from venice_data.commands.entry_json import entry_json
from venice_data.commands.plain_output import json_text, print_plainly
from venice_data.commands.written_time import beginning, ending
from venice_data.history.change_words import title_text
from venice_data.history.chosen_entries import chosen_entries
from venice_data.history.entries import KINDS
from venice_data.history.feed_query import FeedQueryError, read_feed_query
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from venice_data.history.chosen_entries import Choice
    from venice_data.history.entries import Entry
    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    parser.add_argument(
        "--since",
        metavar="WHEN",
        type=beginning,
        required=True,
        help="a day (2026-08-10), an instant (2026-08-10T12:00Z) or an age (7d, 12h)",
    )
    parser.add_argument(
        "--until", metavar="WHEN", type=ending, help="the same; a day counts whole; default: now"
    )
    parser.add_argument(
        "--type",
        metavar="T",
        nargs="+",
        action="extend",
        default=[],
        help="only models of these types, such as text, image or video",
    )
    parser.add_argument(
        "--kind",
        metavar="K",
        nargs="+",
        action="extend",
        default=[],
        choices=KINDS,
        help=f"only changes of these kinds: {', '.join(KINDS)}",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON list with everything")


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Print the changes that are asked for, the newest first."""
    if arguments.until and arguments.since > arguments.until:
        raise CommandError(ExitCode.NOT_USABLE, "--since is after --until. Exchange the two.")
    history = HistoryStore(settings.history_database).read()
    entries = [
        entry
        for entry in chosen_entries(history, _choice(arguments, history))
        if _is_within(entry, arguments)
    ]
    if arguments.json:
        print_plainly(json_text([entry_json(entry) for entry in entries]), out)
    elif entries:
        print_plainly("\n".join(_line(entry) for entry in entries), out)
    return ExitCode.DONE


def _choice(arguments: Namespace, history: PriceHistory) -> Choice:
    """Read the types as a link to the feed of changes would name them."""
    query = [("type", name) for name in arguments.type]
    try:
        choice = read_feed_query(query, models_ever_listed(history)).choice
    except FeedQueryError as error:
        raise CommandError(ExitCode.NOT_USABLE, f"--{error}") from error
    return replace(choice, kinds=tuple(arguments.kind))


def _is_within(entry: Entry, arguments: Namespace) -> bool:
    is_before_end = arguments.until is None or entry.observed_at <= arguments.until
    return arguments.since <= entry.observed_at and is_before_end


def _line(entry: Entry) -> str:
    return f"{entry.observed_at:%Y-%m-%d}  {title_text(entry, 'usd')}"


COMMAND: Final = Command(
    name="changes",
    summary="what moved, arrived and left since a day",
    explanation=(
        "Print what changed, the newest first: the day, the model, what happened. Prints no\n"
        "line where nothing changed; --json then prints an empty list."
    ),
    example="changes --since 7d --type text image --kind 'price up' 'price down'",
    add_options=add_options,
    run=run,
)
