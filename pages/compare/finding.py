"""How models differ, in short: in price, and the first properties in which those shown differ."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pages.compare.compared_models import compared_models, rows_about
from pages.compare.prices import finding, first_amounts_drawn
from pages.shared.finding import MOST_ROWS, PageFinding
from pages.shared.table import COMPARED_IN_LINK, MOST_COMPARED
from venice_data.link_values import Choices, read_values

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, link: Link) -> PageFinding:
    """Compare the models that the link names, or those that are suggested."""
    offered = Choices(sorted(view.in_scope.index), most=MOST_COMPARED)
    chosen = compared_models(view, read_values(link.get(COMPARED_IN_LINK, ()), offered).usable)
    if chosen is None:
        return PageFinding(
            f"Pick two to six of {len(view.in_scope)} models: prices, limits, capabilities and "
            "terms are then shown side by side, what differs first."
        )
    rows = rows_about(view, tuple(chosen.models.index))
    differing = [row for row in rows if not row.is_same]
    return PageFinding(
        f"{finding(view, chosen)}. {', '.join(chosen.names[:-1])} and {chosen.names[-1]} "
        f"differ in {len(differing)} of {len(rows)} rows.",
        "What differs first",
        ("Property", *chosen.names, "Unit"),
        tuple((row.title, *row.texts, row.unit) for row in differing[:MOST_ROWS]),
        picture=partial(first_amounts_drawn, view, tuple(chosen.models.index)),
    )
