"""What tokens cost, in short: the text models that are cheapest in the usual mix."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pages.shared.finding import (
    MOST_ROWS,
    PageFinding,
    bars_of,
    cheapest_of_each_type,
    cheapest_of_type,
)
from pages.shared.ranking import cheapest_of
from pages.text import against_makers, quality
from venice_data.catalog.money import cost_text, price_text
from venice_data.costs.headlines import HEADLINE_UNITS

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, link: Link) -> PageFinding:
    """Rank the matching text models by their blended price, or say what the open tab says."""
    if of_tab := quality.find(view, link) or against_makers.find(view, link, quality.TAB_IN_LINK):
        return of_tab
    found = cheapest_of_type(view, "text")
    first = cheapest_of(view, found.ranked)[:MOST_ROWS]
    if first.empty:
        return cheapest_of_each_type(view, "The cheapest models")
    tokens = view.token_prices_of(first)
    return PageFinding(
        found.sentence,
        "The cheapest text models, per 1M tokens; blended is 3 in for 1 out",
        ("Model", "Blended", "Input", "Output", "Context (tokens)", "Privacy"),
        tuple(
            zip(
                first["label"],
                (cost_text(price, view.currency) for price in first["price"]),
                (price_text(price, view.currency) for price in tokens["input"]),
                (price_text(price, view.currency) for price in tokens["output"]),
                tokens["context_tokens"]
                .map("{:,}".format, na_action="ignore")
                .fillna("not stated"),
                first["privacy"],
                strict=True,
            )
        ),
        picture=partial(bars_of, first, HEADLINE_UNITS["text"], view.currency),
    )
