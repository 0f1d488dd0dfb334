"""The exact cost of a piece of work with a model, and how it was computed.

Each published price is taken as the decimal that it means (`exact_price`), and products and
sums are Decimals with 28 digits, so that a cent is a cent: nothing is rounded before it is
shown, and the explanation multiplies out to the amount.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from venice_data.calculator.charges import PER_MILLION, Charges
from venice_data.calculator.exact_money import exact_price, exact_quantity
from venice_data.calculator.work_costs import candidates_for, charges_for
from venice_data.money import price_text

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.calculator.work import Work
    from venice_data.catalog import Currency

NOT_IN_THE_LIST: Final = "the model is not in the list"
_TIMES: Final = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True)
class ExactCost:
    """What one model charges; `amount` is None where it has no price, and `why_not` says why.

    `explanation` writes out in plain text how the amount was computed; empty without one.
    """

    amount: Decimal | None
    why_not: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class _Term:
    """So many of `what`, each at a rate (NaN where none is published)."""

    what: str
    quantity: float
    rate: float

    @property
    def is_priced(self) -> bool:
        return not math.isnan(self.rate)


def exact_cost_with(
    model_id: str, work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> ExactCost:
    """Return the exact cost of the work with one model and how it was computed."""
    if model_id not in models.index:
        return ExactCost(None, NOT_IN_THE_LIST)
    prices = prices[prices["model_id"] == model_id]
    costs = exact_costs(work, prices, models.loc[[model_id]], currency)
    return costs.get(model_id, does_not_do(work))


def does_not_do(work: Work) -> ExactCost:
    """Return the cost of work with a model that is of another type."""
    return ExactCost(None, f"the model does not do this work: {work.kind}")


def exact_costs(
    work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> dict[str, ExactCost]:
    """Return the exact cost of the work with each model that does it, by model id."""
    charges = charges_for(work, prices, candidates_for(work, prices, models), currency)
    return {
        str(model_id): _cost(charges, position, currency)
        for position, model_id in enumerate(charges.model_ids)
    }


def _cost(charges: Charges, position: int, currency: Currency) -> ExactCost:
    """Compute the cost with the model at a position, and write the computation out."""
    terms = [
        _Term(part.what, float(part.quantity[position]), float(part.rate[position]))
        for part in charges.parts
    ]
    due = [term for term in terms if term.quantity]
    refused = str(charges.refused[position])
    can_be_priced = any(term.is_priced for term in terms) and all(term.is_priced for term in due)
    if refused or not can_be_priced:
        return ExactCost(None, refused or str(charges.unpriced[position]))
    owed = sum(
        (exact_quantity(term.quantity) * exact_price(term.rate) for term in due), start=Decimal()
    )
    amount = exact_quantity(charges.times) * owed / charges.per
    computation = _computation(charges, due, currency)
    remarks = "; ".join(str(note[position]) for note in charges.notes if note[position])
    result = f" = {price_text(float(amount), currency)}"
    return ExactCost(amount, "", computation + result + (f" ({remarks})" if remarks else ""))


def _computation(charges: Charges, due: list[_Term], currency: Currency) -> str:
    """Write `1,000 requests x (6,000 input x $0.50 + 500 output x $2.00) / 1M`, with real signs."""
    written = [_term_text(term, currency) for term in due]
    sum_of_terms = " + ".join(written) or price_text(0, currency)
    if len(written) > 1:
        sum_of_terms = f"({sum_of_terms})"
    per = " / 1M" if charges.per == PER_MILLION else ""
    return f"{_counted(charges.times, charges.unit)} {_TIMES} {sum_of_terms}{per}"


def _term_text(term: _Term, currency: Currency) -> str:
    rate = price_text(term.rate, currency)
    return f"{_counted(term.quantity, term.what)} {_TIMES} {rate}" if term.what else rate


def _counted(quantity: float, plural: str) -> str:
    """Write `1,000 requests`, `1 request`."""
    number = f"{exact_quantity(quantity).normalize():,f}"
    return f"{number} {plural.removesuffix('s') if quantity == 1 else plural}"
