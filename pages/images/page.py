"""Images: what does a picture cost at this size and quality?"""

from __future__ import annotations

from functools import partial

from pages.images import edits, generation, upscales
from pages.shared.page_frame import open_page
from pages.shared.site import IMAGES
from pages.shared.tabs import show_tabs

view = open_page(IMAGES)

show_tabs(
    {
        "Generate": partial(generation.show, view),
        "Edit": partial(edits.show, view),
        "Upscale": partial(upscales.show, view),
    },
    key="images_tab",
)
