"""Whether chats come faster than Venice lets them through: a warning, since tiers are by model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from venice_data.catalog.extra_charges import RATE_TIERS
from venice_data.costs.baskets import DAYS_PER_MONTH
from venice_data.costs.work import Chat

if TYPE_CHECKING:
    from venice_data.catalog.extra_charges import RateTier
    from venice_data.costs.work import Line

BUSY_HOURS: Final = 8  # of a day, in which its work is taken to come
_BUSY_MINUTES: Final = BUSY_HOURS * 60


@dataclass(frozen=True)
class Load:
    """What a line asks for in a busy minute, and the tiers that would not let it through."""

    requests_per_minute: float
    tokens_per_minute: float
    exceeds: tuple[RateTier, ...]


def load_of(line: Line) -> Load | None:
    """Return the load of a line of chats; None for other work and for work done once."""
    if not isinstance(line.work, Chat) or line.frequency == "once":
        return None
    days = 1.0 if line.frequency == "day" else float(DAYS_PER_MONTH)
    requests = line.work.requests / days / _BUSY_MINUTES
    tokens = requests * (line.work.input_tokens + line.work.output_tokens)
    exceeds = tuple(tier for tier in RATE_TIERS if requests > tier.requests or tokens > tier.tokens)
    return Load(requests, tokens, exceeds)
