"""Overview: what is there, what is cheap, what moved, what retires soon?"""

from __future__ import annotations

from pages.overview_parts import finder, recent_changes, retirements, types
from pages.shared.opening import open_page
from pages.shared.site import OVERVIEW

view = open_page(OVERVIEW)
finder.show(view)
types.show(view)
recent_changes.show(view)
retirements.show(view)
