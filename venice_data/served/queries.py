"""What the parameters of an address ask for, read strictly: what cannot be used is an error."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from venice_data.api.json_reading import encodable, quoted
from venice_data.catalog.filters import FILTERS, Filters, matching, offered
from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.money import currency_label
from venice_data.days import end_of
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.event_selection import EventFilter
from venice_data.history.price_history import catalog_at, models_ever_listed
from venice_data.link_values import Choices, Day, read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from venice_data.catalog.frames import Catalog, Currency
    from venice_data.link_values import Accepted
    from venice_data.served.asking import Asked

    Given = Mapping[str, Sequence[str]]

CURRENCY_IN_LINK: Final = "currency"
CURRENCY_OF_LABEL: Final = {currency_label(currency): currency for currency in CURRENCIES}
DAY_IN_LINK: Final = "as_of"
KINDS_IN_LINK: Final = "changes_kind"
FROM_IN_LINK: Final = "changes_from"
TO_IN_LINK: Final = "changes_to"
FILTERS_IN_LINK: Final = tuple(declared.name for declared in FILTERS.values())
OF_LIST: Final = (*FILTERS_IN_LINK, CURRENCY_IN_LINK, DAY_IN_LINK)
FREE_AND_BETA_IN_LINK: Final = "free_and_beta"  # which names the cheapest, and none is named here
_WORDING: Final = {CURRENCY_IN_LINK: "in {}", FROM_IN_LINK: "from {}", TO_IN_LINK: "to {}"}


class QueryError(ValueError):
    """A parameter cannot be used; the message names it, its value and what is accepted."""


def by_name(parameters: Iterable[tuple[str, str]]) -> Given:
    """Gather the values of each parameter, made safe to encode."""
    given: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in parameters:
        given[encodable(name)].append(encodable(value))
    return given


def read_parameter(given: Given, name: str, accepted: Accepted) -> list[str]:
    """Return what is meant by the values of a parameter; of several, in the order accepted.

    The same question then has the same answer, however it is written.
    """
    read = read_values(given.get(name, []), accepted)
    for wrong in read.unusable:
        raise QueryError(
            f"{name}={quoted(wrong.value)} is {wrong.reason}. Accepted: {wrong.accepted}."
        )
    if isinstance(accepted, Choices):
        return sorted(read.usable, key=accepted.options.index)
    return read.usable


def read_filters(given: Given, models: pd.DataFrame) -> Filters:
    """Return the filters that are set; `models` are all that could be asked for."""
    return Filters.from_texts(
        {
            declared.name: read_parameter(given, declared.name, declared.accepted_ever(models))
            for declared in FILTERS.values()
        }
    )


def read_currency(given: Given) -> Currency | None:
    """Return the currency that is named; None where none is."""
    accepted = Choices(list(CURRENCY_OF_LABEL), most=1)
    labels = read_parameter(given, CURRENCY_IN_LINK, accepted)
    return CURRENCY_OF_LABEL[labels[0]] if labels else None


def currency_parameter(currency: Currency | None) -> list[tuple[str, str]]:
    """Return the parameter that names a currency; none where there is none to name."""
    return [] if currency is None else [(CURRENCY_IN_LINK, currency_label(currency))]


@dataclass(frozen=True)
class ListQuery:
    """The part of a list that is asked for; without a currency both, without a day today's."""

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
        if name not in (*names, FREE_AND_BETA_IN_LINK):
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


@dataclass(frozen=True)
class ChangeQuery:
    """The changes that are asked for, and the currency to tell them in."""

    choice: EventFilter = field(default_factory=EventFilter)
    currency: Currency = "usd"

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters that ask for the same, each value as the page writes it."""
        return [*self.choice.filters.texts(), *self._own_parameters()]

    def in_words(self) -> str:
        """Name what is asked for: `text, private, price up`; nothing where all is."""
        own = [_WORDING.get(name, "{}").format(value) for name, value in self._own_parameters()]
        return ", ".join([*self.choice.filters.in_words(), *own])

    def _own_parameters(self) -> list[tuple[str, str]]:
        choice = self.choice
        return [
            *currency_parameter(self.currency if self.currency != "usd" else None),
            *((KINDS_IN_LINK, kind) for kind in choice.kinds),
            *((FROM_IN_LINK, day.isoformat()) for day in [choice.since] if day),
            *((TO_IN_LINK, day.isoformat()) for day in [choice.until] if day),
        ]


def read_change_query(query: Iterable[tuple[str, str]], models: pd.DataFrame) -> ChangeQuery:
    """Read the parameters of a link; `models` are all that were ever listed.

    Feed readers and chat tools add parameters of their own: those that are not known are
    ignored. Raises QueryError for a value that is not.
    """
    given = by_name(query)
    filters = read_filters(given, models)
    kinds = read_parameter(given, KINDS_IN_LINK, Choices(EVENT_KINDS))
    choice = EventFilter(
        filters=filters,
        kinds=tuple(kind for kind in EVENT_KINDS if kind in kinds),
        since=_day(given, FROM_IN_LINK),
        until=_day(given, TO_IN_LINK),
    )
    _check_order(choice)
    return ChangeQuery(choice, read_currency(given) or "usd")


def _day(given: Given, name: str) -> date | None:
    days = read_parameter(given, name, Day())
    return date.fromisoformat(days[0]) if days else None


def _check_order(choice: EventFilter) -> None:
    if choice.since and choice.until and choice.since > choice.until:
        raise QueryError(
            f"{FROM_IN_LINK}='{choice.since}' is after {TO_IN_LINK}='{choice.until}'. "
            f"Accepted: a day up to that of {TO_IN_LINK}."
        )
