"""One page of a finding as PDF, to attach to a decision: the answer, its picture, its figures."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.picture import drawable, drawn, run_apart
from pages.shared.provenance import provenance_of
from pages.shared.site import SITE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.shared.finding import PageFinding
    from pages.shared.provenance import Provenance
    from pages.shared.site import SitePage
    from pages.shared.view import View

_FONTS: Final = Path(st.__file__).parent / "static" / "static" / "media"
_DRAW: Final = Path(__file__).with_name("draw_brief.py")


def offer_brief(view: View, find: Callable[[], PageFinding], page: SitePage) -> None:
    """Offer what a page has found as one page of PDF, which is made when it is asked for."""
    provenance, name = provenance_of(view), page.address
    st.download_button(
        "Brief (PDF)",
        data=lambda: brief(find(), f"{page.title}: {page.question}", provenance),
        file_name=f"{name}_brief_{view.catalog.fetched_at:%Y-%m-%d}_{provenance.currency}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        key=f"{name}_brief",
        help="One page with the answer, its chart, its figures, their date and this link.",
        on_click="ignore",
    )


def brief(finding: PageFinding, title: str, provenance: Provenance) -> bytes:
    """Write a finding on one page of A4. Raises NoPictureError."""
    drawing = finding.picture() if finding.picture else None
    picture = drawn(drawable(drawing), "png", "2") if drawing else b""
    content = {
        "title": title,
        "sentence": finding.sentence,
        "caption": finding.caption,
        "columns": finding.columns,
        "rows": finding.rows,
        "picture": b64encode(picture).decode(),
        "foot": [
            f"{SITE_NAME}. {provenance.shows}, in {provenance.currency}.",
            f"{provenance.prices_of}. Source: {provenance.source}",
        ],
        "link": provenance.link,
        "font": upright_font(),
    }
    return run_apart(_DRAW, content)


@cache
def upright_font() -> str:
    """Find the font of the page, which Streamlit brings."""
    (font,) = _FONTS.glob("SourceSansVF-Upright*")
    return str(font)
