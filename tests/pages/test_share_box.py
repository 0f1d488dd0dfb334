"""Share: the links of what is shown, and in words what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.site import PAGES, TEXT, SitePage
from tests.support.page_driver import draw, offline_site, remember, rerun, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

ADDRESS = "https://prices.example.com"


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("VENICE_PUBLIC_URL", ADDRESS)
    yield from offline_site(monkeypatch, tmp_path)


def _shared(drawn: AppTest) -> list[str]:
    """Open Share and return its links."""
    drawn.session_state["share"] = True
    return [code.value for code in rerun(drawn).code]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_has_links_for_now_for_the_day_of_its_list_and_to_embed(page: SitePage) -> None:
    drawn = draw(page)
    address = f"{ADDRESS}/{page.address}"

    assert _shared(drawn)[:3] == [
        address,
        f"{address}?as_of=2026-08-22",
        f"{address}?embed=true",
    ]


def test_a_link_holds_what_is_chosen_and_says_it() -> None:
    chosen = {"privacy": "private", "capability": "vision", "text_all": "true"}
    drawn = draw(TEXT, **chosen)

    assert _shared(drawn)[0] == f"{ADDRESS}/text?privacy=private&capability=vision&text_all=true"
    said = "Text: with vision, private, in USD, with what is chosen on this page."
    assert said in texts_of(drawn)


def test_a_link_to_the_day_of_an_old_list_says_that_it_brings_back_what_has_retired_since() -> None:
    """It opened with more models than the page that it was made on, without a word."""
    drawn = draw(TEXT)
    (line,) = [text for text in texts_of(drawn) if "have retired since" in text]
    count = line.partition(" models have")[0].split()[-1]

    _shared(drawn)

    said = f"in UTC, with the {count} left out here as retired since; it says"
    assert [caption for caption in drawn.caption if said in caption.value]


def test_of_a_past_day_both_links_lead_where_they_say() -> None:
    latest, pinned, embedded = _shared(draw(TEXT, as_of="2026-06-01", currency="DIEM"))[:3]

    assert latest == f"{ADDRESS}/text?currency=DIEM"
    assert pinned == f"{ADDRESS}/text?currency=DIEM&as_of=2026-06-01"
    assert embedded == f"{ADDRESS}/text?as_of=2026-06-01&currency=DIEM&embed=true"


def test_without_a_history_there_is_no_link_to_a_day() -> None:
    remember(None)

    assert not any("as_of" in link for link in _shared(draw(TEXT)))


def test_what_nobody_opens_is_not_written() -> None:
    assert not draw(TEXT).code


def test_each_figure_has_a_link_of_its_own() -> None:
    drawn = draw(TEXT, search="qwen")
    drawn.session_state["text_blended_table"] = True

    assert [code.value for code in rerun(drawn).code] == [
        f"{ADDRESS}/text?search=qwen&embed=true&figure=text_blended"
    ]
