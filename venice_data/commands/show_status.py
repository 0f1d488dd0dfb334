"""`status`: where prices and history come from, and their state; never a key or password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO
from urllib.parse import urlsplit

from venice_data import __version__
from venice_data.api.sources import read_last_good
from venice_data.commands.command import Command, ExitCode, json_text, print_plainly
from venice_data.days import instant_json
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import HistoryUnavailableError
from venice_data.served.status import history_status

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sqlalchemy import URL

    from venice_data.history.refresh_lease import LatestAnswer
    from venice_data.settings import Settings

_HIDDEN: Final = "hidden"
_LABEL_WIDTH: Final = 24


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Print how things stand; a history that cannot be read shows in the exit code too."""
    status = _status(settings)
    print_plainly(json_text(status) if arguments.json else _in_words(status), out)
    return ExitCode.DONE if status["database"]["reachable"] else ExitCode.NO_HISTORY


def _status(settings: Settings) -> dict[str, Any]:
    recorded: dict[str, Any] = {"history": None, "last_refresh": None}
    failure = None
    try:
        store = HistoryStore(settings.history_database)
        recorded = {
            "history": history_status(store.read()),
            "last_refresh": _refresh_json(store.latest()),
        }
    except HistoryUnavailableError as error:
        failure = str(error)
    last_good = read_last_good(settings.data_dir)
    return {
        "program": {"version": __version__},
        "settings": _settings_json(settings),
        "database": _database_json(settings.history_database, failure),
        **recorded,
        "last_good_list": {"fetched_at": instant_json(last_good.fetched_at if last_good else None)},
    }


def _settings_json(settings: Settings) -> dict[str, Any]:
    return {
        "api_base_url": _without_sign_in(settings.api_base_url),
        "api_key_is_set": settings.api_key is not None,
        "refresh_seconds": settings.refresh_seconds,
        "offline": settings.offline,
        "data_dir": str(settings.data_dir),
        "public_url": settings.public_url,
        "watch_webhook_is_set": settings.watch_webhook is not None,
    }


def _database_json(url: URL, failure: str | None) -> dict[str, Any]:
    return {
        "address": _shown(url),
        "reachable": failure is None,
        "failure": failure,
        "file_bytes": _file_bytes(url),
    }


def _refresh_json(latest: LatestAnswer) -> dict[str, Any]:
    return {
        "list_fetched_at": instant_json(latest.fetched_at),
        "failure": latest.failure,
        "next_at": instant_json(latest.next_at),
        "missing_from_short_list": latest.missing_count,
    }


def _shown(url: URL) -> str:
    """Write an address of a database; a password can also stand among its options."""
    hidden = {name: _HIDDEN for name in url.query if "pass" in name.lower()}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def _without_sign_in(address: str) -> str:
    parts = urlsplit(address)
    _, at, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{_HIDDEN}@{host}" if at else host).geturl()


def _file_bytes(url: URL) -> int | None:
    if url.get_backend_name() != "sqlite":
        return None
    try:
        return Path(str(url.database)).stat().st_size
    except OSError:
        return None


def _in_words(status: dict[str, Any]) -> str:
    """Write each section under its name, and in it one line per value."""
    lines = []
    for section, values in status.items():
        lines.append(_label(section) if values else f"{_label(section)}: none")
        lines += [
            f"  {_label(name):<{_LABEL_WIDTH}} {_value_text(value)}"
            for name, value in (values or {}).items()
        ]
    return "\n".join(lines)


def _label(name: str) -> str:
    return name.replace("_", " ")


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    return "none" if value is None else " ".join(value.split())


COMMAND: Final = Command(
    name="status",
    summary="where prices and history come from, and their state",
    explanation=(
        "Print the settings in force, the database and whether it can be read, what is recorded,\n"
        "the result of the last refresh, and the last good list. Never prints a key or a password."
    ),
    example="status --json",
    add_options=add_options,
    run=run,
)
