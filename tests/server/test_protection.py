"""What protects visitors: headers, which of Streamlit's addresses there are, who may connect."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from pages.server import protection, site_answers
from pages.server.first_page import FirstPages
from pages.server.kept_answers import KeptWithList
from pages.server.machine_answers import MachineAnswers
from pages.server.static_files import icon_font
from pages.shared.site import PAGES
from tests.support.page_driver import offline_site
from venice_data.live.store import shared_store
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Receive, Scope, Send

    from pages.shared.site import SitePage

OWN = ["/", "/text", "/api/models.json", "/api/none", "/healthz", "/robots.txt", "/nope"]
OF_STREAMLIT = [
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/upload_file/session/file",
    "/media/a.csv",
    "/text/",
]
OF_NOBODY = [
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/upload_file",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/bidi-components/x",
    "/component/x/index.html",
    "/app/static/secrets.toml",
    "/index.html",
    "/static/js/nothing.js",
    "/text/_stcore/health",
    "/deep/below/nothing",
    "/<script>alert(1)</script>",
]
WRITERS = ["POST", "PUT", "DELETE"]


@pytest.fixture(scope="module", autouse=True)
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        running = offline_site(patch, tmp_path_factory.mktemp("site"))
        next(running)
        over_it = shared_store(), site_answers.site_of
        patch.setattr(site_answers, "FIRST_PAGES", FirstPages(*over_it))
        patch.setattr(site_answers, "MACHINES", MachineAnswers(*over_it))
        yield
        next(running, None)


def site_client(address: str = "http://a.example") -> TestClient:
    """Return a client of the site, with one word in place of Streamlit."""

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await PlainTextResponse("Streamlit")(scope, receive, send)
            return
        await WebSocket(scope, receive, send).accept()

    return TestClient(site_answers.site_around(streamlit), base_url=address)


def _set(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    monkeypatch.setattr(shared_store(), "settings", Settings.model_validate(settings))


def _policy(path: str) -> dict[str, list[str]]:
    policy = site_client().get(path).headers["Content-Security-Policy"]
    return {name: sources for name, *sources in map(str.split, policy.split(";"))}


@pytest.mark.parametrize("path", [*OWN, *OF_STREAMLIT, f"/{icon_font()}"])
def test_every_answer_is_protected(path: str) -> None:
    headers = site_client().get(path, follow_redirects=False).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    is_page = headers["Content-Type"].startswith("text/html")
    assert ("camera=()" in headers.get("Permissions-Policy", "")) == is_page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_of_the_scripts_in_a_page_its_own_run_and_no_other(page: SitePage) -> None:
    allowed = _policy(f"/{page.address}")["script-src"]

    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "blob:"} & set(allowed)
    html = site_client().get(f"/{page.address}").text
    inside = [script for script in protection.scripts_in(html) if script.strip()]
    assert len(inside) > 5
    for script in inside:
        assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in allowed
    assert set(re.findall("<script[^>]*>", html)) <= {
        "<script>",
        *re.findall(r'<script type="module" crossorigin src="\./static/js/[\w.]+">', html),
    }
    assert not re.search(r"\son\w+=", html)


def test_a_page_loads_nothing_from_other_sites_and_sends_nothing_there() -> None:
    policy = _policy("/")

    sources = {source for name, given in policy.items() if name != "script-src" for source in given}
    assert sources <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    assert policy["connect-src"] == ["'self'"]
    assert policy["form-action"] == policy["base-uri"] == ["'none'"]


@pytest.mark.parametrize("path", ["/text", "/api/prices.csv"])
def test_what_a_browser_holds_keeps_the_policy_that_it_came_with(path: str) -> None:
    """Else a page that is unchanged would get the policy of what is no page."""
    client = site_client()
    held = {"If-None-Match": client.get(path).headers["ETag"]}

    again = client.get(path, headers=held)

    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers
    assert again.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_page_runs_no_script() -> None:
    for path in ("/api/models.json", "/media/a.svg", "/_stcore/host-config"):
        assert "script-src" not in _policy(path)


def test_other_sites_may_show_what_is_made_to_be_shown_there_and_no_more() -> None:
    assert "frame-ancestors" not in _policy("/text?embed=true")
    for path in ("/text", "/text?embed=yes", "/text?embed=false&embed=true", "/nope"):
        assert _policy(path)["frame-ancestors"] == ["'self'"]


def test_which_sites_may_show_pages_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, framed_by="https://wiki.example  https://*.corp.example:8443")
    for path in ("/text", "/text?embed=true"):
        ancestors = _policy(path)["frame-ancestors"]
        assert ancestors == ["'self'", "https://wiki.example", "https://*.corp.example:8443"]

    _set(monkeypatch, framed_by="none")
    assert _policy("/text?embed=true")["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize(
    ("address", "public_url", "forwarded"),
    [
        ("https://a.example", None, None),
        ("http://a.example", "https://prices.example", None),
        ("http://a.example", None, "https"),
    ],
)
def test_where_tls_is_known_browsers_keep_to_it(
    monkeypatch: pytest.MonkeyPatch, address: str, public_url: str | None, forwarded: str | None
) -> None:
    if public_url:
        _set(monkeypatch, public_url=public_url)
    headers = {"X-Forwarded-Proto": forwarded} if forwarded else {}

    answer = site_client(address).get("/healthz", headers=headers)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", OF_STREAMLIT)
def test_streamlit_answers_what_its_pages_need(path: str) -> None:
    assert site_client().get(path).text == "Streamlit"


@pytest.mark.parametrize("path", OF_NOBODY)
def test_of_all_other_addresses_there_are_none(path: str) -> None:
    answer = site_client().get(path)

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "There is nothing at this address" in answer.text
    assert 'href="/">To the overview' in answer.text
    assert "<script" not in answer.text
    for method in WRITERS:
        assert site_client().request(method, path).status_code == 404


def test_below_a_path_the_way_home_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_answers, "BASE_PATH", "venice")
    client = site_client()

    for path in ("/venice/nope/below", "/nope", "/text"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert 'href="/venice/">To the overview' in answer.text
        assert 'href="/venice/text"' in answer.text
    assert client.get("/venice").text == "Streamlit"  # which leads on to the slash
    assert "Disallow: /venice/api/" in client.get("/venice/robots.txt").text


def test_programs_read_of_nothing_as_json() -> None:
    for path in ("/api", "/api/", "/api/none", "/api/preview/none.png", "/api/preview/a/b.png"):
        answer = site_client().get(path)
        assert answer.status_code == 404
        assert answer.json().keys() == {"error"}


def test_robots_read_pages_and_their_pictures() -> None:
    answer = site_client().get("/robots.txt")

    assert answer.headers["Content-Type"].startswith("text/plain")
    rules = answer.text.splitlines()
    assert rules[:3] == ["User-agent: *", "Allow: /api/preview/", "Disallow: /api/"]
    assert not any(rule in {"Disallow: /", "Disallow:"} for rule in rules)


@pytest.mark.parametrize("path", ["/favicon.ico", "/favicon.png"])
def test_the_icon_is_that_of_the_site(path: str) -> None:
    answer = site_client().get(path)

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content == site_answers.FAVICON_FILE.read_bytes()


@pytest.mark.parametrize("path", ["/", "/text?type=text", "/api/models.json", "/api/changes.atom"])
def test_no_cache_of_others_keeps_the_address_of_a_request(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The address of a request behind a proxy may be one of the inside."""
    inside = site_client("http://10.0.0.7:8501").get(path)
    assert inside.headers["Cache-Control"] == "private, no-cache"

    _set(monkeypatch, public_url="https://prices.example")
    outside = site_client("http://10.0.0.7:8501").get(path)
    assert "private" not in outside.headers["Cache-Control"]
    assert "10.0.0.7" not in outside.text


def test_a_page_of_another_site_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, public_url="https://prices.example")
    client = site_client()
    for origin in ("http://testserver", "https://prices.example"):
        with client.websocket_connect("/_stcore/stream", headers={"Origin": origin}):
            pass
    with client.websocket_connect("/_stcore/stream"):  # no browser
        pass
    for origin in ("https://evil.example", "null", "http://testserver.evil.example", ""):
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect("/_stcore/stream", headers={"Origin": origin}),
        ):
            pass
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/elsewhere"):
        pass


@pytest.mark.parametrize("length", [33_000, 64_000])
def test_a_link_that_is_too_long_is_refused_in_words(length: int) -> None:
    link = f"search={'x' * length}"
    page = site_client().get(f"/text?{link}")
    assert page.status_code == 414
    assert f"It has {length + 7:,} characters, and 32,768 are read." in page.text
    assert 'href="/">To the overview' in page.text
    assert len(page.content) < 5_000

    assert site_client().get(f"/api/models.json?{link}").json().keys() == {"error"}


def test_pages_of_long_links_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptWithList(10)
    monkeypatch.setattr(site_answers.FIRST_PAGES, "_kept", kept)
    client = site_client()
    for letter in "abc":
        assert client.get(f"/data?search={letter * 30_000}").status_code == 200
    assert len(kept._answers) == 0
    client.get("/data?search=qwen")
    assert len(kept._answers) == 1


def test_streamlits_own_protection_is_on() -> None:
    assert st.get_option("server.enableCORS")
    assert st.get_option("server.enableXsrfProtection")
    assert not st.get_option("server.enableStaticServing")
    assert not st.get_option("server.enableAgentApi")
