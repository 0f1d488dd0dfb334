"""What a charge is: quantities at rates, vectorised over models, and why one is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from venice_data.catalog.frames import Currency

    Numbers = NDArray[np.floating[Any]]
    Flags = NDArray[np.bool_]
    Texts = NDArray[np.str_]

UNPUBLISHED: Final = "no price published"
NOT_AT_THIS_SIZE: Final = "not offered at this resolution or quality"
NOT_AT_THIS_LENGTH: Final = "not offered at this length"
NOT_AT_THIS_FACTOR: Final = "not offered at this factor"
TOO_LONG: Final = "longer than the context window"
BY_CHARACTER: Final = "priced by character, not by length"
BY_QUOTE: Final = "priced by quote: ask for one"

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
    def owed(self) -> Numbers:
        """Quantity x rate; nothing for nothing, even at a rate that is not published."""
        return np.where(self.quantity == 0, 0.0, self.quantity * self.rate)


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


def owed_for(parts: Iterable[Charge]) -> Numbers:
    """Return what the parts come to together; NaN where a rate that counts is not published."""
    return reduce(np.add, (part.owed for part in parts))


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
        unpriced=label_all(UNPUBLISHED, rate.index),
        refused=label_all("", rate.index),
        per=per,
    )


def rates_of(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.Series[float]:
    """Return each model's price among these prices, at most one per model; NaN without one."""
    of_model = prices.drop_duplicates("model_id").set_index("model_id")[currency]
    return of_model.reindex(models.index)


def as_float_array(column: pd.Series[Any]) -> Numbers:
    """Return a column as numbers, NaN where it has none."""
    return column.to_numpy(dtype="float64", na_value=np.nan)


def along_first_axis(column: pd.Series[Any], axes: int) -> Numbers:
    """Return one number per model along the first of so many axes."""
    return as_float_array(column).reshape(-1, *[1] * (axes - 1))


def constant(quantity: float, model_ids: pd.Index[str]) -> Numbers:
    """Return the same quantity for every model."""
    return np.full(len(model_ids), float(quantity))


def label_where(text: str, where: ArrayLike, otherwise: str = "") -> Texts:
    """Return a text for each model: this one where it applies, else the other."""
    return np.where(np.asarray(where, dtype="bool"), text, otherwise)


def label_all(text: str, model_ids: pd.Index[str]) -> Texts:
    """Return the same text for every model."""
    return np.full(len(model_ids), text)
