"""`bundle`: let a newer list ship with the project, and what has changed until it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from venice_data import files
from venice_data.api import sources
from venice_data.api.client import VeniceClient, VeniceError
from venice_data.api.parser import parse_models
from venice_data.catalog.fact_files import FactFileError
from venice_data.catalog.quality_scores import SCORES_FILE, read_scores
from venice_data.commands.command import Command, CommandError, ExitCode, print_plainly
from venice_data.costs.maker_prices import MAKER_PRICES_FILE, read_maker_prices
from venice_data.files import write_atomically
from venice_data.history.seed import extend_seed

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Sized

    from venice_data.settings import Settings


def add_options(parser: ArgumentParser) -> None:
    """State the options of this command."""
    parser.add_argument(
        "--list", metavar="FILE", type=Path, help="a saved answer of GET /models?type=all"
    )
    parser.add_argument("--scores", metavar="FILE", type=Path, help="newer scores of quality")
    parser.add_argument("--maker-prices", metavar="FILE", type=Path, help="newer makers' prices")


def run(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    """Replace what is given, else the list; add to its history what has changed since."""
    facts = {
        SCORES_FILE: (arguments.scores, read_scores),
        MAKER_PRICES_FILE: (arguments.maker_prices, read_maker_prices),
    }
    given = {name: (file, read) for name, (file, read) in facts.items() if file}
    for name, (file, read) in given.items():
        _replace_facts(name, file, read, out)
    if given and not arguments.list:
        return ExitCode.DONE
    return _replace_list(arguments, settings, out)


def _replace_facts(name: str, file: Path, read: Callable[[Path], Sized], out: TextIO) -> None:
    """Let a file of facts ship in place of the one before, if it is whole."""
    try:
        count = len(read(file))
        write_atomically(files.BUNDLED_FOLDER / name, file.read_text(encoding="utf-8"))
    except FactFileError as error:
        raise CommandError(ExitCode.NOT_USABLE, f"{error} Nothing was changed.") from error
    except OSError as error:
        raise CommandError(ExitCode.NOT_USABLE, f"{error}. Nothing was changed.") from error
    print_plainly(f"{count} rows in {name}", out)


def _replace_list(arguments: Namespace, settings: Settings, out: TextIO) -> ExitCode:
    payload = _saved(arguments.list) if arguments.list else _live(settings)
    fetched_at = datetime.now(UTC).replace(microsecond=0)
    catalog = parse_models(payload, fetched_at=fetched_at, source="bundled")
    if catalog.models.empty:
        raise CommandError(ExitCode.NO_LIST, "The list holds no model. Nothing was changed.")
    if fetched_at <= sources.read_bundled().fetched_at:
        raise CommandError(
            ExitCode.NOT_USABLE, "The bundled list is as recent. Nothing was changed."
        )
    try:
        listings, prices, facts = extend_seed(catalog)
        file = sources.replace_bundled(sources.SavedAnswer(payload, fetched_at))
    except OSError as error:
        raise CommandError(
            ExitCode.NOT_USABLE, f"{files.BUNDLED_FOLDER} cannot be written: {error.strerror}."
        ) from error
    print_plainly(
        f"{len(catalog.models)} models in {file}, "
        f"{listings} listed or removed since, {prices} prices and {facts} facts changed",
        out,
    )
    return ExitCode.DONE


def _saved(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(ExitCode.NO_LIST, f"{file} cannot be read: {error}") from error


def _live(settings: Settings) -> Any:
    if settings.offline:
        raise CommandError(
            ExitCode.NOT_USABLE,
            "VENICE_OFFLINE is set, so nothing is fetched. Unset it, or name a file with --list.",
        )
    # Without a key: what ships is what everybody may see.
    client = VeniceClient(settings.model_copy(update={"api_key": None}))
    try:
        return client.list_models()
    except VeniceError as error:
        raise CommandError(ExitCode.NO_LIST, f"Venice gave no usable list: {error}") from error


COMMAND: Final = Command(
    name="bundle",
    summary="let a newer list ship with the project",
    explanation=(
        "For whoever maintains the project: fetch Venice's list, without a key, and let it ship\n"
        "with the project in place of the one before; add what has changed until then to the\n"
        "history that ships. Given files of scores or of makers' prices, let those ship instead,\n"
        "and the list only where it is given too. Writes to the folder venice_data/bundled,\n"
        "nowhere else."
    ),
    example="bundle --list models.json",
    add_options=add_options,
    run=run,
)
