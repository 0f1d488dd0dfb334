"""Overview: what is there, what is cheap, what moved, what retires soon?"""

from __future__ import annotations

from pages.overview import finder_box, recent_changes, retiring_soon, type_tiles
from pages.shared.page_frame import open_page
from pages.shared.site import OVERVIEW

view = open_page(OVERVIEW)
finder_box.show(view)
type_tiles.show(view)
recent_changes.show(view)
retiring_soon.show(view)
