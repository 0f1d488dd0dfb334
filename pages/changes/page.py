"""Changes: what moved, and when?"""

from __future__ import annotations

from functools import partial

from pages.changes import basket_bill, feed, over_time, retiring
from pages.changes.opening_history import open_history
from pages.shared.page_frame import open_page
from pages.shared.site import CHANGES
from pages.shared.tabs import show_tabs

view = open_page(CHANGES, advises_itself=True)
history = open_history(view)

show_tabs(
    {
        "Feed": partial(feed.show, view, history),
        "Over time": partial(over_time.show, view, history),
        "Retiring": partial(retiring.show, view, history),
        "Your basket": partial(basket_bill.show, view, history),
    },
    key="changes_tab",
)
