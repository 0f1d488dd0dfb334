"""Cuts Streamlit's font of icons down to those that it and the pages name: `make icons`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from pages.server.static_files import CUT_FONT, STREAMLIT_FILES, WHOLE_FONT
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STREAMLIT: Final = Path(st.__file__).parent
_ICON: Final = re.compile(r":material/(\w+):")
_WORD: Final = re.compile(r'"(\w+)"')


def named_icons() -> set[str]:
    """Return the icons that Streamlit's scripts and elements name, and those of the pages.

    A page may name one without its prefix, so any word of its code that could be one counts.
    """
    streamlit = [*STREAMLIT_FILES.glob("static/js/*.js"), *_STREAMLIT.glob("elements/**/*.py")]
    pages = list(PROJECT_ROOT.glob("pages/**/*.py"))
    named = {*_found(_ICON, streamlit), *_found(_ICON, pages), *_found(_WORD, pages)}
    return named & set(ALL_MATERIAL_ICONS)


def icons_in(font: TTFont) -> set[str]:
    """Return the icons that a font draws where their name is written."""
    characters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(characters[glyph] for glyph in (first, *ligature.Component))
        for ligatures in _ligatures(font)
        for first, starting_so in ligatures.items()
        for ligature in starting_so
    }


def cut(font: TTFont, icons: set[str]) -> None:
    """Leave some icons alone in a font, and what their names are written with."""
    glyphs = font.getBestCmap()
    wanted = {tuple(glyphs[ord(character)] for character in icon) for icon in icons}
    kept = {glyph for spelled in wanted for glyph in spelled}
    for ligatures in _ligatures(font):
        for first, starting_so in list(ligatures.items()):
            ligatures[first] = [
                ligature for ligature in starting_so if (first, *ligature.Component) in wanted
            ]
            kept.update(ligature.LigGlyph for ligature in ligatures[first])
            if not ligatures[first]:
                del ligatures[first]
    subsetter = Subsetter(Options(layout_features=["*"], layout_closure=False))
    subsetter.populate(glyphs=kept, unicodes=[ord(" ")])
    subsetter.subset(font)


def _found(pattern: re.Pattern[str], files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        yield from pattern.findall(file.read_text(encoding="utf-8"))


def _ligatures(font: TTFont) -> Iterator[dict[str, list[Any]]]:
    """Return the tables of what is drawn for which glyphs in a row, by the first of them."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield getattr(table, "ExtSubTable", table).ligatures


if __name__ == "__main__":
    with TTFont(WHOLE_FONT) as opened:
        cut(opened, named_icons())
        opened.save(CUT_FONT)
