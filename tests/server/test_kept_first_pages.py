"""How long the HTML of a page is kept: at the server for all visitors, and in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server import first_page as served
from pages.server.first_page import FirstPages
from pages.shared.site import TEXT
from tests.support.held_store import HeldStore
from tests.support.samples import bundled
from venice_data import Catalog, parse_models
from venice_data.live.store import Snapshot

if TYPE_CHECKING:
    import pytest
    from starlette.requests import Request
    from starlette.responses import Response


def _client(store: HeldStore) -> TestClient:
    pages = FirstPages(store.as_store(), lambda _: "https://prices.example")

    async def answer(request: Request) -> Response:
        return await pages.answer(TEXT, request)

    return TestClient(Starlette(routes=[Route("/text", answer)]))


def test_an_answer_is_made_once_for_a_list_and_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def make(*arguments: object) -> str:
        made.append(arguments)
        return "<html></html>"

    monkeypatch.setattr(served, "first_page", make)
    store = HeldStore(Snapshot(parse_models([])))
    with _client(store) as client:
        for address in ("/text", "/text?utm_source=chat", "/text?currency=DIEM", "/text"):
            client.get(address)
        assert len(made) == 2
        store.snapshot = Snapshot(parse_models([]))
        client.get("/text")
    assert len(made) == 3


def test_an_answer_is_made_anew_when_a_model_leaves_while_the_list_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a newer list, what had retired stayed in what was kept."""
    gone: list[str] = []
    made: list[int] = []

    def make(*_: object) -> str:
        made.append(len(gone))
        return "<html></html>"

    monkeypatch.setattr(served, "first_page", make)
    monkeypatch.setattr(Catalog, "removed_count", lambda *_: len(gone))
    with _client(HeldStore(Snapshot(parse_models([])))) as client:
        client.get("/text")
        client.get("/text")
        gone.append("a")
        client.get("/text")

    assert made == [0, 1]


def test_browsers_ask_anew_and_are_told_when_nothing_is_new() -> None:
    with _client(HeldStore(Snapshot(bundled()))) as client:
        answer = client.get("/text", headers={"Accept-Encoding": "br"})
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Encoding"] == "br"
        held = {"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]}
        assert client.get("/text", headers=held).status_code == 304
        assert client.head("/text").content == b""
