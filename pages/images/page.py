"""Images: what does a picture cost at this size and quality?"""

from __future__ import annotations

from functools import partial

from pages.images import pictures, upscales
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import IMAGES

view = open_page(IMAGES)

show_tabs(
    {
        "Generate": partial(pictures.show_generation, view),
        "Edit": partial(pictures.show_edits, view),
        "Upscale": partial(upscales.show, view),
    },
    key="images_tab",
)
