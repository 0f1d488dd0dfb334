"""Questions of machines, over the tests' own list and history or others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from tests.support.samples import bundled
from tests.support.seeded_history import seeded_history
from venice_data.live.store import Snapshot
from venice_data.served.asking import Asked

if TYPE_CHECKING:
    from venice_data.catalog.frames import Catalog
    from venice_data.history.price_history import PriceHistory

SITE: Final = "https://prices.example"
NOW: Final = datetime(2026, 8, 22, 12, tzinfo=UTC)


def asked(
    *parameters: tuple[str, str],
    catalog: Catalog | None = None,
    history: PriceHistory | None = None,
    site: str = SITE,
    now: datetime = NOW,
) -> Asked:
    """Return a question with these parameters, by default over the tests' list and history."""
    snapshot = Snapshot(
        bundled() if catalog is None else catalog,
        history=seeded_history() if history is None else history,
    )
    return Asked(parameters, snapshot, site, now)
