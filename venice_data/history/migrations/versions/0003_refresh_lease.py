"""Who has the right to refresh, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what a copy writes that is about to refresh; at first nobody is."""
    op.add_column("refresh", sa.Column("lease_holder", sa.Text))
    op.add_column("refresh", sa.Column("leased_until", sa.DateTime(timezone=True)))
