"""What a month of a basket costs after each change that moved it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from venice_data.catalog.money import cost_text, relative_change
from venice_data.costs.work_links import BASKET_IN_LINK, basket_to_text
from venice_data.days import instant_json
from venice_data.history.bill_history import compare_bills, line_bills
from venice_data.history.change_text import percent_text
from venice_data.history.price_history import models_ever_listed
from venice_data.watch.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from fractions import Fraction

    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Basket
    from venice_data.history.bill_history import BillComparison
    from venice_data.history.price_history import PriceHistory

_JUST_BEFORE: Final = timedelta(microseconds=1)
_DIGEST_DIGITS: Final = 16


def bill_messages(
    history: PriceHistory, basket: Basket | None, currency: Currency, since: datetime
) -> Iterator[Message]:
    """Yield each change of the bill after an instant."""
    if basket is None or not basket.lines:
        return
    bills = line_bills(history, basket, currency)
    instants = {cost.since for bill in bills for cost in bill.costs if cost.since > since}
    written = basket_to_text(basket)
    digest = hashlib.sha256(written.encode()).hexdigest()[:_DIGEST_DIGITS]
    names = models_ever_listed(history)["name"]
    for at in sorted(instants):
        comparison = compare_bills(bills, at - _JUST_BEFORE, at)
        lines = [*_moves(comparison, names, currency), *_gained_and_lost(comparison, names)]
        if lines:
            yield Message(
                id=f"tag:venice-price-dashboard,2026:bill/{at.isoformat()}/{digest}",
                kind="bill",
                at=at,
                title=f"The basket: {_sum_text(comparison, currency)}",
                lines=tuple(lines),
                page="calculator",
                parameters=((BASKET_IN_LINK, written),),
                details={
                    "currency": currency,
                    "before": float(comparison.before),
                    "after": float(comparison.after),
                    "at": instant_json(at),
                },
            )


def _sum_text(comparison: BillComparison, currency: Currency) -> str:
    """Write the bill before and after, over the lines that had a price at both."""
    if not comparison.compared:
        return "none of its lines has a price before and after"
    before, after = float(comparison.before), float(comparison.after)
    if not comparison.difference:
        return f"{cost_text(after, currency)} a month"
    change = percent_text(relative_change(before, after))
    return (
        f"{cost_text(before, currency)} → {cost_text(after, currency)} a month"
        f"{f' ({change})' if change else ''}"
    )


def _moves(comparison: BillComparison, names: Any, currency: Currency) -> Iterator[str]:
    for move in comparison.moves:
        yield f"{_named(move.model_id, names)}: {_signed(move.per_month, currency)} a month"


def _gained_and_lost(comparison: BillComparison, names: Any) -> Iterator[str]:
    """Say which lines have a price only before or only after, and are left out of the sum."""
    for left_out in comparison.left_out:
        before, after = left_out.before.per_month, left_out.after.per_month
        name = _named(str(left_out.line.model_id), names)
        if after is None and before is not None:
            yield f"{name}: no longer priced, and left out ({left_out.after.why_not})"
        elif before is None and after is not None:
            yield f"{name}: priced again, and left out of this comparison"


def _named(model_id: str, names: Any) -> str:
    return " ".join(str(names.get(model_id, model_id)).split())


def _signed(amount: Fraction, currency: Currency) -> str:
    return f"{'+' if amount > 0 else ''}{cost_text(float(amount), currency)}"
