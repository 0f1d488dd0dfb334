"""A page inside another: without navigation and sidebar, or one figure of it alone."""

from __future__ import annotations

import pytest
import streamlit as st

from pages.shared.site import MODEL, OVERVIEW, PAGES, TEXT, SitePage
from tests.support.examples import rest_is_thorough
from tests.support.page_driver import charts, draw, read, start_anew, texts_of

ADDRESS = "https://prices.example.com"


@pytest.fixture(autouse=True)
def _embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    monkeypatch.setenv("VENICE_PUBLIC_URL", ADDRESS)
    start_anew()


def _figures_of(page: SitePage, **link: str) -> list[str]:
    """Return the names of a page's figures, as it says them where it has not the one asked for."""
    (said,) = [text for text in texts_of(draw(page, figure="none", **link)) if "no figure" in text]
    _, _, names = said.partition("There are: ")
    return names.partition(".")[0].split(", ") if names else []


def test_a_page_has_no_sidebar_and_leads_to_the_whole_of_it() -> None:
    drawn = draw(TEXT, privacy="private", currency="DIEM", theme="dark")

    assert not drawn.sidebar.children
    assert drawn.title[0].value == "Text: What do tokens cost?"
    assert set(charts(drawn)[0].rows["privacy"]) == {"private"}
    assert f"[Open in Venice prices]({ADDRESS}/text?privacy=private&currency=DIEM)" in texts_of(
        drawn
    )


def test_of_a_past_day_it_is_said_without_the_way_back() -> None:
    drawn = draw(OVERVIEW, as_of="2026-06-01")

    assert any(text.startswith("Prices of 1 June 2026") for text in texts_of(drawn))
    assert not [button for button in drawn.button if button.label == "Back to today"]


def test_a_figure_stands_alone_with_title_source_age_and_a_way_to_the_page() -> None:
    drawn = draw(TEXT, figure="text_blended", search="qwen")

    assert len(charts(drawn)) == 1
    assert read(drawn.title[-1].value).startswith("Text models by price per 1M tokens, 3 in")
    (said,) = [text for text in texts_of(drawn) if text.startswith("Source:")]
    assert "Prices of 22 August 2026" in said
    assert "ago" in said
    assert said.endswith(f"[Open in Venice prices]({ADDRESS}/text?search=qwen)")
    assert not drawn.expander


def test_a_figure_opens_by_its_former_name() -> None:
    drawn = draw(TEXT, figure="text_index", text_tab="Embeddings")

    assert len(charts(drawn)) == 1
    assert not any("no figure" in text for text in texts_of(drawn))


@pytest.mark.parametrize("page", rest_is_thorough(PAGES, first=2), ids=lambda page: page.title)
def test_every_figure_of_every_tab_can_stand_alone(page: SitePage) -> None:
    link = {"id": "xiaomi-mimo-v2-5"} if page is MODEL else {}

    for name in _figures_of(page, **link):
        drawn = draw(page, figure=name, **link)
        assert charts(drawn)[0].takeaway.startswith(read(drawn.title[-1].value).removesuffix("."))
        assert len(charts(drawn)) == 1


def test_figures_of_all_tabs_are_named_where_there_is_none_of_the_name() -> None:
    names = _figures_of(TEXT)

    assert {"text_blended", "text_input_output", "text_cache", "text_embeddings"} <= {*names}


def test_where_nothing_matches_the_page_says_so() -> None:
    drawn = draw(TEXT, figure="text_blended", search="no such model")

    assert any(text.startswith("No model matches.") for text in texts_of(drawn))
