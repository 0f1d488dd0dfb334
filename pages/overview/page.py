"""Overview: what is there, what is cheap, what moved, what retires soon?"""

from __future__ import annotations

from pages.overview import finder_box, type_tiles, what_changed
from pages.shared.page_frame import open_page
from pages.shared.site import OVERVIEW

view = open_page(OVERVIEW)
finder_box.show(view)
type_tiles.show(view)
what_changed.show_recent_changes(view)
what_changed.show_retiring_soon(view)
