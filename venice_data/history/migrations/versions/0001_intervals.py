"""Listings, prices and facts as intervals; who refreshes next; the latest answer."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    _create_intervals("listings", "model_id")
    _create_intervals(
        "prices",
        "model_id",
        "component",
        values=[
            sa.Column(name, sa.Double) for name in ("usd", "diem", "min_seconds", "max_seconds")
        ],
    )
    _create_intervals(
        "facts", "model_id", "fact", values=[sa.Column("value", sa.Text, nullable=False)]
    )
    op.create_table(
        "observations",
        _instant("observed_at", primary_key=True),
        _instant("previous_look_at"),
    )
    op.create_table(
        "refresh",
        _only_row("refresh_is_one"),
        sa.Column("asked", sa.Text),
        _instant("next_at"),
        _instant("fetched_at"),
        _instant("looked_at"),
        sa.Column("failure", sa.Text),
        sa.Column("missing_ids", sa.Text, nullable=False),
    )
    op.create_table(
        "latest_answer",
        _only_row("latest_is_one"),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("compressed_json", sa.LargeBinary, nullable=False),
    )


def _create_intervals(name: str, *keys: str, values: list[sa.Column[Any]] | None = None) -> None:
    op.create_table(
        name,
        *(sa.Column(key, sa.Text, primary_key=True) for key in keys),
        _instant("began_at", primary_key=True),
        _instant("ended_at"),
        *(values or []),
        sa.CheckConstraint("ended_at > began_at", name=f"{name}_run_forward"),
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        f"{name}_one_open",
        name,
        list(keys),
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _instant(name: str, *, primary_key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), primary_key=primary_key)


def _only_row(constraint: str) -> sa.Column[Any]:
    return sa.Column(
        "id", sa.Integer, sa.CheckConstraint("id = 1", name=constraint), primary_key=True
    )
