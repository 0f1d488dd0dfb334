"""The pages of the site: address, title, and the types of model that each is about."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Final

import streamlit as st

SITE_NAME: Final = "Venice prices"
SITE_PURPOSE: Final = "What every AI model on Venice costs, and which to pick."
WHOSE_SITE: Final = "Not Venice's own site."
MODEL_LIST_ADDRESS: Final = "https://docs.venice.ai/api-reference/endpoint/models/list"


@dataclass(frozen=True)
class SitePage:
    """One page. `address` is its path, `types` the API's model types; none means all.

    `opens_with_chart` says that a chart is drawn as soon as the page opens, `opens_with` which of
    Streamlit's elements are that not every page has; both are fetched early.
    """

    address: str
    script: str
    title: str
    icon: str
    question: str
    types: tuple[str, ...] = ()
    opens_with_chart: bool = False
    opens_with: tuple[str, ...] = ()


OVERVIEW: Final = SitePage(
    "",
    "overview/page.py",
    "Overview",
    ":material/home:",
    "What do Venice's AI models cost?",
    opens_with_chart=True,
    opens_with=("PageLink",),
)
TEXT: Final = SitePage(
    "text",
    "text/page.py",
    "Text",
    ":material/notes:",
    "What do tokens cost?",
    ("text", "embedding"),
    opens_with_chart=True,
    opens_with=("NumberInput",),
)
IMAGES: Final = SitePage(
    "images",
    "images/page.py",
    "Images",
    ":material/image:",
    "What does a picture cost at this size and quality?",
    ("image", "inpaint", "upscale"),
    opens_with_chart=True,
    opens_with=("NumberInput",),
)
VIDEO: Final = SitePage(
    "video",
    "video/page.py",
    "Video",
    ":material/movie:",
    "What does a clip cost?",
    ("video",),
    opens_with_chart=True,
)
AUDIO: Final = SitePage(
    "audio",
    "audio/page.py",
    "Audio",
    ":material/graphic_eq:",
    "What do speech, transcription and music cost?",
    ("music", "tts", "asr"),
    opens_with_chart=True,
    opens_with=("NumberInput", "Metric"),
)
CALCULATOR: Final = SitePage(
    "calculator",
    "calculator/page.py",
    "Calculator",
    ":material/calculate:",
    "What will my project cost per month?",
    opens_with_chart=True,
    opens_with=("NumberInput", "MenuButton", "Metric", "DownloadButton"),
)
COMPARE: Final = SitePage(
    "compare",
    "compare/page.py",
    "Compare",
    ":material/compare_arrows:",
    "How do these models differ?",
    opens_with_chart=True,
    opens_with=("Table", "DownloadButton"),
)
CHANGES: Final = SitePage(
    "changes",
    "changes/page.py",
    "Changes",
    ":material/trending_up:",
    "What changed, and when?",
    opens_with_chart=True,
    opens_with=("LinkButton", "Metric"),
)
MODEL: Final = SitePage(
    "model",
    "model/page.py",
    "Model",
    ":material/deployed_code:",
    "What is there to know about one model?",
    opens_with_chart=True,
    opens_with=("PageLink", "NumberInput", "DownloadButton"),
)
DATA: Final = SitePage(
    "data",
    "data/page.py",
    "Data and downloads",
    ":material/database:",
    "Where is this from, and can I have it?",
    opens_with=("DownloadButton",),
)
PAGES: Final = (OVERVIEW, TEXT, IMAGES, VIDEO, AUDIO, CALCULATOR, COMPARE, CHANGES, MODEL, DATA)


def page_about(api_type: str) -> SitePage | None:
    """Return the page that explains a type of model; None where there is none."""
    return next((page for page in PAGES if api_type in page.types), None)


def pages_to_run() -> dict[st.Page, SitePage]:
    """Return every page for one run: Streamlit notes on it whether it may be run."""
    return {copy(known): page for known, page in _known_pages().items()}


@cache  # to find the scripts takes a twelfth of a run
def _known_pages() -> dict[st.Page, SitePage]:
    return {
        st.Page(
            page.script,
            title=page.title,
            icon=page.icon,
            url_path=page.address,
            default=page is OVERVIEW,
            help=page.question,
        ): page
        for page in PAGES
    }
