"""What pictures cost, in short: the cheapest models that make, edit or enlarge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.finding import PageFinding, cheapest_of_each_type

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, _: Link) -> PageFinding:
    """Rank the matching models that make, edit or enlarge pictures, each at its cheapest."""
    return cheapest_of_each_type(view, "The cheapest that make, edit or enlarge pictures")
