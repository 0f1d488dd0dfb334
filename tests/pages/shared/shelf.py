"""A small list with models of several types, and what pages show of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pages.shared.view import View, view_of
from tests.support.samples import usd
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.live.store import Snapshot

if TYPE_CHECKING:
    from pages.shared.site import SitePage
    from venice_data.catalog.filters import Filters

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
SHELF: Final[list[dict[str, Any]]] = [
    text_model("writer", privacy="private", capabilities={"supportsVision": True}),
    text_model("blind", privacy="anonymized", capabilities={"supportsVision": False}),
    model("painter", "image", {"generation": usd(1)}, privacy="private"),
    model("editor", "inpaint", {"inpaint": usd(1)}, privacy="anonymized"),
    model("vectors", "embedding", {"input": usd(1)}),
    text_model("retired", deprecation={"removesAt": "2026-08-01T00:00:00Z"}),
]


def shelf_view(page: SitePage, filters: Filters, models: list[dict[str, Any]] = SHELF) -> View:
    """Return what a page shows of the list under filters."""
    return view_of(Snapshot(parse_models(models)), page, filters, "usd", NOW)


def ids_of(view: View) -> list[str]:
    """Return the ids of the models that a page shows."""
    return [str(model_id) for model_id in view.models.index]
