"""Data and downloads: all of it as files, where it is from, and what every word means."""

from __future__ import annotations

from functools import partial

from pages.data import all_as_files, machines, trust, words
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import DATA

view = open_page(DATA, needs_matches=False, advises_itself=True)

show_tabs(
    {
        "Downloads": partial(all_as_files.show, view),
        "Source": partial(trust.show_source, view),
        "Glossary": words.show_glossary,
        "Units": partial(words.show_units, view),
        "Checks": partial(trust.show_doubts, view),
        "API": partial(machines.show, view),
    },
    key="data_tab",
    aliases=dict.fromkeys(("Doubts", "Not understood"), "Checks"),
)
