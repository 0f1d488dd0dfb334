"""What a visitor looks at: the catalog, narrowed by the filters that apply to the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from venice_data.catalog.filter_kinds import Scope
from venice_data.catalog.filters import applicable, matching, offered

if TYPE_CHECKING:
    from datetime import date, datetime

    import pandas as pd

    from pages.shared.site import SitePage
    from venice_data.catalog.filters import Filters
    from venice_data.catalog.frames import Catalog, Currency
    from venice_data.live.store import Snapshot

QUOTES_ARE_TODAYS: Final = (
    "Quotes are always today's: Venice gives none for past days, and none are recorded."
)


@dataclass(frozen=True)
class View:
    """Everything a page draws from; frames belong to all visitors and are never written to.

    `in_scope` holds the page's models that are still offered, `models` those of them that
    pass `applied`; `not_applied` names each filter that says nothing about this page. `day` is
    the past day whose prices are shown, at whose end it is `now`; None for today's. Free and
    beta models are called the cheapest only if the visitor `counts_free_and_beta`.
    """

    page: SitePage
    snapshot: Snapshot
    day: date | None
    now: datetime
    currency: Currency
    in_scope: pd.DataFrame
    models: pd.DataFrame
    applied: Filters
    not_applied: list[str]
    counts_free_and_beta: bool = False

    @property
    def catalog(self) -> Catalog:
        """The catalog from which the page draws."""
        return self.snapshot.catalog

    @property
    def prices(self) -> pd.DataFrame:
        """The prices of the matching models."""
        prices = self.catalog.prices
        return prices[prices["model_id"].isin(self.models.index)]

    def of_type(self, *api_types: str) -> pd.DataFrame:
        """Return the matching models of some types."""
        return self.models[self.models["type"].isin(api_types)]


def view_of(
    snapshot: Snapshot,
    page: SitePage,
    filters: Filters,
    currency: Currency,
    now: datetime,
    day: date | None = None,
    *,
    counts_free_and_beta: bool = False,
) -> View:
    """Narrow a catalog, today's or that of a past day, to what a page shows under the filters."""
    in_scope = offered(snapshot.catalog.models, now)
    if page.types:
        in_scope = in_scope[in_scope["type"].isin(page.types)]
    applied, not_applied = applicable(filters, Scope(in_scope, frozenset(page.types)))
    return View(
        page=page,
        snapshot=snapshot,
        day=day,
        now=now,
        currency=currency,
        in_scope=in_scope,
        models=matching(in_scope, applied),
        applied=applied,
        not_applied=not_applied,
        counts_free_and_beta=counts_free_and_beta,
    )
