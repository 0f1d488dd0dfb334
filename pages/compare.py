"""Compare: how do these differ?"""

from __future__ import annotations

from pages.compare_parts import basket, cards, choice, multiples, table
from pages.shared.opening import open_page
from pages.shared.site import COMPARE
from venice_data.comparison import compared

view = open_page(COMPARE, needs_matches=False)

chosen = choice.choose(view)
if chosen is None:
    choice.suggest(view)
else:
    cards.show(view, chosen)
    rows = compared(chosen.models, view.catalog.prices, view.currency)
    table.show(rows, chosen)
    multiples.show(view, rows, chosen)
    basket.show(view, chosen)
