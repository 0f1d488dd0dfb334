"""What tokens cost, in short: the text models that are cheapest in the usual mix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.finding import (
    MOST_ROWS,
    PageFinding,
    cheapest_of_each_type,
    cheapest_of_type,
)
from venice_data.catalog.money import cost_text, price_text
from venice_data.costs.tokens import token_prices

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, _: Link) -> PageFinding:
    """Rank the matching text models by their blended price."""
    found = cheapest_of_type(view, "text")
    first = found.ranked.dropna(subset="price")[:MOST_ROWS]
    if first.empty:
        return cheapest_of_each_type(view, "The cheapest models")
    tokens = token_prices(view.catalog.prices, view.models.loc[first.index], view.currency)
    return PageFinding(
        found.sentence,
        "The cheapest text models, per 1M tokens; blended is 3:1 input:output",
        ("Model", "Blended", "Input", "Output", "Context (tokens)", "Privacy"),
        tuple(
            (
                model.label,
                cost_text(model.price, view.currency),
                price_text(rates.input, view.currency),
                price_text(rates.output, view.currency),
                f"{rates.context_tokens:,}" if rates.context_tokens > 0 else "not stated",
                model.privacy,
            )
            for model, rates in zip(first.itertuples(), tokens.itertuples(), strict=True)
        ),
    )
