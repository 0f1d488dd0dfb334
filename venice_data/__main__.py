"""`python -m venice_data`: prices and their history without a browser."""

import sys

from venice_data.commands.command import prepare_streams
from venice_data.commands.command_line import main

if __name__ == "__main__":
    prepare_streams()
    sys.exit(main())
