"""The Atom feed of changes: what feed readers make of it, page after page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import feedparser
import pytest
from defusedxml.ElementTree import fromstring

from tests.support.asking import SITE, asked
from tests.support.histories import day, history_at, history_of
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.samples import tokens
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from venice_data.history.change_events import changes
from venice_data.history.history_store import HistoryStore
from venice_data.served.changes_feed import MOST_ENTRIES, write_changes
from venice_data.served.queries import QueryError
from venice_data.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from venice_data.history.price_history import PriceHistory
    from venice_data.served.asking import Content

ATOM = "{http://www.w3.org/2005/Atom}"


def _answer(
    *query: tuple[str, str], history: PriceHistory | None = None, site: str = SITE
) -> Content:
    return write_changes(asked(*query, history=history, site=site))


def _read(*query: tuple[str, str], history: PriceHistory | None = None) -> Any:
    """Return the feed as a feed reader understands it."""
    answer = _answer(*query, history=history)
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
    feed = fromstring(_answer(*query).body)

    assert feed.tag == f"{ATOM}feed"
    for required in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{required}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert {"alternate", "self", "first", "last"} <= set(links)
    assert len(set(links)) == len(links)
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
    filters = "text, private, with “Qwen 3.8” in the name or id"
    assert read.feed.title == f"Venice price changes: {filters}"
    assert links["self"] == f"{SITE}/api/changes.atom?{written}"
    assert links["alternate"] == f"{SITE}/changes?{written}"


def test_the_id_of_a_feed_depends_on_the_filters_alone() -> None:
    one = _answer(
        ("type", "INPAINT"),
        ("type", "text"),
        ("search", "Flux "),
        ("utm_source", "reader"),
        site="http://localhost:8501/prices",
    )
    other = _read(("search", "flux"), ("type", "text"), ("type", "edit"))

    assert feedparser.parse(one.body).feed.id == other.feed.id
    assert other.feed.id != _read(("search", "flux")).feed.id


def test_a_site_below_a_path_links_below_it() -> None:
    answer = _answer(site="https://prices.example/venice")

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


@pytest.mark.parametrize("name", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS.keys())
def test_no_name_breaks_the_feed_or_becomes_more_than_text(name: str) -> None:
    recorded = name.replace("\x00", "")[:200]  # longer ones are in no history
    hostile = model(recorded, "text", {recorded: {"usd": 1}}, name=name)

    (entry,) = _read(history=history_of([], [hostile])).entries

    assert "<script" not in entry.content[0].value
    assert entry.title_detail.type == "text/plain"
    assert entry.title.endswith("$1.00")
    assert len(entry.title) < 1_000
    assert entry.link.isascii()
    assert entry.id.isascii()


def test_a_name_in_angle_brackets_is_told_as_it_is() -> None:
    hostile = model("b", "text", {}, name="<b>bold</b> & \x00co")

    (entry,) = _read(history=history_of([], [hostile])).entries

    assert entry.title == "<b>bold</b> & \ufffdco: new text model"


def test_a_search_from_outside_does_not_break_the_feed() -> None:
    read = _read(("search", "<x> & \x00\ud800\ufffe"))

    searched = "with “<x> & \ufffd?\ufffd” in the name or id"
    assert read.feed.title == f"Venice price changes: {searched}"
    assert read.entries == []


def test_what_is_new_changes_the_version_and_so_does_another_question() -> None:
    listed = [model("chat", "text", tokens(input=1))]
    before, after = history_of([], listed), history_of([], listed, [])

    versions = [
        _answer(history=before).version,
        _answer(history=after).version,
        _answer(("type", "text"), history=after).version,
    ]

    assert len(set(versions)) == 3
    assert _answer(history=before).version == versions[0]


def _long_history() -> PriceHistory:
    """Return a history of 250 changes, which fill three pages."""
    return history_of([], [model(f"m{number:03}", "text", {}) for number in range(250)])


def test_a_reader_that_goes_on_from_page_to_page_reads_every_change_once() -> None:
    """After a hundred entries the feed ended, and nobody was told."""
    history = _long_history()
    pages = [_read(history=history)]
    while following := [link.href for link in pages[-1].feed.links if link.rel == "next"]:
        query = dict(parse_qsl(urlsplit(following[0]).query))
        assert query.keys() == {"page"}
        pages.append(_read(*query.items(), history=history))

    every = [event.event_id for event in changes(history)]
    assert [entry.id for page in pages for entry in page.entries] == every
    assert [len(page.entries) for page in pages] == [MOST_ENTRIES, MOST_ENTRIES, 50]
    assert len({page.feed.id for page in pages}) == 1


def test_each_page_links_to_the_others_and_says_how_far_it_reaches() -> None:
    first, second, third = (_read(("page", str(n)), history=_long_history()) for n in (1, 2, 3))
    links = {link.rel: link.href for link in second.feed.links}

    feed = f"{SITE}/api/changes.atom"
    assert links["self"] == f"{feed}?page=2"
    assert links["first"] == links["previous"] == feed
    assert links["next"] == links["last"] == f"{feed}?page=3"
    assert "previous" not in {link.rel for link in first.feed.links}
    assert "next" not in {link.rel for link in third.feed.links}
    assert second.feed.subtitle == (
        "250 changes since 1 September 2026, when recording began; page 2 of 3, back to "
        "2 September 2026."
    )


def test_pages_keep_the_filters() -> None:
    (following,) = [link.href for link in _read(("type", "text")).feed.links if link.rel == "next"]

    assert following == f"{SITE}/api/changes.atom?type=text&page=2"


def test_a_feed_of_one_page_says_how_far_back_it_goes() -> None:
    read = _read(("search", "xiaomi-mimo-v2-5"))

    assert read.feed.subtitle.endswith("since 18 April 2026, when recording began.")
    assert "next" not in {link.rel for link in read.feed.links}


@pytest.mark.parametrize("page", ["0", "-1", "1000", "two", "1.5"])
def test_a_page_that_is_not_there_is_named(page: str) -> None:
    with pytest.raises(QueryError, match=f"page='{page}' is not a whole number"):
        _answer(("page", page))
