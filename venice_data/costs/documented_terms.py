"""What Venice's documentation states beside its list: extra charges, and how much it lets through.

None of it is in the list of models, so that it stands here as it was on a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from venice_data.costs.work import DAYS_PER_MONTH, Chat

if TYPE_CHECKING:
    from venice_data.costs.work import Line

STATED_ON: Final = date(2026, 8, 22)
STATED_IN: Final = "Venice's API documentation"
BUSY_HOURS: Final = 8  # of a day, in which its work is taken to come
_BUSY_MINUTES: Final = BUSY_HOURS * 60


@dataclass(frozen=True)
class ExtraCharge:
    """One thing that a request can use beside its model: its plural, and its price, each.

    It costs the same in DIEM, since 1 DIEM buys 1 USD of use. `needs` is the capability without
    which a model cannot use it, if any.
    """

    plural: str
    usd: float
    label: str
    explanation: str
    needs: str = ""


# By the field of the work that counts them, each per request or picture.
EXTRA_CHARGES: Final = {
    "web_searches": ExtraCharge(
        "web searches",
        0.01,
        "Web searches each",
        "Searches of the web per request: 0.33 where one request of three searches. $10 per 1,000.",
        needs="web search",
    ),
    "scraped_pages": ExtraCharge(
        "scraped pages",
        0.01,
        "Scraped pages each",
        "Pages that a prompt names and that could be read, at most 5 a request. $10 per 1,000.",
    ),
    "x_results": ExtraCharge(
        "X search results",
        0.01,
        "X search results each",
        "Results of searches of X, not searches. $10 per 1,000.",
        needs="X search",
    ),
    "augment_calls": ExtraCharge(
        "calls of search, scrape or text parser",
        0.01,
        "Augment calls each",
        "Calls of the endpoints for search, scraping and parsing of texts. $0.01 per call.",
    ),
    "prompt_rewrites": ExtraCharge(
        "prompt rewrites",
        0.04,
        "Prompt rewrites each",
        "Rewrites per picture: one a request, however many pictures it makes. $0.04 per rewrite.",
    ),
}


@dataclass(frozen=True)
class RateTier:
    """How much one tier of text models takes from a key in a minute."""

    name: str
    requests: int
    tokens: int


RATE_TIERS: Final = (  # the tightest first
    RateTier("L", 20, 500_000),
    RateTier("M", 50, 750_000),
    RateTier("S", 75, 750_000),
    RateTier("XS", 500, 1_000_000),
)


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
