"""`watch`: tells a webhook what matters, once each; for cron, or as a service with `--every`."""

from __future__ import annotations

import math
import sys
import time
from argparse import ArgumentTypeError
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO
from urllib.parse import parse_qsl, urlsplit

from venice_data.commands.command import (
    Command,
    CommandError,
    ExitCode,
    add_filter_options,
    chosen_filters,
    print_plainly,
)
from venice_data.costs.work_links import basket_from_text
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import HistoryUnavailableError
from venice_data.watch.memory import WatchHeldError, WatchMemory
from venice_data.watch.messages import Interests, messages_since
from venice_data.watch.webhook import NotSentError, Webhook

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from venice_data.costs.work import Basket
    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings
    from venice_data.watch.messages import Message

_BASKET_IN_LINK = "_basket"  # how its parameter ends on every page
_MOST_DAYS = 3650


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    parser.add_argument(
        "--above",
        metavar="PERCENT",
        type=_percent,
        default=5.0,
        help="only moves of at least so many percent of a price; default: 5",
    )
    parser.add_argument(
        "--days",
        metavar="N",
        type=_days,
        default=14,
        help="tell of a retirement again when it is so many days off; default: 14",
    )
    parser.add_argument(
        "--basket",
        metavar="LINK",
        type=_basket,
        help="tell of changes to the bill of the basket in a link to the calculator",
    )
    parser.add_argument("--currency", choices=("usd", "diem"), default="usd", help="default: usd")
    add_filter_options(parser)
    parser.add_argument(
        "--name",
        default="default",
        help="what tells this watch from others on the same database; default: default",
    )
    parser.add_argument(
        "--every", metavar="MINUTES", type=_minutes, help="go on, and look again so often"
    )


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Tell what is new, once or again and again."""
    webhook = _webhook(settings)
    store = HistoryStore(settings.history_database)
    if arguments.every is None:
        return _run_once(arguments, store, webhook, out)
    while True:
        try:
            _run_once(arguments, store, webhook, out)
        except (CommandError, HistoryUnavailableError) as error:
            print_plainly(f"{str(error).rstrip('.')}. It is tried again.", sys.stderr)
        time.sleep(60 * arguments.every)


def _run_once(arguments: Namespace, store: HistoryStore, webhook: Webhook, out: TextIO) -> ExitCode:
    """Print a line for each message that was taken."""
    history = store.read()
    memory = WatchMemory(store, arguments.name)
    interests = _interests(arguments, history)
    try:
        for message in tell_what_is_new(history, memory, interests, webhook):
            print_plainly(f"{message.at:%Y-%m-%d}  {message.title}", out)
    except NotSentError as error:
        raise CommandError(ExitCode.NOT_SENT, f"{error} The rest waits for the next run.") from None
    except WatchHeldError:
        raise CommandError(
            ExitCode.NOT_SENT,
            "Another run of this watch is telling, or was killed minutes ago; the rest is left "
            "to it and to the next run.",
        ) from None
    return ExitCode.DONE


def tell_what_is_new(
    history: PriceHistory, memory: WatchMemory, interests: Interests, webhook: Webhook
) -> Iterator[Message]:
    """Yield each message once it was taken and is remembered.

    The first run begins with what is recorded from then on, and with retirements that are near.
    Raises NotSentError where a message is not taken: it and those behind it are for the next run.
    """
    with memory.held(history.newest) as watched:
        told = memory.told()
        for message in messages_since(history, watched, interests, datetime.now(UTC)):
            if message.id not in told:
                webhook.send(message)
                memory.remember(message.id)
                yield message
        memory.all_told_until(history.newest)


def _webhook(settings: Settings) -> Webhook:
    if settings.offline:
        raise CommandError(
            ExitCode.NOT_USABLE, "VENICE_OFFLINE is set, so nobody is told. Unset it to watch."
        )
    if settings.watch_webhook is None:
        raise CommandError(
            ExitCode.NOT_USABLE,
            "VENICE_WATCH_WEBHOOK is not set. Set it to the address that is to be told.",
        )
    return Webhook(
        settings.watch_webhook.get_secret_value(),
        for_chat=settings.watch_format == "slack",
        site=settings.public_url,
    )


def _interests(arguments: Namespace, history: PriceHistory) -> Interests:
    return Interests(
        least_share=arguments.above / 100,
        days_ahead=arguments.days,
        filters=chosen_filters(arguments, history),
        basket=arguments.basket,
        currency=arguments.currency,
    )


def _basket(link: str) -> Basket:
    """Read the basket of a link; one that is not whole would be watched as another one."""
    parameters = parse_qsl(urlsplit(link).query)
    texts = [value for name, value in parameters if name.endswith(_BASKET_IN_LINK)]
    read = basket_from_text(texts[0] if texts else "")
    if read.ignored:
        raise ArgumentTypeError(f"the link's basket cannot be read: {'; '.join(read.ignored)}")
    if not read.basket.lines:
        raise ArgumentTypeError("the link holds no basket; copy one from the calculator")
    return read.basket


def _percent(text: str) -> float:
    return _number(text, "a percentage", 0.0)


def _minutes(text: str) -> float:
    return _number(text, "a number of minutes", 0.01)


def _days(text: str) -> int:
    number = _number(text, "a number of days", 0.0)
    if number > _MOST_DAYS or number != int(number):
        raise ArgumentTypeError(f"{text!r} is not a whole number from 0 to {_MOST_DAYS}")
    return int(number)


def _number(text: str, what: str, least: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < least:
        raise ArgumentTypeError(f"{text!r} is not {what} from {least:g} up")
    return number


COMMAND = Command(
    name="watch",
    summary="tell a webhook of moves, retirements and a basket's bill, once each",
    explanation=(
        "Tell the webhook of VENICE_WATCH_WEBHOOK what was recorded since the last run: prices\n"
        "that moved, retirements that were announced, have come or are near, and what a basket\n"
        'costs now. VENICE_WATCH_FORMAT=slack (the default) sends {"text": …}, as Slack,\n'
        "Mattermost and others take it; json sends everything in fields.\n\n"
        "It reads what the dashboard records, or `refresh` before it. The first run begins with\n"
        "what is recorded from then on. What was taken is remembered in the history's database,\n"
        "after the webhook has answered with 2xx: each message is sent once, also over restarts\n"
        "and failures. Only a run that is killed between the two sends that one message again,\n"
        "some minutes later and with the same id (header Idempotency-Key, in JSON also `id`).\n\n"
        "Prints one line for each message, and exits with 6 where the webhook takes none."
    ),
    example="watch --above 10 --type text --basket 'https://…/calculator?calculator_basket=…'",
    add_options=add_options,
    run=run,
)
