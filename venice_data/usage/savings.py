"""What a usage history would have saved: all of some work on one model, or each on its cheapest."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from venice_data.costs.baskets import per_average_month

if TYPE_CHECKING:
    from collections.abc import Collection

    from venice_data.usage.repricing import Repriced


@dataclass(frozen=True)
class Swap:
    """The work that one model did, what it came to, and the cheapest model that could have done it.

    That may be the model itself.
    """

    source: str
    paid: Decimal
    model_id: str
    cost: Decimal

    @property
    def saving(self) -> Decimal:
        """What the other model would have saved; nothing where none is cheaper."""
        return self.paid - self.cost


def per_month(amount: Decimal, days: int) -> Decimal:
    """Return what an amount of so many days comes to in an average month."""
    return per_average_month(amount) / days


def costs_with_one(repriced: Repriced, sources: Collection[str]) -> dict[str, Decimal]:
    """Return what the work of some models would have cost with each one that could do all of it."""
    totals = {
        str(model_id): sum((row[source] for source in sources), start=Decimal())
        for model_id, row in repriced.costs.to_dict("index").items()
    }
    return {model_id: total for model_id, total in totals.items() if not total.is_nan()}


def cheapest_swaps(repriced: Repriced, allowed: Collection[str]) -> list[Swap]:
    """Return for each model that did work the cheapest of those allowed, the dearest work first.

    Without one that would have cost less it stays where it was.
    """
    swaps = []
    for source, paid in repriced.paid.items():
        costs = costs_with_one(repriced, [source])
        cheaper = [
            (cost, model_id)
            for model_id, cost in costs.items()
            if model_id in allowed and cost < paid
        ]
        cost, model_id = min(cheaper, default=(paid, source))
        swaps.append(Swap(source, paid, model_id, cost))
    return sorted(swaps, key=lambda swap: -swap.paid)
