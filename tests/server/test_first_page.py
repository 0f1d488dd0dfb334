"""The HTML that is sent for a page: its finding, under the link's parameters, as text alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from pages.calculator.basket_editing import LINK_KEY
from pages.server import first_page as served
from pages.server.first_page import first_page
from pages.shared.site import (
    CALCULATOR,
    CHANGES,
    COMPARE,
    MODEL,
    OVERVIEW,
    PAGES,
    TEXT,
    VIDEO,
    SitePage,
)
from tests.support.histories import day, history_at, model_a
from tests.support.page_driver import said_of_the_list
from tests.support.samples import bundled, usd
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.catalog.filters import FILTERS
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_links import basket_to_text
from venice_data.live.store import Snapshot

SITE = "https://prices.example"
HOSTILE = "<script>alert(1)</script><b onclick='x'>$5 & \"co\" {{ 7*7 }}"


class _Read(HTMLParser):
    """What a person or a search engine reads of a page, and which tags it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.cells: list[str] = []
        self.text = ""
        self._is_cell = False
        self.feed(html[html.index('<div id="first-page"') :].split("<script>", maxsplit=1)[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self._is_cell = tag in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._is_cell:
            self.cells.append(data)
            self._is_cell = False


def _read(page: SitePage, models: list[dict[str, Any]], **link: list[str]) -> _Read:
    return _Read(first_page(page, link, Snapshot(parse_models(models)), SITE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_each_page_answers_in_plain_html(page: SitePage) -> None:
    """Before, there was nothing but an empty element until Streamlit had loaded."""
    read = _Read(first_page(page, {}, Snapshot(bundled()), SITE))
    assert page.question in read.text
    assert f"{said_of_the_list(page)} of 22 August 2026, " in read.text  # so many days ago
    assert [link.split("?")[0] for link in read.links] == [f"./{other.address}" for other in PAGES]
    assert ("A 5-second clip at 720p without audio costs about $" in read.text) == (
        page in (OVERVIEW, VIDEO)
    )
    if page not in (COMPARE, MODEL, CHANGES):  # which want models to be named, and a history
        assert read.tags.count("tr") > 1


def test_the_html_begins_as_streamlit_wants_it_and_says_more_than_that_javascript_is_needed() -> (
    None
):
    html = first_page(TEXT, {}, Snapshot(bundled()), SITE)
    assert html.count('<div id="root"></div>') == 1
    assert "<title>Text · Venice prices</title>" in html
    assert "You need to enable JavaScript" not in html


def test_the_sentence_names_the_cheapest_and_the_table_ranks() -> None:
    read = _read(TEXT, [text_model("dear", 4, 8), text_model("cheap", 1, 2)])
    assert "Cheapest text model: Cheap, $1.25 per 1M tokens, 3 in for 1 out." in read.text
    assert read.cells[6:10] == ["Cheap", "$1.25", "$1.00", "$2.00"]
    assert "Dear" in read.cells


def test_at_most_ten_rows_are_sent() -> None:
    read = _read(TEXT, [text_model(f"m{number}", number, number) for number in range(1, 15)])
    assert read.tags.count("tr") == 11


def test_the_filters_of_the_link_count_and_are_carried_on() -> None:
    models = [
        text_model("open", 1, 1, privacy="anonymized"),
        text_model("shut", 2, 2, privacy="private"),
    ]
    read = _read(TEXT, models, privacy=["private"], unknown=["x"])
    assert "Cheapest private text model: Shut" in read.text
    assert "Open" not in read.text
    assert "./images?privacy=private" in read.links


@pytest.mark.parametrize("condition", FILTERS)
def test_the_first_sentence_names_every_filter_of_the_link(condition: str) -> None:
    """Under a search the cheapest of those that it found were called the cheapest of all."""
    declared = FILTERS[condition]
    texts = ["text"] if condition == "types" else declared.labels(bundled().models) or ["claude"]

    html = first_page(TEXT, {declared.name: texts[-1:]}, Snapshot(bundled()), SITE)

    assert declared.in_words(declared.read(texts[-1:])) in _Read(html).text


def test_an_embedded_page_has_no_navigation_and_the_theme_of_its_link() -> None:
    link = {"embed": ("true",), "theme": ("dark",)}
    html = first_page(TEXT, link, Snapshot(parse_models([text_model("a", 1, 1)])), SITE)

    assert "nav" not in _Read(html).tags
    assert "color-scheme: dark;" in html
    assert "prefers-color-scheme" not in html


def test_the_currency_of_the_link_counts() -> None:
    read = _read(TEXT, [text_model("a", 1, 1)], currency=["DIEM"])
    assert "1.00 DIEM" in read.text
    assert "$" not in read.text


def test_the_day_of_the_link_counts() -> None:
    dear, cheap = [text_model("a", 5, 5)], [text_model("a", 1, 1)]
    history = history_at({day(1): cheap, day(3): dear})
    snapshot = Snapshot(parse_models(dear), history=history)
    then = _Read(first_page(TEXT, {"as_of": [day(2).date().isoformat()]}, snapshot, SITE))
    assert "Recorded prices of" in then.text
    assert "$1.00 per 1M tokens" in then.text
    assert "$5.00 per 1M tokens" in _Read(first_page(TEXT, {}, snapshot, SITE)).text


def test_values_that_cannot_be_used_change_nothing() -> None:
    models = [text_model("a", 1, 1)]
    wrong = _read(
        TEXT, models, currency=["EUR"], as_of=["soon"], privacy=["none"], capability=["\ud800"]
    )
    assert wrong.cells == _read(TEXT, models).cells


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_text_of_the_api_and_of_the_link_is_text(page: SitePage) -> None:
    models = [
        text_model("a", 1, 1, name=HOSTILE),
        text_model("b", 2, 2, name="B"),
        model("v", "video", {}, name=HOSTILE),
        model("p", "image", {"generation": usd(1)}, name=HOSTILE),
        model("s", "tts", {"input": usd(1)}, name=HOSTILE),
        model("n", HOSTILE, {HOSTILE: usd(1)}, name=HOSTILE),
    ]
    read = _read(page, models, compare_models=["a", "b"], search=[""], as_of=[HOSTILE])
    assert "script" not in read.tags
    assert "b" not in read.tags
    assert all(link.startswith("./") for link in read.links)


def test_a_hostile_name_is_still_read_as_it_is() -> None:
    assert HOSTILE in _read(TEXT, [text_model("a", 1, 1, name=HOSTILE)]).cells


def test_the_basket_of_the_link_is_billed() -> None:
    models = [text_model("a", 1, 1)]
    basket = Basket(
        (Line(Chat(requests=1_000, input_tokens=1_000, output_tokens=0), "a", "month"),)
    )
    read = _read(CALCULATOR, models, **{LINK_KEY: [basket_to_text(basket)]})
    assert "This basket costs $1.00 per month" in read.text


def test_the_models_of_the_link_are_compared() -> None:
    models = [text_model("a", 1, 1), text_model("b", 2, 1)]
    read = _read(COMPARE, models, compare_models=["b", "gone", "a"])
    assert "B and A differ in" in read.text
    assert read.cells[:3] == ["Property", "B", "A"]


def test_the_model_of_the_link_heads_its_page() -> None:
    models = [text_model("a", 1, 1, name="Ada"), text_model("b", 2, 1)]
    read = _read(MODEL, models, id=["a"])
    assert "Ada" in read.text
    assert "Costs $1.00 per 1M tokens, 3 in for 1 out" in read.text
    assert "Choose one of 2 models" in _read(MODEL, models, id=["gone"]).text


def test_a_model_without_any_price_has_its_page_too() -> None:
    """Models of video are priced by quote: theirs had none, and the log an error for each visit."""
    read = _read(MODEL, [model("clips", "video", {})], id=["clips"])

    assert "Priced by quote only" in read.text


def test_free_models_count_as_cheapest_only_where_the_link_asks_for_them() -> None:
    models = [text_model("free", 0, 0), text_model("paid", 1, 1)]
    assert "Cheapest text model: Paid" in _read(TEXT, models).text
    assert "Free" not in _read(TEXT, models).text
    assert "Cheapest text model: Free" in _read(TEXT, models, free_and_beta=["true"]).text


def test_the_newest_changes_are_told() -> None:
    history = history_at({day(1): [model_a(1)], day(2): [model_a(5)]})
    snapshot = Snapshot(parse_models([model_a(5)]), history=history)
    assert "$1.00 → $5.00" in _Read(first_page(CHANGES, {}, snapshot, SITE)).text


def test_video_without_a_list_price_says_that_it_is_quoted() -> None:
    read = _read(VIDEO, [model("v", "video", {})])
    assert "Venice quotes each clip" in read.text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_list_without_models_is_told_without_a_fault(page: SitePage) -> None:
    assert page.question in _read(page, []).text


def test_a_finding_that_fails_leaves_the_page_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr(served, "finding_of", fail)
    html = first_page(OVERVIEW, {}, Snapshot(bundled()), SITE)
    assert '<div id="root"></div>' in html
    assert 'id="first-page"' not in html
    assert "unforeseen" in caplog.text


def test_old_prices_are_said_to_be_old() -> None:
    """The first words dated them, and the warning came seconds later."""
    catalog = parse_models([text_model("a")], fetched_at=datetime.now(UTC) - timedelta(days=9))

    assert ", 9 days ago" in _Read(first_page(TEXT, {}, Snapshot(catalog), SITE)).text
