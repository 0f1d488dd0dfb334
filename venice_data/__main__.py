"""`python -m venice_data`: prices and their history without a browser."""

import sys

from venice_data.commands.command_line import main
from venice_data.commands.plain_output import prepare_streams

if __name__ == "__main__":
    prepare_streams()
    sys.exit(main())
