"""Data: can I trust this?"""

from __future__ import annotations

from functools import partial

from pages.data import downloads, machines, trust, words
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import DATA

view = open_page(DATA, needs_matches=False, advises_itself=True)

show_tabs(
    {
        "Source": partial(trust.show_source, view),
        "Glossary": words.show_glossary,
        "Units": partial(words.show_units, view),
        "Not understood": partial(trust.show_doubts, view),
        "Downloads": partial(downloads.show, view),
        "API": partial(machines.show, view),
    },
    key="data_tab",
    aliases={"Doubts": "Not understood"},
)
