"""The filters of the sidebar as options of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from venice_data.catalog.filter_kinds import SeveralOf
from venice_data.catalog.filters import FILTERS
from venice_data.commands.command import CommandError, ExitCode
from venice_data.history.link_query import QueryError, by_name, read_filters
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from venice_data.catalog.filters import Filters
    from venice_data.history.price_history import PriceHistory


def add_filter_options(parser: ArgumentParser) -> None:
    """State an option for each filter."""
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


def chosen_filters(arguments: Namespace, history: PriceHistory) -> Filters:
    """Read the filters as a link to the feed of changes would name them."""
    given = vars(arguments)
    query = [
        (declared.name, value) for declared in FILTERS.values() for value in given[declared.name]
    ]
    try:
        return read_filters(by_name(query), models_ever_listed(history))
    except QueryError as error:
        raise CommandError(ExitCode.NOT_USABLE, f"--{error}") from error
