"""`changes`: what changed, was added and was removed since a day, as lines or as JSON."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

from venice_data.catalog.filter_kinds import SeveralOf
from venice_data.catalog.filters import FILTERS
from venice_data.catalog.frames import CURRENCIES
from venice_data.commands.command import (
    Command,
    CommandError,
    ExitCode,
    beginning,
    ending,
    json_text,
    print_plainly,
)
from venice_data.days import instant_json
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.change_text import detail_text, event_title, price_move_text
from venice_data.history.event_selection import read_change_query, selected_events
from venice_data.history.history_store import HistoryStore
from venice_data.history.link_query import QueryError
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent, DetailChange, PriceMove
    from venice_data.history.event_selection import EventFilter
    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings

_DECIMALS_OF_PERCENT: Final = 4


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
    for declared in FILTERS.values():
        parser.add_argument(
            f"--{declared.name}",
            dest=declared.name,
            metavar=declared.name[0].upper(),
            nargs="+" if isinstance(declared, SeveralOf) else 1,
            action="extend",
            default=[],
            help=f"only models that meet this filter of the sidebar: {declared.label}",
        )
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


def event_json(event: ChangeEvent) -> dict[str, Any]:
    """Return an event as JSON values, with everything that it holds; its texts name dollars."""
    return {
        "id": event.event_id,
        "observed_at": instant_json(event.observed_at),
        "not_before": instant_json(event.not_before),
        "model_id": event.model_id,
        "name": event.name,
        "type": event.model_type,
        "kind": event.kind,
        "moves": [_move_json(move) for move in event.moves],
        "details": [_detail_json(change) for change in event.details],
        "text": event_title(event, "usd"),
    }


def _choice(arguments: Namespace, history: PriceHistory) -> EventFilter:
    """Read the filters as a link to the feed of changes would name them."""
    given = vars(arguments)
    query = [
        (declared.name, value) for declared in FILTERS.values() for value in given[declared.name]
    ]
    try:
        choice = read_change_query(query, models_ever_listed(history)).choice
    except QueryError as error:
        raise CommandError(ExitCode.NOT_USABLE, f"--{error}") from error
    return replace(choice, kinds=tuple(arguments.kind))


def _is_within(event: ChangeEvent, arguments: Namespace) -> bool:
    is_before_end = arguments.until is None or event.observed_at <= arguments.until
    return arguments.since <= event.observed_at and is_before_end


def _line(event: ChangeEvent) -> str:
    return f"{event.observed_at:%Y-%m-%d}  {event_title(event, 'usd')}"


def _move_json(move: PriceMove) -> dict[str, Any]:
    return {
        "component": move.component,
        "label": move.label,
        "unit": move.unit,
        **{currency: _amounts_json(move, currency) for currency in CURRENCIES},
        "text": price_move_text(move, "usd"),
    }


def _amounts_json(move: PriceMove, currency: Currency) -> dict[str, float | None]:
    before, after = move.amounts(currency)
    share = move.share(currency)
    if share is None or not math.isfinite(share):
        return {"before": before, "after": after, "percent": None}
    percent = round(100 * share, _DECIMALS_OF_PERCENT)
    return {"before": before, "after": after, "percent": percent}


def _detail_json(change: DetailChange) -> dict[str, Any]:
    return {
        "fact": change.fact,
        "before": _value_json(change.before),
        "after": _value_json(change.after),
        "text": detail_text(change),
    }


def _value_json(value: Any) -> Any:
    return instant_json(value) if isinstance(value, datetime) else value


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
