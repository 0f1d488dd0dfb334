"""Reads which changes a link asks for; its parameters are those of the page of changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from venice_data.api.json_reading import encodable, quoted
from venice_data.catalog.filters import FILTERS, Filters
from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.money import currency_label
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.event_selection import EventFilter
from venice_data.link_values import Choices, Day, read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from venice_data.catalog.frames import Currency
    from venice_data.link_values import Accepted

    Given = Mapping[str, list[str]]

_CURRENCY_OF_LABEL: Final = {currency_label(currency): currency for currency in CURRENCIES}
_WORDING: Final = {declared.name: declared.wording for declared in FILTERS.values()} | {
    "currency": "in {}",
    "changes_kind": "{}",
    "changes_from": "from {}",
    "changes_to": "to {}",
}


class ChangeQueryError(ValueError):
    """A parameter has a value that cannot be used; the message names both and what is accepted."""


@dataclass(frozen=True)
class ChangeQuery:
    """The changes that are asked for, and the currency to tell them in."""

    choice: EventFilter = field(default_factory=EventFilter)
    currency: Currency = "usd"

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters that ask for the same, each value as the page writes it."""
        choice = self.choice
        return [
            *choice.filters.texts(),
            *(("currency", currency_label(other)) for other in [self.currency] if other != "usd"),
            *(("changes_kind", kind) for kind in choice.kinds),
            *(("changes_from", day.isoformat()) for day in [choice.since] if day),
            *(("changes_to", day.isoformat()) for day in [choice.until] if day),
        ]

    def in_words(self) -> str:
        """Name what is asked for: `text, private, price up`; nothing where all is."""
        return ", ".join(_WORDING[name].format(value) for name, value in self.parameters())


def read_change_query(query: Iterable[tuple[str, str]], models: pd.DataFrame) -> ChangeQuery:
    """Read the parameters of a link; `models` are all that were ever listed.

    Feed readers and chat tools add parameters of their own: those that are not known are
    ignored. Raises ChangeQueryError for a value that is not.
    """
    given: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in query:
        given[name].append(encodable(value))
    filters = Filters.from_texts(
        {
            declared.name: _read(given, declared.name, declared.accepted_ever(models))
            for declared in FILTERS.values()
        }
    )
    kinds = _read(given, "changes_kind", Choices(EVENT_KINDS))
    choice = EventFilter(
        filters=filters,
        kinds=tuple(kind for kind in EVENT_KINDS if kind in kinds),
        since=_day(given, "changes_from"),
        until=_day(given, "changes_to"),
    )
    _check_order(choice)
    labels = _read(given, "currency", Choices(list(_CURRENCY_OF_LABEL), most=1))
    return ChangeQuery(choice, _CURRENCY_OF_LABEL[labels[0]] if labels else "usd")


def _read(given: Given, name: str, accepted: Accepted) -> list[str]:
    """Return what is meant by the values of a parameter; of several, in the order accepted.

    The same question then has the same feed, however it is written.
    """
    read = read_values(given.get(name, []), accepted)
    for wrong in read.unusable:
        raise ChangeQueryError(
            f"{name}={quoted(wrong.value)} is {wrong.reason}. Accepted: {wrong.accepted}."
        )
    if isinstance(accepted, Choices):
        return sorted(read.usable, key=accepted.options.index)
    return read.usable


def _day(given: Given, name: str) -> date | None:
    days = _read(given, name, Day())
    return date.fromisoformat(days[0]) if days else None


def _check_order(choice: EventFilter) -> None:
    if choice.since and choice.until and choice.since > choice.until:
        raise ChangeQueryError(
            f"changes_from='{choice.since}' is after changes_to='{choice.until}'. "
            "Accepted: a day up to that of changes_to."
        )
