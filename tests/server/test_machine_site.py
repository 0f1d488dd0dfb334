"""Where in a site machines are answered, and from where the links in answers lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import pytest
from starlette.testclient import TestClient

import app
from pages.server import site_answers
from tests.bench.viewers import run_apart
from tests.support.page_driver import offline_site
from venice_data.live.store import shared_store
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import Message


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def _site_client() -> TestClient:
    """Return a client of the whole site, with nothing behind it."""

    async def nothing(scope: Any, *_: Any) -> None:
        raise AssertionError(scope["path"])

    return TestClient(site_answers.site_around(nothing))


def test_links_begin_with_the_address_of_the_request() -> None:
    answer = _site_client().get(
        "/api/models.json?search=zai-org-glm-5", headers={"Host": "a.example"}
    )

    assert answer.json()["link"] == "http://a.example/?search=zai-org-glm-5"


def test_links_begin_with_the_public_address_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = Settings(public_url="https://prices.example/venice/")
    monkeypatch.setattr(shared_store(), "settings", settings)
    client = _site_client()

    link = client.get("/api/models.json?search=zai-org-glm-5").json()["models"][0]["link"]

    assert link.startswith("https://prices.example/venice/model?id=zai-org-glm-5")


def test_a_site_below_a_path_answers_machines_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_answers, "BASE_PATH", "venice")
    client = _site_client()

    assert client.get("/venice/healthz").text == "ok"
    answer = client.get("/venice/api/models.json?search=no+such")
    assert answer.json()["link"] == "http://testserver/venice/?search=no%20such"
    assert client.get("/venice/api/none").status_code == 404


def test_health_is_told_at_once_also_while_the_site_is_loading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[Message] = []

    async def ask() -> None:
        monkeypatch.setattr(app, "LOADED", anyio.Event())
        server = app.SiteOnceLoaded(_site_client().app)
        scope = {"type": "http", "path": "/venice/healthz", "method": "GET", "headers": []}
        await server(scope, _nothing, _note)

    async def _nothing() -> Message:
        return {}

    async def _note(message: Message) -> None:
        sent.append(message)

    run_apart(ask())
    assert sent[0]["status"] == 503
    answer = _site_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"
