"""Hostile text in every field of the list, the history and a link: what leaves the server is text.

The pages that Streamlit draws are looked at in `tests/pages/shared/test_pages_hostile.py`.
"""

from __future__ import annotations

import json
import re
import struct
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar

from pages.compare.finding import find as compared
from pages.server.first_page import first_page
from pages.server.previews import _preview
from pages.shared.brief import brief
from pages.shared.picture import Picture, drawn, svg_picture
from pages.shared.provenance import Provenance
from pages.shared.sidebar import chosen_in
from pages.shared.site import COMPARE, PAGES, TEXT, SitePage
from pages.shared.table import COMPARED_IN_LINK
from pages.text.finding import find as cheapest_text
from tests.support.asking import SITE, asked
from tests.support.held_store import HeldStore
from tests.support.histories import history_of
from tests.support.hostile_texts import HOSTILE_TEXTS, hostile_models
from tests.support.machines import answers_over, client_of
from venice_data import parse_models
from venice_data.live.store import Snapshot
from venice_data.served.changes_feed import write_changes
from venice_data.served.retirement_calendar import write_retirements

if TYPE_CHECKING:
    from pages.shared.view import View

_VOID: Final = {"meta", "link", "br"}
_MEANT: Final = _VOID.union(
    ("html", "head", "body", "title", "style", "script", "div", "main", "nav", "h1", "p", "small"),
    ("table", "caption", "thead", "tbody", "tr", "th", "td", "a", "noscript"),
    ("template",),  # one, of the page's own scripts
)
_IN_LINK: Final = ("search", "type", "currency", "as_of", "calculator_basket", "theme", "embed")
_LISTS: Final = ("models.json", "prices.csv", "changes.atom", "retirements.ics", "status.json")
_PROVENANCE: Final = Provenance(
    prices_of="Prices of 22 August 2026",
    shows=HOSTILE_TEXTS["html"],
    currency="USD",
    source=HOSTILE_TEXTS["address"],
    link=f"{SITE}/compare",
)


@cache
def _snapshot() -> Snapshot:
    hostile = hostile_models()
    return Snapshot(parse_models(hostile), history=history_of([], hostile))


def _compared() -> dict[str, list[str]]:
    return {COMPARED_IN_LINK: _snapshot().catalog.models.index[:6].tolist()}


def _view(page: SitePage, link: dict[str, list[str]]) -> View:
    return chosen_in(link, _snapshot()).view(page)


class _Parts(HTMLParser):
    """The tags and attributes of a page as a browser makes them of it, and its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.scripts += tag == "script"
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src"}:
                self.addresses.append(value or "")


def _check_html(page: SitePage, in_link: list[str]) -> None:
    link = {"id": [_snapshot().catalog.models.index[3]], **_compared()}
    plain = _Parts(first_page(page, link, _snapshot(), SITE))

    as_read = [text.encode(errors="replace").decode() for text in in_link]
    html = first_page(page, link | dict.fromkeys(_IN_LINK, as_read), _snapshot(), SITE)

    parts = _Parts(html)
    assert parts.tags <= _MEANT
    assert html.count("<template") == 1
    assert parts.scripts == plain.scripts
    assert not any(name.startswith("on") for name in parts.attributes)
    assert all(address.startswith(("./", f"{SITE}/")) for address in parts.addresses)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_the_first_html_of_a_page_has_no_part_of_strangers(page: SitePage) -> None:
    _check_html(page, list(HOSTILE_TEXTS.values()))


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS.keys())
def test_a_hostile_link_adds_nothing_to_the_first_html(text: str) -> None:
    _check_html(TEXT, [text])


@pytest.mark.parametrize("name", _LISTS)
def test_programs_read_what_they_can_parse(name: str) -> None:
    client = client_of(answers_over(HeldStore(_snapshot())))
    answer = client.get(f"/api/{name}")

    assert answer.status_code == 200
    if name.endswith("json"):
        json.loads(answer.content)
    if name.endswith("ics"):
        Calendar.from_ical(answer.content)
    if name.endswith("atom"):
        fromstring(answer.content)


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS.keys())
def test_a_link_of_hostile_text_is_answered_or_refused_in_words(text: str) -> None:
    client = client_of(answers_over(HeldStore(_snapshot())))
    for name in ("models.json", "changes.atom"):
        for parameter in ("search", "type", "as_of", "changes_from"):
            query = {parameter: text.encode(errors="replace").decode()}
            answer = client.get(f"/api/{name}", params=query)
            assert answer.status_code in {200, 400}
            if answer.status_code == 400:
                assert len(answer.json()["error"]) < 1_000


def test_the_feed_leads_nowhere_else() -> None:
    body = write_changes(asked(catalog=_snapshot().catalog, history=_snapshot().history)).body

    hrefs = re.findall(rb'href="([^"]*)"', body)
    assert hrefs
    assert all(href.startswith(SITE.encode()) for href in hrefs)
    assert b"<script" not in body.lower()


def test_the_calendar_holds_one_entry_for_each_retirement_and_no_line_of_strangers() -> None:
    body = write_retirements(asked(catalog=_snapshot().catalog, history=_snapshot().history)).body

    calendar = Calendar.from_ical(body)
    assert {part.name for part in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VALARM"}
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_the_picture_of_a_link_has_short_words_and_no_links(page: SitePage) -> None:
    spec = _preview(page, _compared(), _snapshot())

    assert all(len(line) <= 70 for line in spec["title"]["text"])
    assert '"href"' not in json.dumps(spec)


def test_pictures_of_hostile_names_are_drawn() -> None:
    picture = drawn(_preview(TEXT, {}, _snapshot()), "png", "2")
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)


def test_a_saved_chart_holds_no_script_and_no_link() -> None:
    view = _view(TEXT, {})
    find_picture = cheapest_text(view, {}).picture
    drawing = find_picture() if find_picture else None
    assert drawing is not None

    written = svg_picture(Picture(drawing, HOSTILE_TEXTS["end"]), _PROVENANCE)
    svg = fromstring(written)

    tags = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert not tags & {"script", "a", "image", "foreignObject", "iframe"}
    assert not any(name.startswith("on") for element in svg.iter() for name in element.attrib)


@pytest.mark.thorough
def test_a_brief_of_hostile_names_is_one_page_with_one_link() -> None:
    view = _view(COMPARE, _compared())
    pdf = brief(compared(view, _compared()), "Compare", _PROVENANCE)

    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert all(b"evil.example" not in uri for uri in re.findall(rb"/URI \((.*?)\)", pdf))
    assert not re.search(rb"/(?:JavaScript|JS|Launch)\b", pdf.split(b"stream")[0])
