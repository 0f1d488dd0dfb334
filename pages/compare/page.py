"""Compare: how do these differ?"""

from __future__ import annotations

from pages.compare import basket_with_each, compared_models, differences, model_tiles, multiples
from pages.shared.page_frame import open_page
from pages.shared.site import COMPARE

view = open_page(COMPARE, needs_matches=False)

chosen = compared_models.choose(view)
if chosen is None:
    compared_models.suggest(view)
else:
    model_tiles.show(view, chosen)
    rows = compared_models.rows_about(view, tuple(chosen.models.index))
    differences.show(view, rows, chosen)
    multiples.show(view, rows, chosen)
    basket_with_each.show(view, chosen)
