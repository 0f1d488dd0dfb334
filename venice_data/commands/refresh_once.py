"""`refresh`: fetch the list and record it once, for cron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TextIO

from venice_data.api.client import VeniceClient
from venice_data.catalog.wording import counted
from venice_data.commands.command import (
    Command,
    CommandError,
    ExitCode,
    json_text,
    print_plainly,
)
from venice_data.days import instant_json
from venice_data.history.change_events import changes
from venice_data.history.change_text import event_json, event_title
from venice_data.history.history_store import HistoryStore
from venice_data.live.refreshing import Refresher

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from venice_data.catalog.frames import Catalog
    from venice_data.history.change_events import ChangeEvent
    from venice_data.live.refreshing import RefreshResult
    from venice_data.settings import Settings

_CHANGES_IN_LINE: Final = 3


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    parser.add_argument(
        "--continue-history",
        action="store_true",
        help="record though the history is of another key or base address; for a renewed key",
    )


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Refresh, and print what came of it."""
    if settings.offline:
        raise CommandError(
            ExitCode.NOT_USABLE,
            "VENICE_OFFLINE is set, so nothing is fetched. Unset it to refresh.",
        )
    history = HistoryStore(settings.history_database)
    before = history.read()
    result = Refresher(settings, VeniceClient(settings), history).refresh(
        is_forced=True, wait=True, continues_history=arguments.continue_history
    )
    catalog = _recordable_list(result)
    recorded = changes(history.read(before))
    events = [event for event in recorded if event.observed_at > before.newest]
    if arguments.json:
        print_plainly(json_text(_as_json(catalog, events, result.missing_count)), out)
    _refuse_short_list(catalog, result.missing_count)
    if not arguments.json:
        print_plainly(_in_words(catalog, events), out)
    return ExitCode.DONE


def _recordable_list(result: RefreshResult) -> Catalog:
    if result.catalog is None or result.failure is not None:
        raise CommandError(ExitCode.NO_LIST, f"Venice gave no usable list: {result.failure}")
    if result.history_failure is not None:
        raise CommandError(
            ExitCode.NO_HISTORY,
            f"{len(result.catalog.models)} models listed, but nothing could be recorded: "
            f"{result.history_failure}",
        )
    return result.catalog


def _refuse_short_list(catalog: Catalog, missing_count: int) -> None:
    if missing_count:
        raise CommandError(
            ExitCode.SHORT_LIST,
            f"The list is suspiciously short: {len(catalog.models)} models, {missing_count} are "
            "missing. It is not recorded, and will be once it is seen again.",
        )


def _as_json(catalog: Catalog, events: list[ChangeEvent], missing_count: int) -> dict[str, object]:
    return {
        "fetched_at": instant_json(catalog.fetched_at),
        "models": len(catalog.models),
        "recorded": missing_count == 0,
        "missing": missing_count,
        "changes": [event_json(event) for event in events],
    }


def _in_words(catalog: Catalog, events: list[ChangeEvent]) -> str:
    """Say in a line what came of it: `329 models listed, 2 changes | … | …`."""
    listed = f"{len(catalog.models)} models listed"
    if not events:
        return f"{listed}, nothing changed"
    first = [event_title(event, "usd") for event in events[:_CHANGES_IN_LINE]]
    more = len(events) - len(first)
    count = counted(len(events), "changes")
    return " | ".join([f"{listed}, {count}", *first, *([f"and {more} more"] if more else [])])


COMMAND: Final = Command(
    name="refresh",
    summary="fetch Venice's list and record it once, for cron",
    explanation=(
        "Fetch Venice's list now and record what changed, once; for cron. Where another copy of\n"
        "the dashboard is refreshing, wait for it first. Prints one line. A list that lacks a\n"
        "fifth of the models is recorded only when it is seen a second time."
    ),
    example="refresh",
    add_options=add_options,
    run=run,
)
