"""How models differ, in short: the first properties in which those of the link differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.finding import MOST_ROWS, PageFinding
from pages.shared.table import COMPARED_IN_LINK, MOST_COMPARED
from venice_data.catalog.names import distinct_names
from venice_data.costs.comparison import compared
from venice_data.link_values import Choices, read_values

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View

_FEWEST_COMPARED = 2


def find(view: View, link: Link) -> PageFinding:
    """Compare the models that the link names."""
    offered = Choices(sorted(view.in_scope.index), most=MOST_COMPARED)
    picked = read_values(link.get(COMPARED_IN_LINK, ()), offered).usable
    if len(picked) < _FEWEST_COMPARED:
        return PageFinding(
            f"Pick two to six of {len(view.in_scope)} models: prices, limits, capabilities and "
            "terms are then shown side by side, what differs first."
        )
    names = list(distinct_names(view.in_scope)[picked])
    rows = compared(view.in_scope.loc[picked], view.catalog.prices, view.currency)
    differing = [row for row in rows if not row.is_same]
    return PageFinding(
        f"{', '.join(names[:-1])} and {names[-1]} differ in {len(differing)} of {len(rows)} rows.",
        "What differs first",
        ("Property", *names, "Unit"),
        tuple((row.title, *row.texts, row.unit) for row in differing[:MOST_ROWS]),
    )
