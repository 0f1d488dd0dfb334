"""Which part of a list is asked for: filters, one currency, and today or a past day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from venice_data.catalog.filters import FILTERS, matching, offered
from venice_data.days import end_of
from venice_data.history.link_query import (
    CURRENCY_IN_LINK,
    QueryError,
    by_name,
    currency_parameter,
    read_currency,
    read_filters,
    read_parameter,
)
from venice_data.history.price_history import catalog_at, models_ever_listed
from venice_data.link_values import Day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from venice_data.catalog.filters import Filters
    from venice_data.catalog.frames import Catalog, Currency
    from venice_data.history.link_query import Given
    from venice_data.served.asking import Asked

DAY_IN_LINK: Final = "as_of"
FILTERS_IN_LINK: Final = tuple(declared.name for declared in FILTERS.values())
OF_LIST: Final = (*FILTERS_IN_LINK, CURRENCY_IN_LINK, DAY_IN_LINK)
_FREE_AND_BETA_IN_LINK: Final = "free_and_beta"  # which names the cheapest, and none is named here


@dataclass(frozen=True)
class ListQuery:
    """What is asked for; without a currency both, without a day today's list."""

    filters: Filters
    currency: Currency | None
    day: date | None

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters that ask for the same, each value as the pages write it."""
        days = [] if self.day is None else [(DAY_IN_LINK, self.day.isoformat())]
        return [*self.filters.texts(), *currency_parameter(self.currency), *days]


class Selection(NamedTuple):
    """What was asked for, the list that it is taken from, and the models and prices themselves."""

    query: ListQuery
    catalog: Catalog
    models: pd.DataFrame
    prices: pd.DataFrame


def select(asked: Asked) -> Selection:
    """Return the models that the pages would show, and their prices.

    Raises QueryError, or NoHistoryError where a past day is asked for.
    """
    given = known_parameters(asked, OF_LIST)
    query = ListQuery(
        read_filters(given, known_models(asked)), read_currency(given), _past_day(given, asked)
    )
    catalog, now = asked.snapshot.catalog, asked.now
    if query.day is not None:
        now = end_of(query.day)
        catalog = catalog_at(asked.history(), now)
    models = matching(offered(catalog.models, now), query.filters)
    prices = catalog.prices[catalog.prices["model_id"].isin(models.index)]
    if query.currency is not None:
        prices = prices[prices[query.currency].notna()]
    return Selection(query, catalog, models, prices)


def known_parameters(asked: Asked, names: Sequence[str]) -> Given:
    """Return the values that were given, or raise QueryError where a name is not among these."""
    given = by_name(asked.parameters)
    for name in given:
        if name not in (*names, _FREE_AND_BETA_IN_LINK):
            raise QueryError(f"{name!r} is not a parameter here. Accepted: {', '.join(names)}.")
    return given


def known_models(asked: Asked) -> pd.DataFrame:
    """Return all models by which a link may narrow: those listed, and those that ever were."""
    listed = asked.snapshot.catalog.models
    history = asked.snapshot.history
    return listed if history is None else pd.concat([listed, models_ever_listed(history)])


def _past_day(given: Given, asked: Asked) -> date | None:
    days = read_parameter(given, DAY_IN_LINK, Day())
    today = asked.now.date()
    if not days or days[0] == today.isoformat():
        return None
    oldest = asked.history().oldest.date()
    return date.fromisoformat(read_parameter(given, DAY_IN_LINK, Day(oldest, today))[0])
