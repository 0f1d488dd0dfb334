"""Share: the links of what is shown, and in words what they hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.shared.site import PAGES, TEXT, SitePage
from tests.support.page_driver import (
    charts,
    draw,
    remember,
    rerun,
    serve,
    start_anew,
    texts_of,
)
from tests.support.stand_in import text_model
from venice_data.days import beginning_of

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

ADDRESS = "https://prices.example.com"


@pytest.fixture(autouse=True)
def _public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_PUBLIC_URL", ADDRESS)
    start_anew()


def _shared(drawn: AppTest) -> list[str]:
    """Open Share and return its links."""
    drawn.session_state["share"] = True
    return [code.value for code in rerun(drawn).code]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_has_links_for_now_pinned_and_to_embed(page: SitePage) -> None:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    drawn = draw(page)
    address = f"{ADDRESS}/{page.address}"

    assert _shared(drawn)[:3] == [
        address,
        f"{address}?as_of={yesterday}",
        f"{address}?embed=true",
    ]


def test_a_link_holds_what_is_chosen_and_says_it() -> None:
    chosen = {"privacy": "private", "capability": "vision", "text_all": "true"}
    drawn = draw(TEXT, **chosen)

    assert _shared(drawn)[0] == f"{ADDRESS}/text?privacy=private&capability=vision&text_all=true"
    said = "Text: with vision, private, in USD, with what is chosen on this page."
    assert said in texts_of(drawn)


def test_a_pinned_link_shows_what_it_was_made_on_though_the_list_is_old() -> None:
    """It was pinned to the day of the list, and brought back what had retired since."""
    drawn = draw(TEXT, text_all="true")
    pinned = parse_qs(urlsplit(_shared(drawn)[1]).query)

    opened = draw(TEXT, **{name: values[0] for name, values in pinned.items()})

    assert charts(opened)[0].rows.equals(charts(drawn)[0].rows)
    (said,) = [text for text in texts_of(opened) if "this page is pinned" in text]
    assert said.startswith("Prices of 22 August 2026, the last list fetched before the end of ")


def test_a_list_of_today_is_pinned_to_today_which_is_not_over() -> None:
    serve([text_model("a")], datetime.now(UTC))
    drawn = draw(TEXT)

    assert f"as_of={datetime.now(UTC).date()}" in _shared(drawn)[1]
    assert any("with what changes until then" in caption.value for caption in drawn.caption)


def test_a_pinned_link_says_whom_it_brings_back() -> None:
    now = datetime.now(UTC)
    leaving = {"removesAt": beginning_of(now.date()).isoformat()}
    serve([text_model("a"), text_model("b", deprecation=leaving)], now - timedelta(days=3))
    drawn = draw(TEXT)
    _shared(drawn)

    assert any("with the 1 left out here as retired since" in text.value for text in drawn.caption)


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
