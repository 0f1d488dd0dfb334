"""The feed of changes, as a feed reader gets it from a running dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest
import requests
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed

from tests.support.app_server import AppServer

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 30
HISTORY_IS_STILL_READ = 503  # a server answers before it has read its history


@retry(
    retry=retry_if_result(lambda answer: answer.status_code == HISTORY_IS_STILL_READ),
    stop=stop_after_delay(PATIENCE_SECONDS),
    wait=wait_fixed(0.1),
)
def _feed(app: AppServer, query: str = "", **headers: str) -> requests.Response:
    address = f"{app.url}/api/changes.atom{query}"
    return requests.get(address, headers=headers, timeout=PATIENCE_SECONDS)


def test_a_feed_reader_understands_the_feed(bundled_app: AppServer) -> None:
    answer = _feed(bundled_app, "?type=text&changes_kind=price+up&changes_from=2026-08-12")

    feed = feedparser.parse(answer.content)

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title.startswith("MiMo-V2.5: input $0.14 → $0.40 (+186%), output $0.28 → $2.00")
    assert entry.link == f"{bundled_app.url}/changes?search=xiaomi-mimo-v2-5"


def test_what_has_not_changed_is_not_sent_again(bundled_app: AppServer) -> None:
    tag = _feed(bundled_app).headers["ETag"]

    again = _feed(bundled_app, **{"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.thorough
def test_entries_keep_their_ids_on_another_copy(bundled_app: AppServer, tmp_path: Path) -> None:
    with AppServer(tmp_path, VENICE_OFFLINE="1") as other_copy:
        theirs = feedparser.parse(_feed(other_copy).content)
    ours = feedparser.parse(_feed(bundled_app).content)

    ids = [entry.id for entry in ours.entries]
    assert ids == [entry.id for entry in theirs.entries]
    assert len(ids) == len(set(ids)) == 100


@pytest.mark.parametrize("query", ["?type=telepathy", "?changes_from=soon", "?changes_kind=x"])
def test_a_query_that_cannot_be_answered_is_explained(bundled_app: AppServer, query: str) -> None:
    answer = _feed(bundled_app, query)

    assert answer.status_code == 400
    assert query.partition("=")[2] in answer.text


def test_the_feed_can_only_be_read(bundled_app: AppServer) -> None:
    answer = requests.post(f"{bundled_app.url}/api/changes.atom", timeout=PATIENCE_SECONDS)

    assert answer.status_code == 405
