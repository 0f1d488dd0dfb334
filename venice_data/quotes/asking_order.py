"""In which order quotes are asked for: what is known to be cheap comes first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from venice_data.quotes.published_rates import published_rates
from venice_data.quotes.video_quotes import QuoteRequest, usd_per_second

if TYPE_CHECKING:
    from collections.abc import Iterable

    from venice_data.quotes.quote_answer import Quote


def cheapest_first(
    requests: Iterable[QuoteRequest], earlier: Iterable[Quote[QuoteRequest]]
) -> list[QuoteRequest]:
    """Sort requests by the least that a second of their model has cost at any setting.

    That is known from earlier quotes, else from published rates; models of which nothing is
    known come last, as they were.
    """
    known: dict[str, float] = {}
    for quote in earlier:
        cost = usd_per_second(quote)
        if not math.isnan(cost):
            model_id = quote.used.model_id
            known[model_id] = min(cost, known.get(model_id, cost))
    return sorted(
        requests,
        key=lambda request: known.get(request.model_id, _published(request.model_id)),
    )


def _published(model_id: str) -> float:
    rates = published_rates().get(model_id, ())
    return min((rate.usd_per_second for rate in rates), default=math.inf)
