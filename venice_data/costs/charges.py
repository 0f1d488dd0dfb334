"""What a charge is: quantities at rates, in exact decimals over models, and why one is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from venice_data.catalog.money import NO_PRICE, exact_price, exact_quantity
from venice_data.costs.documented_terms import EXTRA_CHARGES, STATED_ON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import ArrayLike, NDArray

    from venice_data.catalog.frames import Currency

    Numbers = NDArray[np.floating[Any]]
    Decimals = NDArray[np.object_]
    Flags = NDArray[np.bool_]
    Texts = NDArray[np.str_]

NOT_AT_THIS_SIZE: Final = "not offered at this resolution or quality"
NOT_AT_THIS_LENGTH: Final = "not offered at this length"
NOT_AT_THIS_FACTOR: Final = "not offered at this factor"
TOO_LONG: Final = "longer than the context window"
BY_CHARACTER: Final = "priced by character, not by length"
BY_QUOTE: Final = "priced by quote: ask for one"

_NOTHING: Final = np.array(Decimal(), dtype="object")
MILLION: Final = 1_000_000  # tokens or characters, for which one rate is published


@dataclass(frozen=True)
class Charge:
    """One thing that is paid for: for each model so many of `what`, each at a rate.

    Arrays have the models along their first axis; quantities may have further axes.
    """

    what: str
    quantity: Numbers
    rate: Numbers

    @property
    def owed(self) -> Decimals:
        """Quantity x rate; nothing for nothing, even at a rate that is not published."""
        owed: Decimals = np.where(
            self.quantity == 0,
            _NOTHING,
            _decimals(self.quantity, exact_quantity) * _decimals(self.rate, exact_price),
        )
        return owed


@dataclass(frozen=True)
class Charges:
    """All that a piece of work is charged: `times` x the sum of quantity x rate / `per`.

    Arrays hold one entry per model, in the order of `model_ids`. `refused` says why a model
    cannot do the work, `unpriced` why it would have no rate; `notes` tell how its rates came
    about. Empty text says nothing.
    """

    model_ids: pd.Index[str]
    times: float
    unit: str
    parts: tuple[Charge, ...]
    unpriced: Texts
    refused: Texts
    notes: tuple[Texts, ...] = ()
    per: int = 1

    @property
    def amounts(self) -> Decimals:
        """What each model charges for it all, exactly."""
        amounts: Decimals = exact_quantity(self.times) * _owed_exactly(self.parts) / self.per
        return amounts


def owed_for(parts: Iterable[Charge], per: float = 1) -> Numbers:
    """Return what the parts come to together; NaN where a rate that counts is not published.

    It is computed in decimals, as prices are published, and comes out as the nearest float: equal
    amounts compare as equal.
    """
    return np.asarray(_owed_exactly(parts) / exact_quantity(per), dtype="float64")


def _owed_exactly(parts: Iterable[Charge]) -> Decimals:
    """Add the parts up; NaN where a rate that counts is not published."""
    return reduce(np.add, (part.owed for part in parts))


def owed_at(
    rates: pd.Series[float], quantity: float | pd.Series[float], per: float = 1
) -> pd.Series[float]:
    """Return what a quantity comes to at each rate, by the rule of `owed_for`."""
    quantities = np.broadcast_to(np.asarray(quantity, dtype="float64"), len(rates))
    charge = Charge("", quantities, as_float_array(rates))
    return pd.Series(owed_for([charge], per), index=rates.index)


def extra_charges(
    uses: Mapping[str, float], models: pd.DataFrame, per: int = 1
) -> tuple[tuple[Charge, ...], Texts, Texts]:
    """Return what a request's uses of `EXTRA_CHARGES` are charged, as rates per so many.

    With it comes for each model why it cannot use one of them, and what to note of all.
    """
    used = {name: EXTRA_CHARGES[name] for name, number in uses.items() if number}
    charges = tuple(
        Charge(
            extra.plural,
            constant(uses[name], models.index),
            constant(extra.usd * per, models.index),
        )
        for name, extra in used.items()
    )
    lacking = label_all("", models.index)
    for needed in dict.fromkeys(extra.needs for extra in used.values() if extra.needs):
        lacks = [
            needed in stated and needed not in has
            for has, stated in zip(
                models["capabilities"], models["capabilities_stated"], strict=True
            )
        ]
        lacking = np.where(lacks, f"has no {needed}", lacking)
    prices = ", ".join(f"{extra.plural} ${extra.usd} each" for extra in used.values())
    note = f"{prices}, as of {STATED_ON:%B %Y}" if prices else ""
    return charges, lacking, label_all(note, models.index)


def flat_charges(
    times: float,
    unit: str,
    rate: pd.Series[float],
    *,
    what: str = "",
    quantity: int = 1,
    per: int = 1,
) -> Charges:
    """Return charges of a single part, the same quantity for every model."""
    return Charges(
        model_ids=rate.index,
        times=times,
        unit=unit,
        parts=(Charge(what, constant(quantity, rate.index), as_float_array(rate)),),
        unpriced=label_all(NO_PRICE, rate.index),
        refused=label_all("", rate.index),
        per=per,
    )


def rates_of(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.Series[float]:
    """Return each model's price among these prices, at most one per model; NaN without one."""
    first = prices.drop_duplicates("model_id")
    rates = rates_in(first, currency).set_axis(first["model_id"])
    return rates.reindex(models.index)


def rates_in(prices: pd.DataFrame, currency: Currency) -> pd.Series[float]:
    """Return published prices without the noise of binary fractions."""
    return owed_at(prices[currency], 1)


def as_float_array(column: pd.Series[Any]) -> Numbers:
    """Return a column as numbers, NaN where it has none."""
    return column.to_numpy(dtype="float64", na_value=np.nan)


def along_first_axis(column: pd.Series[Any], axes: int) -> Numbers:
    """Return one number per model along the first of so many axes."""
    return as_float_array(column).reshape(-1, *[1] * (axes - 1))


def _decimals(numbers: Numbers, exact: Callable[[float], Decimal]) -> Decimals:
    """Return numbers as decimals; few of them differ, and each of those is read once."""
    values, places = np.unique(numbers, return_inverse=True)
    decimals = np.array([exact(value) for value in values], dtype="object")
    return decimals[places].reshape(np.shape(numbers))


def constant(quantity: float, model_ids: pd.Index[str]) -> Numbers:
    """Return the same quantity for every model."""
    return np.full(len(model_ids), float(quantity))


def label_where(text: str, where: ArrayLike, otherwise: str = "") -> Texts:
    """Return a text for each model: this one where it applies, else the other."""
    return np.where(np.asarray(where, dtype="bool"), text, otherwise)


def label_all(text: str, model_ids: pd.Index[str]) -> Texts:
    """Return the same text for every model."""
    return np.full(len(model_ids), text)
