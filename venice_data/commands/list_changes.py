"""`changes`: what changed, was added and was removed since a day, as lines or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TextIO

from venice_data.commands.command import (
    Command,
    CommandError,
    ExitCode,
    add_filter_options,
    add_period_options,
    chosen_filters,
    json_text,
    print_plainly,
)
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.change_text import event_json, event_title
from venice_data.history.event_selection import EventFilter, selected_events
from venice_data.history.history_store import HistoryStore

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    add_period_options(parser)
    add_filter_options(parser)
    parser.add_argument(
        "--kind",
        metavar="K",
        nargs="+",
        action="extend",
        default=[],
        choices=EVENT_KINDS,
        help=f"only changes of these kinds: {', '.join(EVENT_KINDS)}",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON list with everything")


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Print the changes that are asked for, the newest first."""
    if arguments.until and arguments.since > arguments.until:
        raise CommandError(ExitCode.NOT_USABLE, "--since is after --until. Exchange the two.")
    history = HistoryStore(settings.history_database).read()
    events = [
        event
        for event in selected_events(history, _choice(arguments, history))
        if _is_within(event, arguments)
    ]
    if arguments.json:
        print_plainly(json_text([event_json(event) for event in events]), out)
    elif events:
        print_plainly("\n".join(_line(event) for event in events), out)
    return ExitCode.DONE


def _choice(arguments: Namespace, history: PriceHistory) -> EventFilter:
    return EventFilter(chosen_filters(arguments, history), tuple(arguments.kind))


def _is_within(event: ChangeEvent, arguments: Namespace) -> bool:
    is_before_end = arguments.until is None or event.observed_at <= arguments.until
    return arguments.since <= event.observed_at and is_before_end


def _line(event: ChangeEvent) -> str:
    return f"{event.observed_at:%Y-%m-%d}  {event_title(event, 'usd')}"


COMMAND: Final = Command(
    name="changes",
    summary="what changed, was added and was removed since a day",
    explanation=(
        "Print what changed, the newest first: the day, the model, what happened. Prints no\n"
        "line where nothing changed; --json then prints an empty list."
    ),
    example="changes --since 7d --type text image --kind 'price up' 'price down'",
    add_options=add_options,
    run=run,
)
