"""What the parameters of an address ask for, read strictly: what cannot be used is an error."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from venice_data.api.json_reading import encodable, quoted
from venice_data.catalog.filters import FILTERS, Filters
from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.money import currency_label
from venice_data.link_values import Choices, read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from venice_data.catalog.frames import Currency
    from venice_data.link_values import Accepted

    Given = Mapping[str, Sequence[str]]

CURRENCY_IN_LINK: Final = "currency"
_CURRENCY_OF_LABEL: Final = {currency_label(currency): currency for currency in CURRENCIES}


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
    accepted = Choices(list(_CURRENCY_OF_LABEL), most=1)
    labels = read_parameter(given, CURRENCY_IN_LINK, accepted)
    return _CURRENCY_OF_LABEL[labels[0]] if labels else None


def currency_parameter(currency: Currency | None) -> list[tuple[str, str]]:
    """Return the parameter that names a currency; none where there is none to name."""
    return [] if currency is None else [(CURRENCY_IN_LINK, currency_label(currency))]
