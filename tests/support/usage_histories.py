"""Usage histories as Venice would answer them, made up: whole requests, each with its entries."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, Final

from venice_data.catalog.money import exact_price

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Entry = dict[str, Any]
    PriceOf = Callable[[str, str, datetime], float]  # model, component, instant

MILLION: Final = 1_000_000
_CURRENCIES: Final = ("USD", "USD", "USD", "DIEM", "DIEM", "BUNDLED_CREDITS")
_NAMES: Final = {  # how a charge stands in a SKU, and the component of its price
    "input": ("llm-input-mtoken", "input"),
    "cached": ("llm-cache-input-mtoken", "cache_input"),
    "written": ("llm-cache-write-mtoken", "cache_write"),
    "output": ("llm-output-mtoken", "output"),
}


@dataclass(frozen=True)
class Request:
    """One chat: its model, its instant, and its tokens by how they are charged."""

    model_id: str
    at: datetime
    tokens: dict[str, int]

    @property
    def prompt_tokens(self) -> int:
        """All that was sent."""
        return sum(count for charge, count in self.tokens.items() if charge != "output")


@dataclass
class MadeUpUsage:
    """Requests and the entries that they leave."""

    requests: list[Request] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def entry(sku: str, units: Decimal | float, price: float, at: datetime, **others: object) -> Entry:
    """Return an entry as Venice writes it, a debit at a price per unit."""
    amount = Decimal(repr(float(units))) * exact_price(price)
    return {
        "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "sku": sku,
        "units": float(units),
        "pricePerUnitUsd": price,
        "amount": -float(amount) or 0.0,
        "currency": "USD",
        "notes": "API Inference",
        "inferenceDetails": None,
    } | others


def make_up(
    price_of: PriceOf,
    model_ids: Sequence[str],
    *,
    first_day: datetime,
    days: int,
    requests: int,
    long_after: dict[str, int] | None = None,
    seed: int = 1,
) -> MadeUpUsage:
    """Make up chats with these models, spread over days, each at the prices of the end of its day.

    `long_after` names the models that have rates of their own for long requests, by threshold.
    """
    chance = Random(seed)
    usage = MadeUpUsage()
    for number in range(requests):
        model_id = model_ids[chance.randrange(len(model_ids))]
        at = first_day + timedelta(seconds=chance.random() * days * 86_400 - 1)
        at = max(at, first_day)
        is_long = chance.random() < 0.03
        prompt = chance.randrange(150_000, 400_000) if is_long else chance.randrange(20, 20_000)
        cached = int(prompt * chance.choice((0, 0, 0.5, 0.9)))
        tokens = {"input": prompt - cached, "cached": cached, "output": chance.randrange(1, 4_000)}
        request = Request(model_id, at, {name: count for name, count in tokens.items() if count})
        usage.requests.append(request)
        usage.entries += _entries_of(request, number, price_of, long_after or {}, chance)
    return usage


def _entries_of(
    request: Request, number: int, price_of: PriceOf, long_after: dict[str, int], chance: Random
) -> Iterable[Entry]:
    threshold = long_after.get(request.model_id)
    tier = "extended." if threshold is not None and request.prompt_tokens > threshold else ""
    currency = chance.choice(_CURRENCIES)
    for charge, count in request.tokens.items():
        words, component = _NAMES[charge]
        yield entry(
            f"{request.model_id}-{words}",
            Decimal(count) / MILLION,
            price_of(request.model_id, f"{tier}{component}", request.at),
            request.at,
            currency=currency,
            inferenceDetails={
                "requestId": f"chatcmpl-{number:032x}",
                "promptTokens": request.prompt_tokens,
                "completionTokens": request.tokens["output"],
                "inferenceExecutionTime": 1_200,
            },
        )


def as_json(entries: Sequence[Entry], cursor: str | None = None) -> bytes:
    """Return a page of entries as Venice answers it in JSON."""
    return json.dumps({"data": list(entries), "nextCursor": cursor}).encode()


def as_csv(entries: Sequence[Entry], separator: str = ",") -> bytes:
    """Return entries as CSV, their details in columns of their own."""
    rows = [
        {name: value for name, value in one.items() if name != "inferenceDetails"}
        | (one["inferenceDetails"] or {})
        for one in entries
    ]
    text = io.StringIO()
    writer = csv.DictWriter(
        text, list(dict.fromkeys(name for row in rows for name in row)), delimiter=separator
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def noon(day: int, month: int = 6) -> datetime:
    """Return noon of a day of 2026 in UTC."""
    return datetime(2026, month, day, 12, tzinfo=UTC)
