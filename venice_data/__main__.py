"""The command line: `python -m venice_data`, or `venice-prices` where it is installed.

It runs the command that is named, and says in a number how that ended.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Final

from venice_data.commands import (
    bundle,
    export,
    list_changes,
    refresh_once,
    show_status,
    usage,
    watch,
)
from venice_data.commands.command import CommandError, ExitCode, prepare_streams, print_plainly
from venice_data.history.price_history import HistoryUnavailableError
from venice_data.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from venice_data.commands.command import Command

_PROGRAM: Final = "python -m venice_data"
_COMMANDS: Final = (
    refresh_once.COMMAND,
    list_changes.COMMAND,
    export.COMMAND,
    show_status.COMMAND,
    watch.COMMAND,
    usage.COMMAND,
    bundle.COMMAND,
)
_EXPLANATION: Final = """\
Venice's prices and their history, without a browser. Start it in the project's folder,
or with PYTHONPATH set to it. The settings are those of the dashboard: VENICE_DATA_DIR,
VENICE_DATABASE_URL and so on, from the environment or .streamlit/secrets.toml.
A history that is not there yet begins with the lists since April 2026, which ship with it."""
_EXIT_CODES: Final = """\
exit codes:
  0    done
  2    wrong usage, or a setting or a file that cannot be used
  3    Venice gave no usable list or history of usage
  4    the history cannot be read or recorded
  5    the list is suspiciously short and was not recorded
  6    the webhook has not taken a message
  130  stopped from the keyboard

Results go to stdout, everything else to stderr. Times are UTC."""


def main(argv: Sequence[str] | None = None) -> ExitCode:
    """Run the command named by `argv`, by default by the program's own arguments."""
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        return command.run(arguments, Settings.read(), sys.stdout)
    except SettingsError as error:
        return _failed(ExitCode.NOT_USABLE, str(error))
    except HistoryUnavailableError as error:
        return _failed(ExitCode.NO_HISTORY, f"The history is not available: {error}")
    except CommandError as error:
        return _failed(error.exit_code, str(error))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog=_PROGRAM,
        description=_EXPLANATION,
        epilog=_EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in _COMMANDS:
        described = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.explanation,
            epilog=f"example:\n  {_PROGRAM} {command.example}\n\n{_EXIT_CODES}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        command.add_options(described)
        described.set_defaults(command=command)
    return parser


def _failed(exit_code: ExitCode, message: str) -> ExitCode:
    print_plainly(message, sys.stderr)
    return exit_code


def run() -> None:
    """Run the command line and end the program as it says."""
    prepare_streams()
    sys.exit(main())


if __name__ == "__main__":
    run()
