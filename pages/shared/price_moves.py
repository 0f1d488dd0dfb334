"""What became of prices over time, in words: from what to what, by how much, and since when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from venice_data.catalog.money import price_text, share_text
from venice_data.catalog.price_components import reading_order
from venice_data.catalog.wording import some_of
from venice_data.days import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import pandas as pd

    from venice_data.catalog.frames import Currency

MOST_TOLD: Final = 4
_MOST_BETWEEN: Final = 3


@dataclass(frozen=True)
class PriceMove:
    """The first and the last price that one series had, and since when it has had the last."""

    name: str
    first: float
    last: float
    between: tuple[float, ...]  # what it was after the first and before the last
    farthest: float  # from the first, of all that it ever was
    began_at: datetime
    settled_at: datetime
    is_gone: bool
    until: str  # the day of its end, or after which nothing is known; empty where it holds today
    currency: Currency

    @property
    def has_moved(self) -> bool:
        """Whether the price was ever another one."""
        return self.settled_at > self.began_at

    @property
    def size(self) -> float:
        """How far any of its prices was from the first, up and down alike."""
        return max(_distance(self.first, price) for price in (self.last, self.farthest))

    @property
    def change(self) -> str:
        """The change in a word or two: `20% less`; the name of it where there is no share."""
        if self.first == self.last:
            return "the same again" if self.has_moved else "unchanged"
        if not self.first:
            return "no longer free"
        share = share_text(abs(self.last / self.first - 1))
        return f"{share} {'more' if self.last > self.first else 'less'}"

    @property
    def first_text(self) -> str:
        """The first price."""
        return price_text(self.first, self.currency)

    @property
    def last_text(self) -> str:
        """The last price."""
        return price_text(self.last, self.currency)

    def in_words(self, per: str) -> str:
        """Say it in a sentence without its stop; `per` is the unit, as it follows a price."""
        first, last = self.first_text, self.last_text
        when = _since(self.began_at, self.until)
        if not self.has_moved:
            did = "did not change" if self.until else "has not changed"
            return f"{self.name} {did} {when}: {last} {per}"
        if self.first == self.last:
            farthest = price_text(self.farthest, self.currency)
            return f"{self.name} went from {first} to {farthest} {per} and back {when}"
        went = "rose" if self.last > self.first else "fell"
        by = f" {share_text(abs(self.last / self.first - 1))}" if self.first else ""
        told = f"{self.name} {went}{by} {when}, from {first} to {last} {per}"
        if min(self.first, self.last) <= self.farthest <= max(self.first, self.last):
            return told
        return f"{told}, and was {price_text(self.farthest, self.currency)} in between"

    def in_short(self) -> str:
        """Say it as an entry of a list."""
        until = f", gone since {self.until}" if self.is_gone else ""
        if not self.has_moved:
            return f"{self.name}: {self.last_text} since {day_text(self.began_at)}{until}"
        first = f"{self.first_text} on {day_text(self.began_at)}{self._then}"
        last = f"{self.last_text} since {day_text(self.settled_at)}"
        change = "" if self.first == self.last else f" ({self.change})"
        return f"{self.name}: {first}, {last}{change}{until}"

    @property
    def _then(self) -> str:
        """Every price between the first and the last, or how many and from where to where."""
        if not self.between:
            return ""
        if len(self.between) <= _MOST_BETWEEN:
            return (
                f", then {' and '.join(price_text(each, self.currency) for each in self.between)}"
            )
        ends = (price_text(end(self.between), self.currency) for end in (min, max))
        return f", then {len(self.between)} prices from {' to '.join(ends)}"


def _distance(first: float, other: float) -> float:
    """Return how far a price is from another, as a ratio; from free or to it, farther than all."""
    if first == other:
        return 0.0
    return abs(math.log(other / first)) if first and other else math.inf


def price_moves(intervals: pd.DataFrame, currency: Currency, seen_until: str) -> list[PriceMove]:
    """Return what became of each `series` of intervals of one unit, the furthest move first.

    `seen_until` names the day after which nothing is known, where that is over.
    """
    order = intervals["component"].map(reading_order)
    ordered = intervals.assign(order_of_reading=order).sort_values(
        ["order_of_reading", "began_at"], kind="stable"
    )
    moves = [
        _move(str(name), own, currency, seen_until)
        for name, own in ordered.groupby("series", sort=False)
    ]
    return sorted(moves, key=lambda move: (move.size, move.has_moved), reverse=True)


def moves_in_words(moves: Sequence[PriceMove], per: str, whose: str = "") -> str:
    """Say which price moved furthest, or that none did; `whose` names their model if it is one."""
    furthest = moves[0]
    if furthest.has_moved or len(moves) == 1:
        return f"{whose}: {furthest.in_words(per)}" if whose else furthest.in_words(per)
    until = furthest.until if len({move.until for move in moves}) == 1 else ""
    when = _since(min(move.began_at for move in moves), until)
    did = "changed" if until else "has changed"
    of = f" of {whose}" if whose else ""
    told = some_of([f"{move.name} {move.last_text}" for move in moves], MOST_TOLD)
    return f"None of the {len(moves)} prices{of} {per} {did} {when}: {told}"


def _move(name: str, own: pd.DataFrame, currency: Currency, seen_until: str) -> PriceMove:
    """Read off what became of one price, whose intervals are in the order of time."""
    last = own.iloc[-1]
    is_another = own["price"] != own["price"].shift()
    steps = [float(price) for price in own.loc[is_another, "price"]]
    return PriceMove(
        name,
        first=float(own["price"].iloc[0]),
        last=float(last["price"]),
        between=tuple(steps[1:-1]),
        farthest=float(own["price"].loc[(own["price"] - own["price"].iloc[0]).abs().idxmax()]),
        began_at=own["began_at"].iloc[0],
        settled_at=own.loc[is_another, "began_at"].iloc[-1],
        is_gone=not last["is_open"],
        until=seen_until if last["is_open"] else day_text(last["ended_at"]),
        currency=currency,
    )


def _since(began_at: datetime, until: str) -> str:
    return f"between {day_text(began_at)} and {until}" if until else f"since {day_text(began_at)}"
