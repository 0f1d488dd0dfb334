"""The font of icons that is served: small, and with every icon that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from pages.server.first_page import page_html
from pages.server.static_files import CUT_FONT, WHOLE_FONT, icon_files, with_icon_font
from pages.shared.site import PAGES, TEXT
from tests.server.cut_icon_font import cut, icons_in, named_icons

if TYPE_CHECKING:
    import pytest


def test_the_cut_font_holds_every_icon_that_is_named() -> None:
    with TTFont(CUT_FONT) as font:
        missing = named_icons() - icons_in(font)
    assert not missing, "`make icons` cuts the font anew"


def test_icons_are_looked_for_in_streamlit_and_in_all_ways_that_pages_name_them() -> None:
    named = named_icons()
    assert {"chevron_right", "keyboard_double_arrow_left", "more_vert"} <= named  # its scripts
    assert "check" in named  # its Python
    assert {page.icon.removeprefix(":material/").removesuffix(":") for page in PAGES} <= named
    assert "swap_vert" in named  # a badge, without the prefix


def test_cutting_leaves_those_that_are_wanted_and_no_other() -> None:
    with TTFont(WHOLE_FONT) as font:
        assert "zoom_in" in icons_in(font)
        cut(font, {"home", "movie"})
        assert icons_in(font) == {"home", "movie"}


def test_the_cut_font_is_a_twentieth_of_the_whole_one() -> None:
    assert CUT_FONT.stat().st_size < WHOLE_FONT.stat().st_size / 20


def test_the_page_takes_the_style_sheet_that_names_it() -> None:
    font, style_sheet = icon_files()
    html = page_html(TEXT)
    assert f'crossorigin href="./{font}">' in html
    assert f'<link rel="stylesheet" crossorigin href="./{style_sheet}">' in html
    assert WHOLE_FONT.name not in html
    style = icon_files()[style_sheet].decode()
    assert f"url(../media/{font.rpartition('/')[2]})" in style
    assert WHOLE_FONT.name not in style


def test_another_font_of_streamlits_is_served_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.server.static_files.CUT_FONT", CUT_FONT.with_name("other.woff2"))
    icon_files.cache_clear()
    try:
        font, _ = icon_files()
        assert icon_files()[font] == WHOLE_FONT.read_bytes()
        assert "disabled" in with_icon_font(page_html(TEXT))
    finally:
        icon_files.cache_clear()
