"""The shape of the history's database: whether it is the present one, and how it is reached.

Alembic is loaded where a database is brought to that shape: it costs 0.3 seconds and 11 MB, and
most starts find it there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, column, inspect, select, table

from venice_data.history.price_history import HistoryUnavailableError

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_KEPT_IN: Final = "alembic_version"


def is_present_shape(connection: Connection) -> bool:
    """Return whether the last migration was the last that there is."""
    if not inspect(connection).has_table(_KEPT_IN):
        return False
    newest = max(file.name for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
    revision = connection.scalar(select(column("version_num")).select_from(table(_KEPT_IN)))
    return newest.partition("_")[0] == revision


def bring_to_present_shape(connection: Connection) -> None:
    """Run the migrations that are wanting, within the connection's transaction."""
    from alembic import command
    from alembic.util.exc import CommandError

    try:
        command.upgrade(migrations_on(connection), "head")
    except CommandError as error:
        raise HistoryUnavailableError(
            "the database was written by a newer version of this dashboard; update it"
        ) from error


def migrations_on(connection: Connection) -> Config:
    """Return what Alembic has to know to run the migrations on a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
