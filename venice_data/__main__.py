"""The command line: `python -m venice_data`, or `venice-prices` where it is installed."""

import sys

from venice_data.commands.command import prepare_streams
from venice_data.commands.command_line import main


def run() -> None:
    """Run the command line and end the program as it says."""
    prepare_streams()
    sys.exit(main())


if __name__ == "__main__":
    run()
