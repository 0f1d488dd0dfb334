"""What each figure and table is saved as: every file opens, and says what it holds."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import vl_convert
from defusedxml.ElementTree import fromstring

from pages.shared import downloads, picture
from pages.shared.downloads import FileKind
from pages.shared.picture import NoPictureError, drawn
from pages.shared.site import AUDIO, COMPARE, IMAGES, PAGES, VIDEO, SitePage
from tests.support.examples import rest_is_thorough
from tests.support.page_driver import draw_every_tab

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINKS: dict[str, dict[str, str | list[str]]] = {
    "compare": {"compare_models": ["kimi-k3", "zai-org-glm-5-2"]},
    "model": {"id": "kimi-k3"},
}
BY_FILES = sorted(PAGES, key=lambda page: page not in (IMAGES, VIDEO, AUDIO, COMPARE))
_BAR: dict[str, Any] = {"mark": "bar", "data": {"values": [{"a": 1}]}, "width": 40, "height": 20}


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[FileKind]:
    """Collect the files that pages offer; pictures are drawn here and once, which is quicker."""
    found: list[FileKind] = []

    def remember(*parts: Any) -> FileKind:
        found.append(FileKind(*parts))
        return found[-1]

    @cache
    def svg_of(spec: str) -> str:
        return vl_convert.vegalite_to_svg(spec)

    def draw_here(spec: dict[str, Any], kind: str, scale: str = "1") -> bytes:
        svg = svg_of(json.dumps(spec))
        return svg.encode() if kind == "svg" else vl_convert.svg_to_png(svg, float(scale) / 4)

    monkeypatch.setattr(downloads, "FileKind", remember)
    monkeypatch.setattr(picture, "drawn", draw_here)
    return found


@pytest.mark.parametrize("page", rest_is_thorough(BY_FILES, first=2), ids=lambda page: page.title)
def test_every_file_of_a_page_opens_and_says_what_it_holds(
    page: SitePage, offered: list[FileKind]
) -> None:
    for _ in draw_every_tab(page, currency="DIEM", **_LINKS.get(page.address, {})):
        pass

    files: defaultdict[str, list[bytes]] = defaultdict(list)
    for kind in offered:
        files[kind.ending].append(kind.make())
    assert len(files["csv"]) == len(files["xlsx"]) > 0
    for of_csv, of_excel in zip(files["csv"], files["xlsx"], strict=True):
        rows = list(csv.reader(io.StringIO(of_csv.decode("utf-8-sig"), newline="")))
        sheet, about = openpyxl.load_workbook(io.BytesIO(of_excel)).worksheets
        titles = [cell.value for cell in sheet[1]]
        assert rows[0] == [*titles, "Prices of", "Shows", "Currency", "Source", "Link"]
        assert len(rows) == sheet.max_row
        currency = dict(about.iter_rows(values_only=True))["Currency"]
        assert currency == ("USD" if any("(USD)" in title for title in titles) else "DIEM")
        _check_amounts(rows[1:], list(sheet.iter_rows(min_row=2, values_only=True)))
    for svg in files["svg"]:
        words = " ".join(fromstring(svg).itertext())
        assert f"{page.title}: " in words
        is_in_dollars = page is VIDEO or "Makers' prices" in words  # they are stated in no other
        assert ("in USD" if is_in_dollars else "in DIEM") in words or page is VIDEO
        assert "22 August 2026" in words
    assert all(png.startswith(b"\x89PNG") for png in files["png"])


def _check_amounts(of_csv: Iterable[list[str]], of_excel: Iterable[tuple[Any, ...]]) -> None:
    """Numbers are numbers in both files, and the same."""
    for texts, values in zip(of_csv, of_excel, strict=True):
        for text, value in zip(texts, values, strict=False):
            if isinstance(value, int | float) and not isinstance(value, bool):
                assert float(text) == pytest.approx(value, rel=1e-14)


def test_a_picture_is_drawn_in_a_process_of_its_own() -> None:
    assert drawn(_BAR, "png", "2").startswith(b"\x89PNG")
    assert fromstring(drawn(_BAR, "svg")).tag.endswith("svg")


def test_a_chart_that_cannot_be_drawn_is_said_to_be_one() -> None:
    with pytest.raises(NoPictureError, match="could not be drawn"):
        drawn({"mark": "no such mark"}, "png", "2")


def test_a_picture_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_LONGEST_DRAWING_SECONDS", 0.01)

    with pytest.raises(NoPictureError, match="too long"):
        drawn(_BAR, "png", "2")
