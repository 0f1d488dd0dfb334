"""Whether the data can be trusted, in short: what the list holds and what is doubtful in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.data.trust import contents
from pages.shared.finding import MOST_ROWS, PageFinding
from venice_data.catalog.wording import counted

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def _not_understood(problems: int) -> str:
    return f"{counted(problems, 'things')} in it {'is' if problems == 1 else 'are'} not understood"


def find(view: View, _: Link) -> PageFinding:
    """Count models, prices and what is not understood."""
    catalog = view.catalog
    held = contents(view)[:MOST_ROWS]
    return PageFinding(
        f"{len(view.in_scope):,} models and {len(catalog.prices):,} prices, as Venice's public "
        f"model list gives them; {_not_understood(len(catalog.problems))}.",
        "Models and prices by type",
        tuple(map(str, held.columns)),
        tuple(tuple(map(str, row)) for row in held.itertuples(index=False)),
    )
