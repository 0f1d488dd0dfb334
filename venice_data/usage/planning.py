"""What to make of a usage history: the basket of an average month, what others would have cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from venice_data.costs.baskets import per_average_month
from venice_data.costs.work import (
    LARGEST_COUNT,
    MAX_LINES,
    MOST_EACH,
    Basket,
    Chat,
    Edits,
    Embed,
    Images,
    Line,
    Speech,
    Transcription,
    Upscales,
)
from venice_data.usage.entries import UNIT_STEPS
from venice_data.usage.repricing import CHARGES_BY_KIND, sized_pieces
from venice_data.usage.skus import TOKEN_CHARGES

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from venice_data.costs.work import Work
    from venice_data.usage.price_book import PriceBook
    from venice_data.usage.repricing import Repriced
    from venice_data.usage.summary import Usage

_SHARE_DIGITS: Final = 4
_SECONDS_PER_MINUTE: Final = 60
_FIELD_OF_EXTRA: Final = {
    "web search": "web_searches",
    "scraping": "scraped_pages",
    "X search": "x_results",
    "augment": "augment_calls",
    "text parser": "augment_calls",
}


def as_basket(usage: Usage, book: PriceBook) -> Basket:
    """Return an average month of the work that can be priced, a line per model and size.

    The lines that cost most come first. Requests of a model become as many of average length.
    """
    lines: list[tuple[int, Line]] = []
    for kind in CHARGES_BY_KIND:
        pieces = sized_pieces(usage, kind, book)
        for (model_id, *sizes), own in pieces.groupby(["model_id", *_sizes_of(kind)]):
            work = _work(kind, own, list(map(str, sizes)), usage)
            if work is not None:
                lines.append((int(own["amount"].sum()), Line(work, str(model_id), "month")))
    lines.sort(key=lambda line: -line[0])
    return Basket(tuple(line for _, line in lines[:MAX_LINES]))


def _sizes_of(kind: str) -> list[str]:
    match kind:
        case "images" | "edits":
            return ["resolution", "quality"]
        case "upscales":
            return ["factor"]
    return []


def _work(kind: str, pieces: pd.DataFrame, sizes: list[str], usage: Usage) -> Work | None:
    if kind == "chat":
        return _chat(pieces, usage)
    if kind == "music":
        return None  # how long its tracks are, is not known
    quantity = _quantity_per_month(pieces["quantity"].sum(), usage)
    match kind:
        case "embed":
            return Embed(_whole(quantity))
        case "images":
            return Images(_whole(quantity), sizes[0], sizes[1])
        case "edits":
            return Edits(_whole(quantity), 1, sizes[0], sizes[1])
        case "upscales":
            return Upscales(_whole(quantity), *sizes)
        case "speech":
            return Speech(_whole(quantity))
    return Transcription(float(round(quantity / _SECONDS_PER_MINUTE, 2)))


def _chat(pieces: pd.DataFrame, usage: Usage) -> Chat | None:
    """Return as many requests of average length; None where they cannot be counted."""
    requests = int(usage.requests["requests"].get(pieces["model_id"].iloc[0], 0))
    if not requests:
        return None
    sums = pieces.groupby("charge")["quantity"].sum().reindex(list(TOKEN_CHARGES)).fillna(0)
    fresh, cached, written, output = (Decimal(repr(float(tokens))) for tokens in sums)
    sent = fresh + cached + written
    return Chat(
        requests=_whole(_quantity_per_month(requests, usage)),
        input_tokens=_whole(sent / requests),
        output_tokens=_whole(output / requests),
        cached_share=float(round(cached / sent, _SHARE_DIGITS)) if sent else 0.0,
        cache_write_tokens=_whole(written / requests),
        **_extras_each(str(pieces["model_id"].iloc[0]), requests, usage),
    )


def _extras_each(model_id: str, requests: int, usage: Usage) -> dict[str, float]:
    """Return how often a request of a model used what is charged beside it."""
    own = usage.extras[usage.extras["model_id"] == model_id]
    uses: dict[str, float] = {}
    for charge, units in zip(own["charge"], own["units"], strict=True):
        if charge in _FIELD_OF_EXTRA:
            name = _FIELD_OF_EXTRA[charge]
            uses[name] = uses.get(name, 0.0) + units / UNIT_STEPS / requests
    return {name: min(MOST_EACH, round(each, _SHARE_DIGITS)) for name, each in uses.items()}


def _quantity_per_month(quantity: float, usage: Usage) -> Decimal:
    return per_month(Decimal(repr(float(quantity))), usage.days)


def _whole(number: Decimal) -> int:
    return min(LARGEST_COUNT, int(number.quantize(Decimal(1), ROUND_HALF_UP)))


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
