"""A store that holds one list and fetches nothing, for what only asks which list that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.support.asking import SITE
from venice_data.settings import Settings

if TYPE_CHECKING:
    from venice_data.live.store import CatalogStore, Snapshot


class HeldStore:
    """Hold a list, until a test puts another in its place."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.settings = Settings(offline=True, public_url=SITE)

    def current(self) -> Snapshot:
        """Return the list that is held."""
        return self.snapshot

    def warm_up(self, max_seconds: float) -> None:
        """Hold what there is at once."""

    def as_store(self) -> CatalogStore:
        """Return itself as the store that it stands for: it has all that answers ask of one."""
        return cast("CatalogStore", self)
