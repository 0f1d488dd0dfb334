"""The pages of the site: address, title, and the types of model that each is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class SitePage:
    """One page. `address` is its path, `types` the API's model types; none means all."""

    address: str
    script: str
    title: str
    icon: str
    question: str
    types: tuple[str, ...] = ()


OVERVIEW: Final = SitePage(
    "",
    "overview.py",
    "Overview",
    ":material/home:",
    "What is there, what is cheap, what retires soon?",
)
TEXT: Final = SitePage(
    "text",
    "text.py",
    "Text",
    ":material/notes:",
    "What do tokens cost?",
    ("text", "embedding"),
)
IMAGES: Final = SitePage(
    "images",
    "images.py",
    "Images",
    ":material/image:",
    "What does a picture cost at this size and quality?",
    ("image", "inpaint", "upscale"),
)
VIDEO: Final = SitePage(
    "video",
    "video.py",
    "Video",
    ":material/movie:",
    "What does a clip cost?",
    ("video",),
)
PAGES: Final = (OVERVIEW, TEXT, IMAGES, VIDEO)


def page_about(api_type: str) -> SitePage | None:
    """Return the page that explains a type of model; None where there is none."""
    return next((page for page in PAGES if api_type in page.types), None)
