"""Streamlit's own files: compressed once, kept for good, and nothing but them."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server.first_page import first_scripts, page_html
from pages.server.kept_answers import KeptAnswer, best_encoding
from pages.server.static_files import (
    CHART_SCRIPTS,
    STREAMLIT_FILES,
    WIDGET_SCRIPTS,
    StaticFiles,
    answers_with_files,
    icon_font,
    scripts_with_imports,
)
from pages.shared.site import DATA, PAGES, TEXT

if TYPE_CHECKING:
    from starlette.requests import Request

    from pages.shared.site import SitePage

ENTRY = next(path for path in (STREAMLIT_FILES / "static/js").glob("ArrowVegaLiteChart.*.js"))
ADDRESS = f"static/js/{ENTRY.name}"


def _client(below: str = "/") -> TestClient:
    def behind(_: Request) -> PlainTextResponse:
        return PlainTextResponse("the app behind")

    return TestClient(
        Starlette(
            routes=[Route("/{rest:path}", behind, methods=["GET", "POST"])],
            middleware=[Middleware(StaticFiles, answers=answers_with_files(), below=below)],
        )
    )


def test_a_script_comes_in_brotli_where_the_browser_takes_it() -> None:
    answer = _client().get(f"/{ADDRESS}", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert int(answer.headers["Content-Length"]) < ENTRY.stat().st_size / 2
    assert answer.content == ENTRY.read_bytes()
    assert answer.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip ; q=0.3", "gzip"),
        ("br; q=0.000, gzip;q=0", "identity"),
        ("brotli", "identity"),
        ("", "identity"),
    ],
)
def test_the_browser_says_which_encodings_it_takes(accepted: str, encoding: str) -> None:
    assert best_encoding(accepted) == encoding


def test_browsers_keep_a_file_for_good_and_apart_for_each_encoding() -> None:
    """Before, it came without an encoding in its ETag and was compressed for each request."""
    answer = _client().get(f"/{ADDRESS}", headers={"Accept-Encoding": "br"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    other = _client().get(f"/{ADDRESS}", headers={"Accept-Encoding": "gzip"})
    assert other.headers["ETag"] != answer.headers["ETag"]


def test_a_file_that_the_browser_has_is_not_sent_again() -> None:
    client = _client()
    tag = client.get(f"/{ADDRESS}", headers={"Accept-Encoding": "br"}).headers["ETag"]
    held = {"Accept-Encoding": "br", "If-None-Match": f'"other", W/{tag}'}
    answer = client.get(f"/{ADDRESS}", headers=held)
    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(f"/{ADDRESS}", headers=held | {"Accept-Encoding": ""}).status_code == 200


def test_a_question_for_the_head_alone_gets_the_length_and_no_body() -> None:
    answer = _client().head(f"/{ADDRESS}", headers={"Accept-Encoding": "identity"})
    assert answer.content == b""
    assert int(answer.headers["Content-Length"]) == ENTRY.stat().st_size


def test_each_file_is_compressed_once() -> None:
    """Before, each request compressed it anew."""
    reads = []

    def read() -> bytes:
        reads.append(1)
        return b"some script" * 100

    answer = KeptAnswer(read, "text/javascript", "some.js", "no-cache")
    client = TestClient(Starlette(middleware=[Middleware(StaticFiles, {"some.js": answer}, "/")]))
    for _ in range(3):
        assert client.get("/some.js").content == b"some script" * 100
    assert len(reads) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/js/%2e%2e/%2e%2e/index.html",
        f"//{ADDRESS}",
        "/index.html",
        "/static/js",
        "/static/js/unknown.js",
    ],
)
def test_only_names_known_at_start_are_answered(path: str) -> None:
    assert _client().get(path).text == "the app behind"


def test_other_methods_are_for_the_app_behind() -> None:
    assert _client().post(f"/{ADDRESS}").text == "the app behind"


def test_files_are_found_below_the_path_of_the_site() -> None:
    client = _client(below="/prices/")
    assert client.get(f"/prices/{ADDRESS}").headers["ETag"].startswith(f'"{ENTRY.name}')
    assert client.get(f"/{ADDRESS}").text == "the app behind"


def test_gzip_is_the_same_file() -> None:
    answer = answers_with_files()[ADDRESS]
    answer.compress("gzip")
    assert gzip.decompress(answer._bodies["gzip"]) == ENTRY.read_bytes()


@pytest.mark.parametrize(
    "name",
    sorted(
        {*WIDGET_SCRIPTS, *CHART_SCRIPTS, *(name for page in PAGES for name in page.opens_with)}
    ),
)
def test_streamlit_still_has_the_scripts_that_are_needed_first(name: str) -> None:
    assert f"/{name}." in scripts_with_imports([name])[0]


def test_what_the_first_chart_imports_is_asked_for_from_the_head() -> None:
    """Before, the browser found the chart's script only when the first chart had arrived."""
    html = page_html(TEXT)
    embed = next(script for script in first_scripts(TEXT) if "/embed." in script)
    assert f'<link rel="modulepreload" crossorigin href="./{embed}">' in html
    assert f'crossorigin href="./{icon_font()}">' in html


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_only_what_starts_streamlit_is_asked_for_before_the_finding_stands(page: SitePage) -> None:
    """Before, more than a hundred files were, and delayed the first words."""
    at_once, later = page_html(page).split("<template ")
    own = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    assert at_once.count("modulepreload") == own.count("modulepreload")
    assert all(script in later or script in own for script in first_scripts(page))


def test_no_file_is_named_twice_and_all_exist() -> None:
    html = page_html(TEXT)
    for script in first_scripts(TEXT):
        assert html.count(f'"./{script}"') == 1
        assert (STREAMLIT_FILES / script).is_file()


def test_a_page_that_opens_without_a_chart_asks_for_no_script_of_charts() -> None:
    assert "/embed." not in page_html(DATA)
