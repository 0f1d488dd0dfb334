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
    "overview/page.py",
    "Overview",
    ":material/home:",
    "What is there, what is cheap, what changed?",
)
TEXT: Final = SitePage(
    "text",
    "text/page.py",
    "Text",
    ":material/notes:",
    "What do tokens cost?",
    ("text", "embedding"),
)
IMAGES: Final = SitePage(
    "images",
    "images/page.py",
    "Images",
    ":material/image:",
    "What does a picture cost at this size and quality?",
    ("image", "inpaint", "upscale"),
)
VIDEO: Final = SitePage(
    "video",
    "video/page.py",
    "Video",
    ":material/movie:",
    "What does a clip cost?",
    ("video",),
)
AUDIO: Final = SitePage(
    "audio",
    "audio/page.py",
    "Audio",
    ":material/graphic_eq:",
    "What do speech, transcription and music cost?",
    ("music", "tts", "asr"),
)
CALCULATOR: Final = SitePage(
    "calculator",
    "calculator/page.py",
    "Calculator",
    ":material/calculate:",
    "What will my project cost per month?",
)
COMPARE: Final = SitePage(
    "compare",
    "compare/page.py",
    "Compare",
    ":material/compare_arrows:",
    "How do these models differ?",
)
CHANGES: Final = SitePage(
    "changes",
    "changes/page.py",
    "Changes",
    ":material/trending_up:",
    "What changed, and when?",
)
DATA: Final = SitePage(
    "data",
    "data/page.py",
    "Data",
    ":material/database:",
    "Can I trust this?",
)
PAGES: Final = (OVERVIEW, TEXT, IMAGES, VIDEO, AUDIO, CALCULATOR, COMPARE, CHANGES, DATA)


def page_about(api_type: str) -> SitePage | None:
    """Return the page that explains a type of model; None where there is none."""
    return next((page for page in PAGES if api_type in page.types), None)
