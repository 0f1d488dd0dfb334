"""The addresses below `/api/` and `/healthz`: statuses, headers, what is kept and for whom."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

import app
from pages.server import machine_answers, site_answers
from pages.server.machine_answers import METHODS, PATH, MachineAnswers
from tests.bench.viewers import run_apart
from tests.support.asking import SITE
from tests.support.held_store import HeldStore
from tests.support.page_driver import offline_site
from tests.support.samples import bundled
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import text_model
from venice_data import __version__, parse_models
from venice_data.live.store import Snapshot, shared_store
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import Message

LISTS = ["/api/models.json", "/api/prices.csv", "/api/retirements.ics", "/api/changes.atom"]
ALL = [*LISTS, "/api/status.json"]


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def _held() -> HeldStore:
    return HeldStore(Snapshot(bundled(), history=seeded_history()))


def _client(store: HeldStore | None = None) -> TestClient:
    machines = MachineAnswers((store or _held()).as_store(), lambda _: SITE)
    return TestClient(Starlette(routes=[Route(f"/{PATH}", machines.answer, methods=METHODS)]))


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/api/models.json", "application/json"),
        ("/api/prices.csv", "text/csv; charset=utf-8"),
        ("/api/retirements.ics", "text/calendar; charset=utf-8"),
        ("/api/changes.atom", "application/atom+xml; charset=utf-8"),
        ("/api/status.json", "application/json"),
    ],
)
def test_every_address_answers_whoever_reads_from_whichever_site(
    address: str, media_type: str
) -> None:
    client = _client()
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == answer.headers["Content-Length"]


@pytest.mark.parametrize("address", LISTS)
def test_what_a_reader_holds_is_not_sent_again(address: str) -> None:
    client = _client()
    answer = client.get(address)

    assert answer.headers["Cache-Control"] == "public, max-age=300"
    for held in (answer.headers["ETag"], f'"other", {answer.headers["ETag"]}', "*"):
        again = client.get(address, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = client.get(f"{address}?type=text", headers={"If-None-Match": answer.headers["ETag"]})
    assert other.status_code == 200


def test_a_list_that_was_fetched_anew_and_says_the_same_is_still_held() -> None:
    store = _held()
    client = _client(store)
    first = client.get("/api/models.json")
    fetched_at = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
    store.snapshot = replace(store.snapshot, catalog=replace(bundled(), fetched_at=fetched_at))

    held = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/api/models.json", headers=held).status_code == 304
    assert first.headers["Last-Modified"] == "Sat, 22 Aug 2026 00:00:00 GMT"
    anew = client.get("/api/models.json")
    assert anew.headers["Last-Modified"] == "Tue, 01 Sep 2026 12:00:00 GMT"
    assert anew.json()["fetched_at"] == "2026-09-01T12:00:00Z"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_answers_are_compressed(encoding: str) -> None:
    client = _client()
    answer = client.get("/api/models.json", headers={"Accept-Encoding": encoding})
    whole = client.get("/api/models.json", headers={"Accept-Encoding": "identity"})

    assert answer.headers["Content-Encoding"] == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    sent, length = (int(got.headers["Content-Length"]) for got in (answer, whole))
    assert sent < length / 5
    assert len(gzip.compress(whole.content)) < length / 5


def test_an_answer_is_made_once_for_a_list_a_question_and_a_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    write = machine_answers._WRITERS["api/prices.csv"]

    def note(asked: Any) -> Any:
        made.append(asked)
        return write(asked)

    monkeypatch.setitem(machine_answers._WRITERS, "api/prices.csv", note)
    store = _held()
    with _client(store) as client:
        for query in ("", "?type=text", "", "?type=text"):
            client.get(f"/api/prices.csv{query}")
        assert len(made) == 2
        store.snapshot = Snapshot(parse_models([text_model()]), history=seeded_history())
        client.get("/api/prices.csv")
    assert len(made) == 3


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_answers, "_MOST_KEPT", 3)
    store = HeldStore(Snapshot(parse_models([text_model()]), history=seeded_history()))
    machines = MachineAnswers(store.as_store(), lambda _: SITE)
    route = Route(f"/{PATH}", machines.answer, methods=METHODS)
    with TestClient(Starlette(routes=[route])) as client:
        for number in range(9):
            assert client.get(f"/api/models.json?search={number}").status_code == 200
        assert len(machines._kept._answers) == 3
        assert client.get("/api/models.json?type=none").status_code == 400
        assert len(machines._kept._answers) < 3


@pytest.mark.parametrize("address", LISTS)
def test_a_wrong_parameter_is_refused_as_json_that_no_browser_takes_for_a_page(
    address: str,
) -> None:
    answer = _client().get(f"{address}?type=<script>alert(1)</script>")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    says = "type='<script>alert(1)</script>' is not known. Accepted: text, image, "
    assert answer.json()["error"].startswith(says)


@pytest.mark.parametrize("path", ["/api/", "/api/models", "/api/x/../y", "/api/%3Cb%3E"])
def test_an_unknown_address_is_refused_and_says_which_there_are(path: str) -> None:
    answer = _client().get(path)

    assert answer.status_code == 404
    assert json.loads(answer.content).keys() == {"error"}
    for known in ALL:
        assert known in answer.json()["error"]


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(address: str, method: str) -> None:
    answer = _client().request(method, address)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json() == {"error": "This address can only be read."}


def test_a_script_of_another_site_may_ask_for_what_is_new() -> None:
    answer = _client().options(
        "/api/models.json",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize(
    ("failure", "says", "seconds"),
    [
        (None, "The history is still being read. Ask again in 5 seconds.", "5"),
        ("the disk is full", "The history is not available: the disk is full.", "60"),
    ],
)
@pytest.mark.parametrize(
    "address", ["/api/changes.atom", "/api/retirements.ics", "/api/models.json?as_of=2026-06-01"]
)
def test_without_a_history_the_answer_says_why_and_when_to_ask_again(
    address: str, failure: str | None, says: str, seconds: str
) -> None:
    store = HeldStore(Snapshot(bundled(), history_failure=failure))
    client = _client(store)
    answer = client.get(address, headers={"If-None-Match": "*"})

    assert (answer.status_code, answer.json()) == (503, {"error": says})
    assert answer.headers["Retry-After"] == seconds
    store.snapshot = Snapshot(bundled(), history=seeded_history(), history_failure=failure)
    assert client.get(address).status_code == 200


def test_the_status_counts_and_dates_what_there_is() -> None:
    status = _client().get("/api/status.json").json()

    assert status["version"] == __version__
    listed = status["list"]
    assert listed["source"] == "bundled"
    assert listed["fetched_at"] == "2026-08-22T00:00:00Z"
    assert listed["age_seconds"] > 0
    assert sum(listed["models_by_type"].values()) == listed["models"]
    assert listed["models"] + listed["retired_since"] == len(bundled().models)
    assert listed["problems"] == len(status["problems"]) == len(bundled().problems)
    assert status["refresh"] == {
        "every_seconds": 300,
        "offline": True,
        "is_failing": False,
        "missing_from_short_list": 0,
    }
    assert status["history"]["oldest"].startswith("2026-04-18")
    assert status["history_is_failing"] is False


def test_the_status_tells_that_something_fails_and_never_why() -> None:
    """What fails can name a folder or a host, which is for the log."""
    model = text_model("odd")
    model["model_spec"]["privacy"] = 7
    store = HeldStore(
        Snapshot(parse_models([model]), "no /secret/path", 3, None, "no db.internal.example")
    )
    answer = _client(store).get("/api/status.json")
    status = answer.json()

    assert status["refresh"]["is_failing"] is True
    assert status["refresh"]["missing_from_short_list"] == 3
    assert status["history"] is None
    assert status["history_is_failing"] is True
    assert status["problems"][0]["model_id"] == "odd"
    assert "secret" not in answer.text
    assert "internal" not in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


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
