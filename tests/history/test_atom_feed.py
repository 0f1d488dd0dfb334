"""The Atom feed of changes: what feed readers make of it, and the answers that are no feed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.support.histories import day, history_at, history_of
from tests.support.samples import tokens
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from venice_data.history.atom_feed import MOST_ENTRIES, FeedAnswer, answer_feed_request
from venice_data.history.change_events import changes
from venice_data.history.history_store import HistoryStore
from venice_data.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from venice_data.history.price_history import PriceHistory

SITE = "https://prices.example"
ATOM = "{http://www.w3.org/2005/Atom}"


def _answer(
    *query: tuple[str, str], history: PriceHistory | None = None, held: str | None = None
) -> FeedAnswer:
    return answer_feed_request(query, history or seeded_history(), None, SITE, held)


def _read(*query: tuple[str, str], history: PriceHistory | None = None) -> Any:
    """Return the feed as a feed reader understands it."""
    answer = _answer(*query, history=history)
    assert answer.status == 200, answer.body
    read = feedparser.parse(answer.body, response_headers={"content-type": answer.media_type})
    assert not read.bozo, read.bozo_exception
    return read


def test_a_feed_reader_reads_the_newest_changes() -> None:
    read = _read()

    assert read.version == "atom10"
    assert read.feed.title == "Venice price changes"
    assert read.feed.author == "Venice price dashboard"
    assert read.feed.updated == read.entries[0].updated == "2026-08-21T16:27:33+00:00"
    assert len(read.entries) == MOST_ENTRIES
    assert [entry.id for entry in read.entries] == [
        entry.event_id for entry in changes(seeded_history())[:MOST_ENTRIES]
    ]


def test_an_entry_says_what_happened_when_and_where_to_read_on() -> None:
    entry = _read(("search", "xiaomi-mimo-v2-5")).entries[0]

    assert entry.title == (
        "MiMo-V2.5: input $0.14 → $0.40 (+186%), output $0.28 → $2.00 (+614%), "
        "cache read $0.05 → $0.08 (+60%)"
    )
    assert entry.id == (
        "tag:venice-price-dashboard,2026:change/2026-08-12T04:54:35+00:00/xiaomi-mimo-v2-5/price"
    )
    assert entry.updated == entry.published == "2026-08-12T04:54:35+00:00"
    assert entry.link == f"{SITE}/changes?search=xiaomi-mimo-v2-5"
    assert [tag.term for tag in entry.tags] == ["price up"]
    assert entry.content[0].value == (
        "<ul><li>Input: $0.14 → $0.40 per 1M tokens (+186%)</li>"
        "<li>Output: $0.28 → $2.00 per 1M tokens (+614%)</li>"
        "<li>Cache read: $0.05 → $0.08 per 1M tokens (+60%)</li></ul>"
        "<p>Model: xiaomi-mimo-v2-5 (text)</p>"
    )


@pytest.mark.parametrize("query", [(), (("type", "text"),), (("changes_to", "2026-01-01"),)])
def test_the_feed_holds_what_the_standard_demands(query: tuple[tuple[str, str], ...]) -> None:
    feed = ET.fromstring(_answer(*query).body)  # noqa: S314 - the text is what the call beside it has just written

    assert feed.tag == f"{ATOM}feed"
    for required in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{required}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert sorted(map(str, links)) == ["alternate", "self"]
    for entry in feed.findall(f"{ATOM}entry"):
        for required in ("id", "title", "updated", "content"):
            assert len(entry.findall(f"{ATOM}{required}")) == 1
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
        assert (entry.findtext(f"{ATOM}updated") or "").endswith("+00:00")
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)


def test_the_feed_is_the_same_on_every_copy_and_after_a_restart(tmp_path: Path) -> None:
    copies = [
        HistoryStore(Settings(data_dir=tmp_path / name).history_database).read()
        for name in ("here", "there", "here")
    ]

    bodies = {_answer(("type", "text"), history=copy).body for copy in copies}

    assert len(bodies) == 1


def test_the_feed_names_its_filters_and_links_to_itself() -> None:
    query = (("type", "text"), ("privacy", "private"), ("search", "Qwen 3.8"))

    read = _read(*query)

    links = {link.rel: link.href for link in read.feed.links}
    written = "type=text&privacy=private&search=Qwen%203.8"
    assert read.feed.title == "Venice price changes: text, private, “Qwen 3.8”"
    assert links["self"] == f"{SITE}/api/changes.atom?{written}"
    assert links["alternate"] == f"{SITE}/changes?{written}"


def test_the_id_of_a_feed_depends_on_the_filters_alone() -> None:
    one = answer_feed_request(
        [("type", "INPAINT"), ("type", "text"), ("search", "Flux "), ("utm_source", "reader")],
        seeded_history(),
        None,
        "http://localhost:8501/prices/",
        None,
    )
    other = _read(("search", "flux"), ("type", "text"), ("type", "edit"))

    assert feedparser.parse(one.body).feed.id == other.feed.id
    assert other.feed.id != _read(("search", "flux")).feed.id


def test_a_site_below_a_path_links_below_it() -> None:
    answer = answer_feed_request([], seeded_history(), None, "https://prices.example/venice/", None)

    assert (
        feedparser.parse(answer.body)
        .entries[0]
        .link.startswith("https://prices.example/venice/changes?search=")
    )


def test_a_feed_without_entries_is_as_old_as_the_history() -> None:
    read = _read(("changes_to", "2026-01-01"))

    assert read.entries == []
    assert read.feed.updated == seeded_history().newest.isoformat()


def test_an_entry_says_that_nobody_looked_for_long() -> None:
    history = history_at({day(0): [], day(0) + timedelta(days=92): [model("late", "text", {})]})

    (entry,) = _read(history=history).entries

    assert entry.content[0].value == (
        "<p>Model: late (text)</p>"
        "<p>Seen between 1 September 2026 and 2 December 2026: no list was fetched in between.</p>"
    )


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "a & b &amp; ]]> <!-- c",
        "$a$ **b** [x](javascript:alert(1))",
        "bell\x07 escape\x1b[31m",
        "not a character \ufffe \uffff",
        "lone \ud800 surrogate",
        "next\x85line\u2028and\u2029more",
        "\u202eright to left",
        "😀 漢字",
    ],
)
def test_no_name_breaks_the_feed_or_becomes_more_than_text(name: str) -> None:
    hostile = model(name, "text", {name: {"usd": 1}}, name=name)

    (entry,) = _read(history=history_of([], [hostile])).entries

    assert "<script" not in entry.content[0].value
    assert entry.title_detail.type == "text/plain"
    assert entry.title.endswith("$1.00")
    assert entry.link.isascii()
    assert entry.id.isascii()


def test_a_name_in_angle_brackets_is_told_as_it_is() -> None:
    hostile = model("b", "text", {}, name="<b>bold</b> & \x00co")

    (entry,) = _read(history=history_of([], [hostile])).entries

    assert entry.title == "<b>bold</b> & \ufffdco: new text model"


def test_a_search_from_outside_does_not_break_the_feed() -> None:
    read = _read(("search", "<x> & \x00\ud800\ufffe"))

    assert read.feed.title == "Venice price changes: “<x> & \ufffd?\ufffd”"
    assert read.entries == []


def test_who_holds_the_feed_is_not_sent_it_again() -> None:
    first = _answer()
    etag = first.headers["ETag"]

    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = _answer(held=held)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers == first.headers


def test_who_holds_another_feed_is_sent_this_one() -> None:
    answer = _answer(("type", "text"), held=_answer().headers["ETag"])

    assert answer.status == 200


def test_what_is_new_changes_the_etag() -> None:
    listed = [model("chat", "text", tokens(input=1))]

    before = _answer(history=history_of([], listed))
    after = _answer(history=history_of([], listed, []))

    assert before.headers["ETag"] != after.headers["ETag"]


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (None, "The history is still being read. Ask again in 5 seconds.\n"),
        ("the disk is full", "The history is not available: the disk is full.\n"),
    ],
)
def test_without_a_history_the_answer_says_why_and_when_to_ask_again(
    failure: str | None, says: str
) -> None:
    answer = answer_feed_request([("type", "nonsense")], None, failure, SITE, "*")

    assert (answer.status, answer.body.decode()) == (503, says)
    assert answer.media_type == "text/plain; charset=utf-8"
    assert int(answer.headers["Retry-After"]) > 0


def test_a_history_that_is_no_longer_recorded_is_still_told() -> None:
    answer = answer_feed_request([], seeded_history(), "the disk is full", SITE, None)

    assert answer.status == 200
