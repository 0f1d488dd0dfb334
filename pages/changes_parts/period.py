"""Up to when the page knows anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pages.shared.view import View
    from venice_data.history.price_history import PriceHistory


def last_look(view: View, history: PriceHistory) -> datetime:
    """Return when the list was last seen, or the past instant that the page shows.

    A list that is not live says nothing about the time since: nothing is drawn there.
    """
    seen = max(view.catalog.fetched_at, history.newest)
    return min(view.now, seen)
