"""What a piece of work costs with each model that can do it, in exact decimals."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.catalog.money import price_text
from venice_data.catalog.wording import counted
from venice_data.costs.audio import music_charges, speech_charges, transcription_charges
from venice_data.costs.charges import BY_QUOTE, MILLION, Charges, flat_charges, label_all
from venice_data.costs.images import edit_charges, image_charges, upscale_charges
from venice_data.costs.tokens import chat_charges, embed_charges
from venice_data.costs.work import (
    ALSO_PRICED_IN,
    Chat,
    Edits,
    Embed,
    Images,
    Music,
    Speech,
    Transcription,
    Upscales,
    Video,
    Work,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from venice_data.catalog.frames import Currency

NOT_IN_THE_LIST: Final = "the model is not in the list"
_TIMES: Final = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True)
class Cost:
    """What one model charges; `amount` is None where it has no price, and `why_not` says why.

    It `is_free` where that costs nothing which is asked for: nothing asked for costs nothing with
    any model. `explanation` writes out in plain text how the amount was computed, where that was
    asked for.
    """

    amount: Decimal | None
    why_not: str = ""
    explanation: str = ""
    is_free: bool = False

    @property
    def as_float(self) -> float:
        """The amount to the nearest float; NaN without one."""
        return math.nan if self.amount is None else float(self.amount)


@dataclass(frozen=True)
class _Term:
    """So many of `what`, each at a rate (NaN where none is published)."""

    what: str
    quantity: float
    rate: float


def candidates_for(work: Work, prices: pd.DataFrame, models: pd.DataFrame) -> pd.DataFrame:
    """Return the models that do this kind of work: by their type, or by a price for just that."""
    does_it = models["type"].isin(work.model_types)
    if work.kind in ALSO_PRICED_IN:
        unit = ALSO_PRICED_IN[work.kind]
        does_it |= models.index.isin(prices.loc[prices["unit"] == unit, "model_id"])
    return models[does_it]


def costs_by_model(
    work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> dict[str, Cost]:
    """Return the cost of the work with each model that does this kind of work, in their order."""
    charges = charges_for(work, prices, candidates_for(work, prices, models), currency)
    return dict(zip(map(str, charges.model_ids), _costs(charges), strict=True))


def cost_of(
    work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.DataFrame:
    """Return `costs_by_model` as a frame to rank and draw, indexed by model id.

    Columns: `cost` (NaN where it is not priced), `why_not` (empty where it is) and `is_free`.
    """
    costs = costs_by_model(work, prices, models, currency)
    return pd.DataFrame(
        {
            "cost": [cost.as_float for cost in costs.values()],
            "why_not": [cost.why_not for cost in costs.values()],
            "is_free": [cost.is_free for cost in costs.values()],
        },
        index=pd.Index(list(costs), dtype="str", name="id"),
    ).astype({"cost": "float64", "why_not": "str", "is_free": "bool"})


def ranked(costs: pd.DataFrame) -> pd.DataFrame:
    """Sort a frame from `cost_of`, cheapest first, not priced last, ties by model id."""
    return costs.sort_index().sort_values("cost", kind="stable", na_position="last")


def cost_with(
    model_id: str, work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Cost:
    """Return the cost of the work with one model, and the explanation of its amount."""
    if model_id not in models.index:
        return Cost(None, NOT_IN_THE_LIST)
    prices = prices[prices["model_id"] == model_id]
    candidates = candidates_for(work, prices, models.loc[[model_id]])
    if candidates.empty:
        return does_not_do(work)
    charges = charges_for(work, prices, candidates, currency)
    cost = _costs(charges)[0]
    if cost.amount is None:
        return cost
    return replace(cost, explanation=_explanation(charges, 0, cost.amount, currency))


def does_not_do(work: Work) -> Cost:
    """Return the cost of work with a model that is of another type."""
    return Cost(None, f"the model does not do this work: {work.kind}")


def charges_for(
    work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what each of these models, candidates for the work, charges for it."""
    match work:
        case Chat():
            return chat_charges(work, prices, models, currency)
        case Embed():
            return embed_charges(work, prices, models, currency)
        case Images():
            return image_charges(work, prices, models, currency)
        case Edits():
            return edit_charges(work, prices, models, currency)
        case Upscales():
            return upscale_charges(work, prices, models, currency)
        case Speech():
            return speech_charges(work, prices, models, currency)
        case Transcription():
            return transcription_charges(work, prices, models, currency)
        case Music():
            return music_charges(work, prices, models, currency)
        case Video():
            return _video_charges(work, models)


def _video_charges(work: Video, models: pd.DataFrame) -> Charges:
    """Return what clips are charged: the quote, with the model that it was given for alone.

    A quote is in USD; in DIEM it is the same number, since 1 DIEM buys 1 USD of use. The same
    holds for an approximate price, which says that it is one.
    """
    is_quoted = models.index == work.quoted_model_id
    rate = pd.Series(work.usd_per_clip, index=models.index).where(is_quoted)
    origin = "about, by published rates" if work.is_approximate else "as quoted"
    note = f"{origin} for {work.clip}" if work.clip else origin
    return replace(
        flat_charges(work.clips, "clips", rate),
        unpriced=label_all(BY_QUOTE, models.index),
        notes=(label_all(note, models.index),),
    )


def _costs(charges: Charges) -> list[Cost]:
    """Return the cost with each model, in their order."""
    return [_cost(charges, position, amount) for position, amount in enumerate(charges.amounts)]


def _cost(charges: Charges, position: int, amount: Decimal) -> Cost:
    """Tell what an amount is to the model at a position; none without any rate of its own."""
    terms = _terms(charges, position)
    refused = str(charges.refused[position])
    if refused or amount.is_nan() or all(math.isnan(term.rate) for term in terms):
        return Cost(None, refused or str(charges.unpriced[position]))
    is_asked_for = bool(charges.times) and any(term.quantity for term in terms)
    return Cost(amount, is_free=is_asked_for and not amount)


def _terms(charges: Charges, position: int) -> list[_Term]:
    return [
        _Term(part.what, float(part.quantity[position]), float(part.rate[position]))
        for part in charges.parts
    ]


def _explanation(charges: Charges, position: int, amount: Decimal, currency: Currency) -> str:
    """Write `1,000 requests x (6,000 input x $0.50 + 500 output x $2.00) / 1M = $4.00 (…)`."""
    written = [_term_text(term, currency) for term in _terms(charges, position) if term.quantity]
    sum_of_terms = " + ".join(written) or price_text(0, currency)
    if len(written) > 1:
        sum_of_terms = f"({sum_of_terms})"
    per = " / 1M" if charges.per == MILLION else ""
    computation = f"{counted(charges.times, charges.unit)} {_TIMES} {sum_of_terms}{per}"
    remarks = "; ".join(str(note[position]) for note in charges.notes if note[position])
    result = f"{computation} = {price_text(float(amount), currency)}"
    return f"{result} ({remarks})" if remarks else result


def _term_text(term: _Term, currency: Currency) -> str:
    rate = price_text(term.rate, currency)
    return f"{counted(term.quantity, term.what)} {_TIMES} {rate}" if term.what else rate
