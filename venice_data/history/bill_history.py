"""What a basket cost a month over time, and which changes moved that bill, by how much.

Amounts are fractions, whose sums are exact: what moved a bill adds up to what it differs by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from venice_data.costs.baskets import NO_MODEL, cost_of_basket
from venice_data.costs.work import Basket, Line, Video
from venice_data.history.price_history import states_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from venice_data.catalog.frames import Currency
    from venice_data.costs.baskets import LineCost
    from venice_data.history.price_history import ModelStates, PriceHistory

ONE_OFF: Final = "it is paid once, not every month"
_NOTHING: Final = Fraction()


@dataclass(frozen=True)
class MonthlyCost:
    """What a line costs a month from an instant on; None where it has no price, and why."""

    since: datetime
    per_month: Fraction | None
    why_not: str = ""


@dataclass(frozen=True)
class LineBill:
    """What one line cost a month from change to change, the oldest first; never empty."""

    line: Line
    costs: tuple[MonthlyCost, ...]

    def at(self, instant: datetime) -> MonthlyCost:
        """Return what the line cost at an instant; before the first record, as it was then."""
        known = [cost for cost in self.costs if cost.since <= instant]
        return known[-1] if known else self.costs[0]

    def moves(self, since: datetime, until: datetime) -> Iterator[BillMove]:
        """Yield each move of the price between two instants, also over a time without one."""
        price = self.at(since).per_month
        for cost in self.costs:
            if not since < cost.since <= until or cost.per_month is None:
                continue
            if price is not None and cost.per_month != price:
                yield BillMove(cost.since, str(self.line.model_id), cost.per_month - price)
            price = cost.per_month


@dataclass(frozen=True)
class BillMove:
    """By how much a month's bill went up (or, below zero, down) through one model's change."""

    at: datetime
    model_id: str
    per_month: Fraction


@dataclass(frozen=True)
class LeftOut:
    """A line that cannot be compared: what it cost at either end, or why it had no price."""

    line: Line
    before: MonthlyCost
    after: MonthlyCost


@dataclass(frozen=True)
class BillComparison:
    """The bill at two instants over the lines priced at both, and each move in between.

    `moves` are the newest first, one per model and instant, and add up to `difference`.
    `totals` holds the bill from change to change; None while a compared line had no price.
    """

    compared: tuple[LineBill, ...]
    left_out: tuple[LeftOut, ...]
    before: Fraction
    after: Fraction
    moves: tuple[BillMove, ...]
    totals: tuple[tuple[datetime, Fraction | None], ...]

    @property
    def difference(self) -> Fraction:
        """By how much the bill is higher now; below zero where it is lower."""
        return self.after - self.before


def line_bills(history: PriceHistory, basket: Basket, currency: Currency) -> tuple[LineBill, ...]:
    """Return what each line cost a month at every change of its model, in the basket's order."""
    restated = [line for line in basket.lines if not _why_not_restated(line)]
    states = states_of(history, {str(line.model_id) for line in restated})
    costs = _costs_in_states(restated, states, currency)
    return tuple(
        LineBill(line, tuple(_changes_of(costs[line])))
        if line in costs
        else LineBill(line, (MonthlyCost(history.oldest, None, _why_not_restated(line)),))
        for line in basket.lines
    )


def compare_bills(bills: tuple[LineBill, ...], since: datetime, until: datetime) -> BillComparison:
    """Compare what the lines cost at two instants, over those that had a price at both."""
    compared = tuple(
        bill
        for bill in bills
        if bill.at(since).per_month is not None and bill.at(until).per_month is not None
    )
    return BillComparison(
        compared=compared,
        left_out=tuple(
            LeftOut(bill.line, bill.at(since), bill.at(until))
            for bill in bills
            if bill not in compared
        ),
        before=_total(compared, since) or _NOTHING,
        after=_total(compared, until) or _NOTHING,
        moves=_moves(compared, since, until),
        totals=tuple(
            (instant, _total(compared, instant)) for instant in _instants(compared, since, until)
        ),
    )


def all_priced_since(bills: tuple[LineBill, ...], until: datetime) -> datetime | None:
    """Return the first instant at which every line that is priced at `until` had a price.

    None where no line is priced at `until`.
    """
    priced = [bill for bill in bills if bill.at(until).per_month is not None]
    instants = sorted({cost.since for bill in priced for cost in bill.costs})
    complete = (instant for instant in instants if _total(priced, instant) is not None)
    return next(complete, None)


def _why_not_restated(line: Line) -> str:
    if line.model_id is None:
        return NO_MODEL
    return ONE_OFF if line.frequency == "once" else ""


def _costs_in_states(
    lines: Iterable[Line], states: ModelStates, currency: Currency
) -> dict[Line, list[MonthlyCost]]:
    """Return what each line cost in every state of its model, all priced together."""
    in_states = {
        line: {
            at: _with_state(line, state_id)
            for at, state_id in states.ids[str(line.model_id)].items()
        }
        for line in lines
    }
    all_of_them = Basket(tuple(line for of_line in in_states.values() for line in of_line.values()))
    priced = cost_of_basket(all_of_them, states.prices, states.models, currency)
    cost_of = {cost.line: cost for cost in priced.lines}
    return {
        line: [_monthly_cost(at, cost_of[in_state]) for at, in_state in of_line.items()]
        for line, of_line in in_states.items()
    }


def _with_state(line: Line, state_id: str) -> Line:
    """Return the line with a state in place of its model; a quote for the model goes with it."""
    work = line.work
    if isinstance(work, Video) and work.quoted_model_id == line.model_id:
        work = replace(work, quoted_model_id=state_id)
    return Line(work, state_id, line.frequency)


def _monthly_cost(since: datetime, cost: LineCost) -> MonthlyCost:
    exactly = None if cost.per_month is None else Fraction(cost.per_month)
    return MonthlyCost(since, exactly, cost.cost.why_not)


def _changes_of(costs: list[MonthlyCost]) -> Iterator[MonthlyCost]:
    """Yield the first cost, and each that is another than the one before."""
    yield costs[0]
    for last, cost in pairwise(costs):
        if (cost.per_month, cost.why_not) != (last.per_month, last.why_not):
            yield cost


def _total(bills: Iterable[LineBill], instant: datetime) -> Fraction | None:
    """Add up what lines cost at an instant; None where one of them has no price."""
    amounts = [bill.at(instant).per_month for bill in bills]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, start=_NOTHING) if len(known) == len(amounts) else None


def _moves(bills: Iterable[LineBill], since: datetime, until: datetime) -> tuple[BillMove, ...]:
    """Return the moves of all lines, those of one model at one instant as one."""
    amounts: dict[tuple[datetime, str], list[Fraction]] = {}
    for bill in bills:
        for move in bill.moves(since, until):
            amounts.setdefault((move.at, move.model_id), []).append(move.per_month)
    moves = [
        BillMove(at, model_id, sum(parts, start=_NOTHING))
        for (at, model_id), parts in amounts.items()
    ]
    newest_first = sorted(moves, key=lambda move: (-move.at.timestamp(), move.model_id))
    return tuple(move for move in newest_first if move.per_month)


def _instants(bills: Iterable[LineBill], since: datetime, until: datetime) -> list[datetime]:
    inside = {cost.since for bill in bills for cost in bill.costs if since < cost.since <= until}
    return sorted({since, *inside})
