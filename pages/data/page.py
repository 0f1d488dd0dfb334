"""Data: can I trust this?"""

from __future__ import annotations

from functools import partial

from pages.data import doubts, downloads, source, words
from pages.shared.page_frame import open_page
from pages.shared.site import DATA
from pages.shared.tabs import show_tabs

view = open_page(DATA, needs_matches=False, advises_itself=True)

show_tabs(
    {
        "Source": partial(source.show, view),
        "Glossary": words.show_glossary,
        "Units": partial(words.show_units, view),
        "Doubts": partial(doubts.show, view),
        "Downloads": partial(downloads.show, view),
    },
    key="data_tab",
)
