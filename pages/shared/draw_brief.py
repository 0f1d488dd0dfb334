"""Writes one page of A4 as PDF: its words, picture and table as JSON in, the file out.

A process of its own, as for charts: what writes PDF is large, and rarely wanted.
"""

from __future__ import annotations

import json
import struct
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Literal

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    _Fonts = Mapping[Literal["", "B"], Path]  # by the style that FPDF calls them

_FONT: Final = "site"
_WEIGHTS: Final[Mapping[Literal["", "B"], float]] = {"": 400, "B": 700}
_MARGIN_MM: Final = 18
_FOOT_MM: Final = 26
_TITLE_POINTS, _TEXT_POINTS, _SMALL_POINTS = 17, 10.5, 8
_LINE: Final = 1.35  # of the height of letters
_POINT_MM: Final = 25.4 / 72
_LONGEST_LINK_LETTERS: Final = 230  # two lines of the foot
_NO_LETTER: Final = "□"
_TALLEST_PICTURE_MM: Final = (95, 60, 35, 0)  # the first at which all fits on one page


def main() -> None:
    """Read what stands on the page from standard input, write the PDF to standard output."""
    given = json.load(sys.stdin.buffer)
    letters = writable(json.dumps(given, ensure_ascii=False), given["font"])
    content = json.loads(letters)
    with TemporaryDirectory() as folder:
        fonts = _fonts(content["font"], letters, Path(folder))
        for tallest_mm in _TALLEST_PICTURE_MM:
            page = _filled(content, fonts, tallest_mm)
            if page.pdf.pages_count == 1:
                break
    sys.stdout.buffer.write(page.pdf.output())


def writable(text: str, font: str) -> str:
    """Put a box where the font has no letter, which would be left out without a trace."""
    known = TTFont(font).getBestCmap()
    return "".join(letter if ord(letter) in known else _NO_LETTER for letter in text)


def _fonts(variable: str, letters: str, folder: Path) -> _Fonts:
    """Make a font of each weight with these letters alone: with all, and kerning, it takes long."""
    font, plain = TTFont(variable), Options()
    for of_layout in ("GDEF", "GPOS", "GSUB"):
        del font[of_layout]
    subsetter = Subsetter(plain)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    few_letters = folder / "variable.ttf"
    save_font(font, str(few_letters), plain)
    return {
        style: _of_weight(few_letters, weight, folder / f"{weight:g}.ttf")
        for style, weight in _WEIGHTS.items()
    }


def _of_weight(variable: Path, weight: float, file: Path) -> Path:
    instantiateVariableFont(TTFont(variable), {"wght": weight}).save(file)
    return file


def _filled(content: Mapping[str, Any], fonts: _Fonts, tallest_mm: int) -> _Page:
    page = _Page(content, fonts)
    page.words(content["title"], _TITLE_POINTS, is_bold=True)
    page.words(content["sentence"], _TEXT_POINTS)
    if content["picture"] and tallest_mm:
        page.picture(b64decode(content["picture"]), tallest_mm)
    if content["rows"]:
        page.words(content["caption"], _TEXT_POINTS, is_bold=True)
        page.table(content["columns"], content["rows"])
    return page


class _Page:
    """A page that is filled from the top; where it comes from stands at its foot."""

    def __init__(self, content: Mapping[str, Any], fonts: _Fonts) -> None:
        self.pdf = _Footed(content["foot"], content["link"])
        self.pdf.set_title(content["title"])
        self.pdf.set_margin(_MARGIN_MM)
        self.pdf.set_auto_page_break(auto=True, margin=_FOOT_MM)
        for style, file in fonts.items():
            self.pdf.add_font(_FONT, style, file)
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

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table of texts."""
        self.pdf.set_font(_FONT, "", _SMALL_POINTS + 1)
        with self.pdf.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD"),
            text_align="LEFT",
            line_height=(_SMALL_POINTS + 1) * _POINT_MM * _LINE,
            padding=0.8,
        ) as table:
            for cells in (columns, *rows):
                row = table.row()
                for cell in cells:
                    row.cell(cell)


class _Footed(FPDF):
    """Pages with where everything on them comes from at the foot."""

    def __init__(self, foot: Sequence[str], link: str) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self._link = link

    def footer(self) -> None:
        """Write the foot of a page; FPDF asks for it."""
        self.set_y(-_FOOT_MM + 6)
        self.set_font(_FONT, "", _SMALL_POINTS)
        height = _SMALL_POINTS * _POINT_MM * _LINE
        for line in self._foot:
            self.cell(0, height, line, new_x="LMARGIN", new_y="NEXT")
        shown = self._link if len(self._link) <= _LONGEST_LINK_LETTERS else "Open this view"
        self.multi_cell(0, height, shown, align="L", link=self._link)


if __name__ == "__main__":
    main()
