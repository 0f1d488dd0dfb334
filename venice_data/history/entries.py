"""Entries of the feed of changes: one a model, an instant and a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from urllib.parse import quote

if TYPE_CHECKING:
    from datetime import datetime

    from venice_data.catalog import Currency
    from venice_data.history.list_state import Price

# Also the values in shared links and in the feed: add, never reword.
Kind = Literal[
    "price up", "price down", "prices changed", "new", "back", "retired", "retiring", "details"
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True)
class PriceMove:
    """One price component before and after; None where there was or is none."""

    component: str
    label: str
    unit: str
    before: Price | None
    after: Price | None

    def amounts(self, currency: Currency) -> tuple[float | None, float | None]:
        """Return the price before and after in one currency."""
        return (
            getattr(self.before, currency, None),
            getattr(self.after, currency, None),
        )

    def share(self, currency: Currency) -> float | None:
        """Return the change as a share of the old price; None from zero, or to or from nothing."""
        before, after = self.amounts(currency)
        return None if not before or after is None else after / before - 1

    @property
    def direction(self) -> int:
        """1 where it went up, -1 where it went down (in USD, else in DIEM), else 0."""
        for currency in ("usd", "diem"):
            before, after = (
                getattr(self.before, currency, None),
                getattr(self.after, currency, None),
            )
            if before is not None and after is not None and before != after:
                return 1 if after > before else -1
        return 0


@dataclass(frozen=True)
class DetailChange:
    """One fact of a model before and after, as the frame of models holds it."""

    fact: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """What happened to one model at one instant.

    `moves` holds the prices that moved, with which a model came, or with which it went;
    `details` what else changed. The list at `not_before` did not show it yet.
    """

    observed_at: datetime
    not_before: datetime | None
    model_id: str
    name: str
    model_type: str
    kind: Kind
    moves: tuple[PriceMove, ...] = ()
    details: tuple[DetailChange, ...] = ()

    @property
    def entry_id(self) -> str:
        """The same on every copy and after every restart: it is made of what happened alone."""
        # A model's price entry keeps its id should the words for its kind ever change.
        what = "price" if self.kind.startswith("price") else self.kind
        return (
            f"tag:venice-price-dashboard,2026:change/{self.observed_at.isoformat()}/"
            f"{quote(self.model_id, safe='')}/{what}"
        )
