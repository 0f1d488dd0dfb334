"""One page of a finding as PDF, to attach to a decision: the answer, its picture, its figures."""

from __future__ import annotations

import struct
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

from pages.shared.picture import drawable, drawn
from pages.shared.provenance import provenance_of
from pages.shared.site import SITE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.shared.finding import PageFinding
    from pages.shared.provenance import Provenance
    from pages.shared.site import SitePage
    from pages.shared.view import View

_FONTS: Final = Path(st.__file__).parent / "static" / "static" / "media"
_FONT: Final = "site"
_REGULAR, _BOLD = {"wght": 400.0}, {"wght": 700.0}
_MARGIN_MM: Final = 18
_FOOT_MM: Final = 26
_TITLE_POINTS, _TEXT_POINTS, _SMALL_POINTS = 17, 10.5, 8
_LINE: Final = 1.35  # of the height of letters
_POINT_MM: Final = 25.4 / 72
_TALLEST_PICTURE_MM: Final = (95, 60, 35)  # the first at which all fits on one page


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
    png = drawn(drawable(drawing), "png", "2") if drawing else b""
    for tallest_mm in _TALLEST_PICTURE_MM:
        page = _filled(finding, title, provenance, png, tallest_mm)
        if page.pdf.pages_count == 1:
            break
    return bytes(page.pdf.output())


def _filled(
    finding: PageFinding, title: str, provenance: Provenance, png: bytes, tallest_mm: int
) -> _Page:
    page = _Page(provenance)
    page.words(title, _TITLE_POINTS, is_bold=True)
    page.words(finding.sentence, _TEXT_POINTS)
    if png:
        page.picture(png, tallest_mm)
    if finding.rows:
        page.words(finding.caption, _TEXT_POINTS, is_bold=True)
        page.table(finding.columns, finding.rows)
    return page


class _Page:
    """A page that is filled from the top; where it comes from stands at its foot."""

    def __init__(self, provenance: Provenance) -> None:
        self.pdf = _Footed(provenance)
        self.pdf.set_title(f"{SITE_NAME}: {provenance.shows}")
        self.pdf.set_margin(_MARGIN_MM)
        self.pdf.set_auto_page_break(auto=True, margin=_FOOT_MM)
        upright = _upright_font()
        self.pdf.add_font(_FONT, "", upright, variations=_REGULAR)
        self.pdf.add_font(_FONT, "B", upright, variations=_BOLD)
        self.pdf.add_page()

    def words(self, text: str, points: float, *, is_bold: bool = False) -> None:
        """Write a paragraph."""
        self.pdf.set_font(_FONT, "B" if is_bold else "", points)
        self.pdf.multi_cell(
            0, points * _POINT_MM * _LINE, text, align="L", new_x="LMARGIN", new_y="NEXT"
        )
        self.pdf.ln(2)

    def picture(self, png: bytes, tallest_mm: int) -> None:
        """Draw a chart as wide as the page allows; its size stands at the head of its PNG."""
        wide, high = struct.unpack(">II", png[16:24])
        width = min(self.pdf.epw, tallest_mm * wide / high)
        self.pdf.image(BytesIO(png), w=width)
        self.pdf.ln(3)

    def table(self, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        """Write a table of texts."""
        self.pdf.set_font(_FONT, "", _SMALL_POINTS + 1)
        with self.pdf.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD"),
            text_align="LEFT",
            padding=0.8,
        ) as table:
            for cells in (columns, *rows):
                row = table.row()
                for cell in cells:
                    row.cell(cell)


class _Footed(FPDF):
    """Pages with where everything on them comes from at the foot."""

    def __init__(self, provenance: Provenance) -> None:
        super().__init__(format="A4")
        self._provenance = provenance

    def footer(self) -> None:
        """Write the foot of a page; FPDF asks for it."""
        about = self._provenance
        self.set_y(-_FOOT_MM + 6)
        self.set_font(_FONT, "", _SMALL_POINTS)
        height = _SMALL_POINTS * _POINT_MM * _LINE
        lines = (
            f"{SITE_NAME}. {about.shows}, in {about.currency}.",
            f"{about.prices_of}. Source: {about.source}",
        )
        for line in lines:
            self.cell(0, height, line, new_x="LMARGIN", new_y="NEXT")
        self.cell(0, height, "This view, with the prices of today", link=about.link)


@cache
def _upright_font() -> Path:
    """Find the font of the page, which Streamlit brings."""
    (font,) = _FONTS.glob("SourceSansVF-Upright*")
    return font
