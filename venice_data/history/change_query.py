"""Reads which changes a link asks for; its parameters are those of the page of changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from venice_data.api.json_reading import encodable, quoted
from venice_data.catalog.capabilities import capability_explanations
from venice_data.catalog.filters import ANY_CONTEXT, CONTEXT_CHOICES, Filters
from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.money import currency_label
from venice_data.history.change_events import EVENT_KINDS
from venice_data.history.event_selection import EventFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from venice_data.catalog.frames import Currency

    Given = Mapping[str, list[str]]

_Value = TypeVar("_Value")

_LONGEST_SEARCH: Final = 200  # each of its words costs a pass over all models
_EXAMPLE_DAY: Final = "2026-08-12"
_CURRENCY_OF_LABEL: Final = {currency_label(currency): currency for currency in CURRENCIES}
_CONTEXT_LABELS: Final = {tokens: label for label, tokens in CONTEXT_CHOICES.items()}


class ChangeQueryError(ValueError):
    """A parameter has a value that cannot be used; the message names both and what is accepted."""


@dataclass(frozen=True)
class ChangeQuery:
    """The changes that are asked for, and the currency to tell them in."""

    choice: EventFilter = field(default_factory=EventFilter)
    currency: Currency = "usd"

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters that ask for the same, each value as the page writes it."""
        choice, filters = self.choice, self.choice.filters
        return [
            *(("type", model_type(api_name).label) for api_name in filters.types),
            *(("capability", label) for label in filters.capabilities),
            *(("privacy", privacy) for privacy in filters.privacy),
            *_if_set("context", _CONTEXT_LABELS[filters.min_context_tokens], ANY_CONTEXT),
            *_if_set("search", filters.search, ""),
            *_if_set("currency", currency_label(self.currency), currency_label("usd")),
            *(("changes_kind", kind) for kind in choice.kinds),
            *(("changes_from", day.isoformat()) for day in [choice.since] if day),
            *(("changes_to", day.isoformat()) for day in [choice.until] if day),
        ]

    def in_words(self) -> str:
        """Name what is asked for: `text, private, price up`; nothing where all is."""
        wording = {
            "context": "context from {}",
            "search": "“{}”",
            "currency": "in {}",
            "changes_from": "from {}",
            "changes_to": "to {}",
        }
        return ", ".join(wording.get(name, "{}").format(value) for name, value in self.parameters())


def read_change_query(query: Iterable[tuple[str, str]], models: pd.DataFrame) -> ChangeQuery:
    """Read the parameters of a link; `models` are all that were ever listed.

    Feed readers and chat tools add parameters of their own: those that are not known are
    ignored. Raises ChangeQueryError for a value that is not.
    """
    given: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in query:
        if value.strip():
            given[name].append(encodable(value.strip()))
    context = _only(given, "context", _read(given, "context", CONTEXT_CHOICES))
    currency = _only(given, "currency", _read(given, "currency", _CURRENCY_OF_LABEL))
    choice = EventFilter(
        filters=Filters(
            types=_read(given, "type", _types(models)),
            capabilities=_read(given, "capability", _capabilities(models)),
            privacy=_read(given, "privacy", _by_themselves(sorted(set(models["privacy"])))),
            min_context_tokens=context or 0,
            search=_search(given),
        ),
        kinds=_read(given, "changes_kind", _by_themselves(EVENT_KINDS)),
        since=_day(given, "changes_from"),
        until=_day(given, "changes_to"),
    )
    _check_order(choice)
    return ChangeQuery(choice, currency or "usd")


def _types(models: pd.DataFrame) -> dict[str, str]:
    """Return API names by label and by themselves; a new type does not take a known label."""
    api_names = in_reading_order(set(models["type"]))
    by_label = {model_type(api_name).label: api_name for api_name in api_names}
    return by_label | {name: name for name in api_names if name not in by_label}


def _capabilities(models: pd.DataFrame) -> dict[str, str]:
    seen = set(models["capabilities"].explode().dropna())
    return _by_themselves(sorted(seen | capability_explanations().keys()))


def _by_themselves(values: Iterable[_Value]) -> dict[str, _Value]:
    return {str(value): value for value in values}


def _read(given: Given, name: str, accepted: Mapping[str, _Value]) -> tuple[_Value, ...]:
    """Return what is meant by the values of a parameter, in any case, in the order accepted."""
    spelled: dict[str, _Value] = {}
    for spelling, described in accepted.items():
        spelled.setdefault(spelling.casefold(), described)
    values = given.get(name, [])
    for value in values:
        if value.casefold() not in spelled:
            raise ChangeQueryError(
                f"{name}={quoted(value)} is not known. Accepted: {', '.join(accepted)}."
            )
    meant = {spelled[value.casefold()] for value in values}
    return tuple(described for described in dict.fromkeys(accepted.values()) if described in meant)


def _only(given: Given, name: str, values: tuple[_Value, ...]) -> _Value | None:
    if len(values) > 1:
        first, *_, last = dict.fromkeys(given[name])
        raise ChangeQueryError(
            f"{name}={quoted(last)} is one too many after {name}={quoted(first)}. "
            "Accepted: one value."
        )
    return values[0] if values else None


def _search(given: Given) -> str:
    texts = tuple(dict.fromkeys(" ".join(text.split()) for text in given.get("search", [])))
    search = _only(given, "search", texts) or ""
    if len(search) > _LONGEST_SEARCH:
        raise ChangeQueryError(
            f"search={quoted(search)} is too long. Accepted: {_LONGEST_SEARCH} characters at most."
        )
    return search


def _day(given: Given, name: str) -> date | None:
    text = _only(given, name, tuple(dict.fromkeys(given.get(name, []))))
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # Python reads shorter ways to write a day too
        raise ChangeQueryError(
            f"{name}={quoted(text)} is not a day. "
            f"Accepted: a day in UTC as YYYY-MM-DD, such as {_EXAMPLE_DAY}."
        )
    return day


def _check_order(choice: EventFilter) -> None:
    if choice.since and choice.until and choice.since > choice.until:
        raise ChangeQueryError(
            f"changes_from='{choice.since}' is after changes_to='{choice.until}'. "
            "Accepted: a day up to that of changes_to."
        )


def _if_set(name: str, value: str, unset: str) -> list[tuple[str, str]]:
    return [] if value == unset else [(name, value)]
