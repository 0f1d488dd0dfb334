"""What a visitor looks at, and what all who look at the same share of it, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from threading import Condition
from typing import TYPE_CHECKING, Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

import pandas as pd
from cachetools import LRUCache, cached

from venice_data.catalog.filter_kinds import Scope
from venice_data.catalog.filters import applicable, matching, offered
from venice_data.catalog.names import distinct_names
from venice_data.costs.headlines import headline_prices
from venice_data.costs.tokens import token_prices
from venice_data.history.event_selection import selected_events

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date, datetime

    from pages.shared.site import SitePage
    from venice_data.catalog.filters import Filters
    from venice_data.catalog.frames import Catalog, Currency
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.event_selection import EventFilter
    from venice_data.history.price_history import PriceHistory
    from venice_data.live.store import Snapshot

_MOST_REMEMBERED: Final = 500  # views and what is computed of them, some tens of kB each
_Subject = TypeVar("_Subject")
_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


class ViewKey(NamedTuple):
    """What decides what a view shows: visitors of equal keys see the same figures.

    A list counts by what it says, not by when it came; models leave it with time.
    """

    content_id: str
    removed_count: int
    history: PriceHistory | None
    page: SitePage
    filters: Filters
    currency: Currency
    day: date
    counts_free_and_beta: bool


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
    key: ViewKey
    counts_free_and_beta: bool = False

    def shows(self, catalog: Catalog, now: datetime) -> bool:
        """Whether it shows what this catalog says at `now`."""
        is_same_list = self.key.content_id == catalog.content_id
        return is_same_list and self.key.removed_count == catalog.removed_count(now)

    @property
    def catalog(self) -> Catalog:
        """The catalog from which the page draws."""
        return self.snapshot.catalog

    @property
    def prices(self) -> pd.DataFrame:
        """The prices of the matching models."""
        return _prices_of(self)

    @property
    def names(self) -> pd.Series[str]:
        """A name for each model that is offered, filtered or not, which no other has."""
        return _names_of(self)

    @property
    def headlines(self) -> pd.Series[float]:
        """The headline price of every listed model, offered or not, as `headline_prices`."""
        return _headlines_of(self.catalog, self.currency)

    def token_prices_of(self, models: pd.DataFrame) -> pd.DataFrame:
        """Return what `token_prices` gives for some of the listed models."""
        return _token_prices_of(self.catalog, self.currency).loc[models.index]

    def of_type(self, *api_types: str) -> pd.DataFrame:
        """Return the matching models of some types."""
        return _of_type(self, *api_types)


class _Narrowed(NamedTuple):
    in_scope: pd.DataFrame
    models: pd.DataFrame
    applied: Filters
    not_applied: list[str]


class _Shared:
    """What visitors share: results by what decides them, the least recently used forgotten."""

    def __init__(self) -> None:
        self.results: LRUCache[tuple[Any, ...], Any] = LRUCache(_MOST_REMEMBERED)
        self.access = Condition()
        self._todays_list = ""

    def keep_up_with(self, todays_list: str) -> None:
        """Forget what was computed of a list that another has replaced."""
        if todays_list != self._todays_list:
            with self.access:
                self.results.clear()
                self._todays_list = todays_list


_SHARED: Final = _Shared()


class _This:
    """A frame as part of a key: equal to itself alone, and kept as long as the key."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other._frame is self._frame

    def __hash__(self) -> int:
        return id(self._frame)


def once_per_view(
    compute: Callable[Concatenate[View, _Parameters], _Result],
) -> Callable[Concatenate[View, _Parameters], _Result]:
    """Compute something of a view once for all visitors whose view shows the same.

    It may depend on all that `ViewKey` names and on hashable arguments, but not on the instant
    or the origin of the list. A frame as an argument has been computed once itself. Nobody may
    write to the result.
    """
    return _once(compute, lambda view: view.key)


def once_per_offer(
    compute: Callable[Concatenate[View, _Parameters], _Result],
) -> Callable[Concatenate[View, _Parameters], _Result]:
    """Compute something of the models in scope once, whatever is filtered; else as `once_per_view`.

    Of the view it may read the catalog, the page, `in_scope` and the currency.
    """
    return _once(compute, lambda view: (*_scope_of(view.key), view.currency))


def once_per_list(
    compute: Callable[Concatenate[Catalog, _Parameters], _Result],
) -> Callable[Concatenate[Catalog, _Parameters], _Result]:
    """Compute something of a list once, whatever is chosen of it; else as `once_per_view`."""
    return _once(compute, lambda catalog: catalog.content_id)


def _once(
    compute: Callable[Concatenate[_Subject, _Parameters], _Result],
    key_of: Callable[[_Subject], Hashable],
) -> Callable[Concatenate[_Subject, _Parameters], _Result]:
    def key(subject: _Subject, *args: Any, **options: Any) -> tuple[Any, ...]:
        given = (_This(arg) if isinstance(arg, pd.DataFrame) else arg for arg in args)
        return (compute, key_of(subject), *given, *options.items())

    shared = cached(_SHARED.results, key, condition=_SHARED.access)(compute)

    @wraps(compute)
    def computed_once(
        subject: _Subject, /, *args: _Parameters.args, **options: _Parameters.kwargs
    ) -> _Result:
        return shared(subject, *args, **options)

    return computed_once


@once_per_view
def _prices_of(view: View) -> pd.DataFrame:
    prices = view.catalog.prices
    return prices[prices["model_id"].isin(view.models.index)]


@once_per_offer
def _names_of(view: View) -> pd.Series[str]:
    return distinct_names(view.in_scope)


@once_per_view
def _of_type(view: View, *api_types: str) -> pd.DataFrame:
    if len(api_types) == 1:
        return _by_type(view).get(api_types[0], view.models[:0])
    return view.models[view.models["type"].isin(api_types)]


@once_per_view
def _by_type(view: View) -> dict[str, pd.DataFrame]:
    return {str(api_type): models for api_type, models in view.models.groupby("type", sort=False)}


@once_per_list
def _headlines_of(catalog: Catalog, currency: Currency) -> pd.Series[float]:
    return headline_prices(catalog.prices, catalog.models, currency)


@once_per_list
def _token_prices_of(catalog: Catalog, currency: Currency) -> pd.DataFrame:
    return token_prices(catalog.prices, catalog.models, currency)


@once_per_view
def events_of(view: View, choice: EventFilter) -> tuple[ChangeEvent, ...]:
    """Return the recorded changes that are asked for, the newest first."""
    history = view.snapshot.history
    return () if history is None else selected_events(history, choice)


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
    catalog = snapshot.catalog
    if day is None:
        _SHARED.keep_up_with(catalog.content_id)
    key = ViewKey(
        content_id=catalog.content_id,
        removed_count=catalog.removed_count(now),
        history=snapshot.history,
        page=page,
        filters=filters,
        currency=currency,
        day=now.date(),
        counts_free_and_beta=counts_free_and_beta,
    )
    narrowed = _narrowed(key, catalog.models, now)
    return View(
        page=page,
        snapshot=snapshot,
        day=day,
        now=now,
        currency=currency,
        in_scope=narrowed.in_scope,
        models=narrowed.models,
        applied=narrowed.applied,
        not_applied=narrowed.not_applied,
        key=key,
        counts_free_and_beta=counts_free_and_beta,
    )


@cached(_SHARED.results, lambda key, _models, _now: ("narrowed", key), condition=_SHARED.access)
def _narrowed(key: ViewKey, models: pd.DataFrame, now: datetime) -> _Narrowed:
    in_scope = _in_scope(_scope_of(key), models, now)
    scope = Scope(in_scope, frozenset(key.page.types))
    applied, not_applied = applicable(key.filters, scope)
    return _Narrowed(in_scope, matching(in_scope, applied), applied, not_applied)


class _ScopeKey(NamedTuple):
    """What decides which models a page is about, before any is filtered out."""

    content_id: str
    removed_count: int
    types: tuple[str, ...]


def _scope_of(key: ViewKey) -> _ScopeKey:
    return _ScopeKey(key.content_id, key.removed_count, key.page.types)


@cached(_SHARED.results, lambda key, _models, _now: ("in scope", key), condition=_SHARED.access)
def _in_scope(key: _ScopeKey, models: pd.DataFrame, now: datetime) -> pd.DataFrame:
    in_scope = offered(models, now)
    return in_scope[in_scope["type"].isin(key.types)] if key.types else in_scope
