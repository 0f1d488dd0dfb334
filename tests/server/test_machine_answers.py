"""The addresses below `/api/`: statuses, headers, what is kept and for whom."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pages.server import machine_answers
from tests.support.held_store import HeldStore
from tests.support.machines import answers_over, client_of, held_store, machine_client
from tests.support.samples import bundled
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import text_model
from venice_data import parse_models
from venice_data.live.store import Snapshot

LISTS = ["/api/models.json", "/api/prices.csv", "/api/retirements.ics", "/api/changes.atom"]
ALL = [*LISTS, "/api/status.json"]


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
    client = machine_client()
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == answer.headers["Content-Length"]


@pytest.mark.parametrize("address", LISTS)
def test_what_a_reader_holds_is_not_sent_again(address: str) -> None:
    client = machine_client()
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
    store = held_store()
    client = machine_client(store)
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
    client = machine_client()
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
    store = held_store()
    with machine_client(store) as client:
        for query in ("", "?type=text", "", "?type=text"):
            client.get(f"/api/prices.csv{query}")
        assert len(made) == 2
        store.snapshot = Snapshot(parse_models([text_model()]), history=seeded_history())
        client.get("/api/prices.csv")
    assert len(made) == 3


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_answers, "_MOST_KEPT", 3)
    store = HeldStore(Snapshot(parse_models([text_model()]), history=seeded_history()))
    machines = answers_over(store)
    with client_of(machines) as client:
        for number in range(9):
            assert client.get(f"/api/models.json?search={number}").status_code == 200
        assert len(machines._kept._answers) == 3
        assert client.get("/api/models.json?type=none").status_code == 400
        assert len(machines._kept._answers) < 3


@pytest.mark.parametrize("address", LISTS)
def test_a_wrong_parameter_is_refused_as_json_that_no_browser_takes_for_a_page(
    address: str,
) -> None:
    answer = machine_client().get(f"{address}?type=<script>alert(1)</script>")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    says = "type='<script>alert(1)</script>' is not known. Accepted: text, image, "
    assert answer.json()["error"].startswith(says)


@pytest.mark.parametrize("path", ["/api/", "/api/models", "/api/x/../y", "/api/%3Cb%3E"])
def test_an_unknown_address_is_refused_and_says_which_there_are(path: str) -> None:
    answer = machine_client().get(path)

    assert answer.status_code == 404
    assert json.loads(answer.content).keys() == {"error"}
    for known in ALL:
        assert known in answer.json()["error"]


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(address: str, method: str) -> None:
    answer = machine_client().request(method, address)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json() == {"error": "This address can only be read."}


def test_a_script_of_another_site_may_ask_for_what_is_new() -> None:
    answer = machine_client().options(
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
    client = machine_client(store)
    answer = client.get(address, headers={"If-None-Match": "*"})

    assert (answer.status_code, answer.json()) == (503, {"error": says})
    assert answer.headers["Retry-After"] == seconds
    store.snapshot = Snapshot(bundled(), history=seeded_history(), history_failure=failure)
    assert client.get(address).status_code == 200
