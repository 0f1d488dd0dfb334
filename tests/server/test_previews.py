"""What a chat shows of a link: its tags, and a picture of the same view."""

from __future__ import annotations

import re
import struct
from html import unescape
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server import previews
from pages.server.first_page import first_page
from pages.server.previews import ADDRESS, Previews
from pages.shared.picture import NoPictureError
from pages.shared.site import PAGES, TEXT, SitePage
from tests.support.held_store import HeldStore
from tests.support.samples import bundled
from tests.support.stand_in import text_model
from venice_data import parse_models
from venice_data.live.store import Snapshot

SITE = "https://prices.example/venice"
_TAG = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')


@pytest.fixture
def asked_to_draw(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what would be drawn, which takes a second each."""
    specs: list[dict[str, Any]] = []

    def remember(spec: dict[str, Any], *_: str) -> bytes:
        specs.append(spec)
        return b"a picture"

    monkeypatch.setattr(previews, "drawn", remember)
    return specs


def _client(snapshot: Snapshot) -> TestClient:
    answers = Previews(HeldStore(snapshot).as_store())
    return TestClient(Starlette(routes=[Route(f"/{ADDRESS}", answers.answer)]))


def _tags(page: SitePage, link: dict[str, list[str]], snapshot: Snapshot) -> dict[str, str]:
    html = first_page(page, link, snapshot, SITE)
    return {name: unescape(text) for name, text in _TAG.findall(html)}


def test_the_tags_say_what_the_link_leads_to() -> None:
    tags = _tags(TEXT, {"privacy": ["private"], "currency": ["DIEM"]}, Snapshot(bundled()))

    assert tags["og:title"] == "Text · Venice prices"
    assert tags["og:description"].startswith("Cheapest private text model: ")
    assert "DIEM" in tags["og:description"]
    assert tags["og:url"] == f"{SITE}/text?privacy=private&currency=DIEM"
    assert tags["og:image"] == f"{SITE}/api/preview/text.png?privacy=private&currency=DIEM"
    assert tags["twitter:card"] == "summary_large_image"


def test_text_of_the_api_stays_text_in_the_tags() -> None:
    hostile = text_model("a", name='"><script>alert(1)</script>')
    html = first_page(TEXT, {}, Snapshot(parse_models([hostile])), SITE)

    assert "<script>alert(1)" not in html
    tags = _tags(TEXT, {}, Snapshot(parse_models([hostile])))
    assert '"><script>alert(1)</script>' in tags["og:description"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_each_page_has_a_picture(page: SitePage, asked_to_draw: list[dict[str, Any]]) -> None:
    answer = _client(Snapshot(bundled())).get(f"/api/preview/{page.address or 'overview'}.png")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    (spec,) = asked_to_draw
    assert f"{page.title}: all models, in USD" in spec["title"]["subtitle"]


def test_the_picture_shows_the_view_of_the_link(asked_to_draw: list[dict[str, Any]]) -> None:
    client = _client(Snapshot(bundled()))
    for _ in range(2):
        client.get("/api/preview/text.png?privacy=private&search=qwen")

    (spec,) = asked_to_draw  # drawn once for all who ask
    rows = spec["datasets"]["rows"]
    assert rows
    assert all("Qwen" in row["label"] and row["privacy"] == "private" for row in rows)


def test_a_link_that_asks_for_nonsense_gets_the_plain_picture(
    asked_to_draw: list[dict[str, Any]],
) -> None:
    client = _client(Snapshot(bundled()))
    plain, odd = (
        client.get(f"/api/preview/text.png{query}").content
        for query in ("", "?type=zzz&as_of=banana&privacy=%F0%9F%98%80")
    )

    assert plain == odd
    assert asked_to_draw[0]["datasets"] == asked_to_draw[1]["datasets"]


def test_where_nothing_can_be_drawn_the_chat_may_ask_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> bytes:
        raise NoPictureError("It took too long.")

    monkeypatch.setattr(previews, "drawn", fail)

    answer = _client(Snapshot(bundled())).get("/api/preview/text.png")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


def test_many_pictures_at_once_leave_threads_to_the_pages(
    monkeypatch: pytest.MonkeyPatch, asked_to_draw: list[dict[str, Any]]
) -> None:
    monkeypatch.setattr(previews, "_MOST_BEING_DRAWN", 0)

    answer = _client(Snapshot(bundled())).get("/api/preview/text.png")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert asked_to_draw == []


def test_there_is_no_picture_of_a_page_that_is_none(asked_to_draw: list[dict[str, Any]]) -> None:
    assert _client(Snapshot(bundled())).get("/api/preview/nothing.png").status_code == 404
    assert asked_to_draw == []


def test_a_picture_is_as_large_as_chats_want_it() -> None:
    picture = _client(Snapshot(bundled())).get("/api/preview/text.png").content

    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
