"""What a basket costs a month, line by line, and what it would cost on the cheapest models.

Amounts are exact decimals, of the basket's work alone; they are rounded only where shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.catalog.filter_kinds import Scope
from venice_data.catalog.filters import applicable, matching, recommendable
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.costs.work import DAYS_PER_MONTH, Basket
from venice_data.costs.work_costs import NOT_IN_THE_LIST, Cost, costs_by_model, does_not_do

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from venice_data.catalog.filters import Filters
    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Line, Work

    CostsByWork = dict[Work, dict[str, Cost]]

NO_MODEL: Final = "no model chosen"
_NOTHING: Final = Decimal()


@dataclass(frozen=True)
class LineCost:
    """A line with its exact cost, each time that its frequency comes round."""

    line: Line
    cost: Cost

    @property
    def per_month(self) -> Decimal | None:
        """What the line costs in an average month; None for one-off or unpriced work."""
        if self.cost.amount is None or self.line.frequency == "once":
            return None
        return (
            per_average_month(self.cost.amount)
            if self.line.frequency == "day"
            else self.cost.amount
        )

    @property
    def per_day(self) -> Decimal | None:
        """What the line costs on an average day; None for one-off or unpriced work."""
        if self.cost.amount is None or self.line.frequency == "once":
            return None
        return (
            per_average_day(self.cost.amount)
            if self.line.frequency == "month"
            else self.cost.amount
        )

    @property
    def once(self) -> Decimal | None:
        """What one-off work costs; None for work that comes back or is unpriced."""
        return self.cost.amount if self.line.frequency == "once" else None


@dataclass(frozen=True)
class BasketCost:
    """The cost of each line, in the basket's order, and totals over the priced ones."""

    lines: tuple[LineCost, ...]

    @property
    def per_month(self) -> Decimal:
        """What comes back, in an average month; one-off work is not part of it."""
        return sum((line.per_month or _NOTHING for line in self.lines), start=_NOTHING)

    @property
    def per_day(self) -> Decimal:
        """What comes back, on an average day: monthly work is spread evenly."""
        return sum((line.per_day or _NOTHING for line in self.lines), start=_NOTHING)

    @property
    def once(self) -> Decimal:
        """What the one-off work costs."""
        return sum((line.once or _NOTHING for line in self.lines), start=_NOTHING)

    @property
    def is_approximate(self) -> bool:
        """Whether a price in the totals is only known about."""
        return any(line.line.is_approximate for line in self.lines)

    @property
    def not_priced(self) -> tuple[LineCost, ...]:
        """The lines that are left out of every total."""
        return tuple(line for line in self.lines if line.cost.amount is None)

    def shares_of_month(self) -> list[float | None]:
        """Return each line's share of the monthly total, 0 to 1; None where it has none."""
        total = self.per_month
        return [
            None if line.per_month is None or not total else float(line.per_month / total)
            for line in self.lines
        ]


@dataclass(frozen=True)
class Substitution:
    """A basket as it is and with every line on its cheapest model, line by line.

    `free_or_beta` names the models that could do a line's work, and count only if that is asked
    for.
    """

    basket: Basket
    before: BasketCost
    after: BasketCost
    free_or_beta: tuple[str, ...]

    @property
    def saving_per_month(self) -> Decimal:
        """What the swaps save in an average month, over the lines priced before and after.

        Below zero where a line's model does not meet the conditions and those that do cost more.
        """
        return _sum_of_savings((line.per_month, swap.per_month) for line, swap in self._pairs())

    def _pairs(self) -> Iterator[tuple[LineCost, LineCost]]:
        return zip(self.before.lines, self.after.lines, strict=True)


def cost_of_basket(
    basket: Basket,
    prices: pd.DataFrame,
    models: pd.DataFrame,
    currency: Currency,
    *,
    costs: CostsByWork | None = None,
) -> BasketCost:
    """Return the exact cost of every line with its own model.

    `costs` are `costs_by_work`, where they are known.
    """
    if costs is None:
        costs = costs_by_work(basket, prices, models, currency)
    return _cost(basket, costs, models)


def on_cheapest_models(
    basket: Basket,
    prices: pd.DataFrame,
    models: pd.DataFrame,
    currency: Currency,
    conditions: Filters,
    *,
    costs: CostsByWork | None = None,
    counts_free_and_beta: bool = False,
) -> Substitution:
    """Return the basket with every line on the cheapest model that meets the conditions.

    `models` are all that are offered. One that is down is not recommended, nor one that is free
    now or in beta, unless such count. A line keeps its model where that is as cheap, and where
    no model that meets the conditions has a price. A condition that no model of the line's type
    could meet says nothing about that line. `costs` are `costs_by_work`, where they are known.
    """
    if costs is None:
        costs = costs_by_work(basket, prices, models, currency)
    able = {work: _able(costs[work], models, conditions) for work in costs}
    swapped = Basket(
        tuple(
            _on_cheapest(line, able[line.work], counts_free_and_beta=counts_free_and_beta)
            for line in basket.lines
        )
    )
    return Substitution(
        swapped,
        _cost(basket, costs, models),
        _cost(swapped, costs, models),
        tuple(
            dict.fromkeys(
                str(model_id)
                for of_work in able.values()
                for model_id in of_work.index[of_work["status"] != ""]
            )
        ),
    )


def meeting(models: pd.DataFrame, conditions: Filters) -> pd.DataFrame:
    """Return the models of one kind of work that meet the conditions that apply to them."""
    applied, _ = applicable(conditions, Scope(models, frozenset(models["type"])))
    return matching(recommendable(models), applied)


def costs_by_work(
    basket: Basket, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> CostsByWork:
    """Return what the work of each line costs with each model that does it."""
    return {
        work: costs_by_model(work, prices, models, currency)
        for work in {line.work for line in basket.lines}
    }


def _cost(basket: Basket, costs: CostsByWork, models: pd.DataFrame) -> BasketCost:
    return BasketCost(
        tuple(LineCost(line, _cost_of_line(line, costs, models)) for line in basket.lines)
    )


def _cost_of_line(line: Line, costs: CostsByWork, models: pd.DataFrame) -> Cost:
    if line.model_id is None:
        return Cost(None, NO_MODEL)
    if line.model_id not in models.index:
        return Cost(None, NOT_IN_THE_LIST)
    return costs[line.work].get(line.model_id, does_not_do(line.work))


def _able(costs: dict[str, Cost], models: pd.DataFrame, conditions: Filters) -> pd.DataFrame:
    """Return the models that meet the conditions and have a price: amount and status, by id."""
    allowed = meeting(models.loc[list(costs)], conditions)
    is_free = pd.Series({model_id: cost.is_free for model_id, cost in costs.items()}, dtype="bool")
    able = pd.DataFrame(
        {
            "amount": [costs[str(model_id)].amount for model_id in allowed.index],
            "status": status_of(allowed, is_free),
        },
        index=allowed.index,
    )
    return able.dropna(subset="amount").sort_index()


def _on_cheapest(line: Line, able: pd.DataFrame, *, counts_free_and_beta: bool) -> Line:
    """Return the line with the cheapest model; its own, chosen by hand, counts in any case."""
    counted = may_be_cheapest(able["status"], counts_free_and_beta=counts_free_and_beta)
    amounts = able.loc[counted | (able.index == line.model_id), "amount"]
    if amounts.empty:
        return line
    cheapest = amounts.index[amounts == amounts.min()]
    return line if line.model_id in cheapest else line.with_model(str(cheapest[0]))


def _sum_of_savings(amounts: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal:
    return sum(
        (before - after for before, after in amounts if before is not None and after is not None),
        start=_NOTHING,
    )


def per_average_month(amount_per_day: Decimal) -> Decimal:
    """Return what a daily amount comes to in an average month."""
    return amount_per_day * DAYS_PER_MONTH.numerator / DAYS_PER_MONTH.denominator


def per_average_day(amount_per_month: Decimal) -> Decimal:
    """Return what a monthly amount comes to on an average day."""
    return amount_per_month * DAYS_PER_MONTH.denominator / DAYS_PER_MONTH.numerator
