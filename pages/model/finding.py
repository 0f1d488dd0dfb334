"""What a model costs, in short: its headline price, its place among its kind, and every price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.model.subject import ID_IN_LINK, find_subject
from pages.model.what_it_costs import cost_sentence, in_reading_order, price_table, standing
from pages.shared.finding import MOST_ROWS, PageFinding
from venice_data.catalog.money import price_text

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, link: Link) -> PageFinding:
    """Say what the model of the link costs; without one, that one can be chosen."""
    subject = next((find_subject(view, asked) for asked in link.get(ID_IN_LINK, ())), None)
    if subject is None:
        return PageFinding(f"Choose one of {len(view.in_scope)} models by its name.")
    table = price_table(in_reading_order(subject.prices)[:MOST_ROWS], view.currency)
    table["Price"] = [price_text(price, view.currency) for price in table["Price"]]
    stands = standing(view, subject)
    return PageFinding(
        cost_sentence(view, subject),
        "Every price" if len(subject.prices) <= MOST_ROWS else "The first prices",
        tuple(table.columns),
        tuple(tuple(map(str, row)) for row in table.itertuples(index=False)),
        subject.name,
        picture=(lambda: stands.drawing) if stands else None,
    )
