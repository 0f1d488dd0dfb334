"""Every page over the bundled catalog draws, and says how old its prices are."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from pages.shared.site import IMAGES, OVERVIEW, PAGES, TEXT, SitePage
from tests.support.examples import rest_is_thorough
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    draw_every_tab,
    forget_what_was_computed,
    rerun,
    said_of_the_list,
    serve,
    start_anew,
    texts_of,
)
from tests.support.stand_in import StandInVenice, answer, json_answer, text_model
from venice_data.costs.tokens import token_prices

PRICED = [OVERVIEW, TEXT, IMAGES]  # every price on them is in one currency


@pytest.mark.parametrize("currency", rest_is_thorough(["USD", "DIEM"], first=1))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_draws_in_every_tab_and_currency(page: SitePage, currency: str) -> None:
    for drawn in draw_every_tab(page, currency=currency):
        assert [title.value for title in drawn.title] == [f"{page.title}: {page.question}"]


@pytest.mark.parametrize("page", PRICED, ids=lambda page: page.title)
def test_in_diem_no_dollar_is_left(page: SitePage) -> None:
    for drawn in draw_every_tab(page, currency="DIEM"):
        assert [text for text in texts_of(drawn) if "$" in text] == []
        for chart in charts(drawn):
            if "maker" in chart.takeaway:
                continue  # makers ask for dollars
            assert "$" not in str([part for name, part in chart.spec.items() if name != "$schema"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_says_that_the_bundled_list_is_not_live(page: SitePage) -> None:
    drawn = draw(page)

    line_of_the_list = f"{said_of_the_list(page)} of 22 August 2026, "
    lines = [text for text in texts_of(drawn) if line_of_the_list in text]
    assert any("; newer ones cannot be fetched now." in line for line in lines)
    assert not any("offline" in text for text in texts_of(drawn))  # was told to visitors


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_says_from_when_a_last_good_list_is(page: SitePage) -> None:
    serve([text_model("a")])

    drawn = draw(page)

    line = "Prices of 5 August 2026, 07:09 UTC, "
    warned = [text for text in texts_of(drawn) if line in text]
    assert all(text.startswith(f":material/warning: **{line}") for text in warned)  # of long ago
    assert warned


def test_live_prices_are_called_live(
    venice: StandInVenice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.payload = answer([text_model("fresh")])
    start_anew()

    drawn = draw(TEXT)

    line = next(text for text in texts_of(drawn) if "Live prices, fetched " in text)
    assert "warning" not in line
    assert not any("newer ones" in text for text in texts_of(drawn))


def test_why_prices_are_not_live_is_for_the_operator_alone(
    venice: StandInVenice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.script(json_answer({"error": "*no*"}, 403))
    start_anew()

    drawn = draw(TEXT)

    assert any("; newer ones cannot be fetched now." in text for text in texts_of(drawn))
    assert not any("error 403" in text for text in texts_of(drawn))  # stood in a yellow box
    assert "127.0.0.1 answered with error 403 (*no*). " in caplog.text


@pytest.mark.parametrize(("currency", "price"), [("USD", "$0.1133"), ("DIEM", "0.1133 DIEM")])
def test_each_tile_of_the_overview_has_its_cheapest_in_its_own_unit(
    currency: str, price: str
) -> None:
    texts = texts_of(draw(OVERVIEW, currency=currency))

    # 3,600 x 0.00003148
    assert f"Transcription from {price}" in texts
    assert any("per hour of audio" in text and "xAI Speech to Text v1" in text for text in texts)


def test_the_finder_answers_in_a_sentence_and_shows_the_runners_up() -> None:
    drawn = draw(OVERVIEW, overview_type="transcription", overview_privacy="private")
    sentence = (
        "Cheapest private transcription model: 3 models share $0.36 per hour of audio: "
        "Parakeet ASR, Whisper Large V3, Wizper (Whisper v3)."  # 3,600 x 0.0001
    )
    assert sentence in texts_of(drawn)

    ranking = chart_about(drawn, "Models by price per hour of audio")

    assert ranking.takeaway == (
        "Models by price per hour of audio; 3 models share $0.36: "
        "Parakeet ASR, Whisper Large V3, Wizper (Whisper v3). "
        "Parakeet ASR: $0.36; Whisper Large V3: $0.36; Wizper (Whisper v3): $0.36."
    )
    assert ranking.rows["price_text"].tolist() == ["$0.36"] * 3


def test_a_search_keeps_the_models_that_were_chosen_for_long_context() -> None:
    """A search emptied the chosen models, while the link showed them still."""
    link: dict[str, str | list[str]] = {
        "text_tab": "Long context",
        "text_models": ["gemini-3-5-flash"],
    }
    drawn = draw(TEXT, search="qwen", **link)

    chosen = drawn.multiselect(key="text_models_picked").value
    assert chosen == ["gemini-3-5-flash"]


def test_the_second_visitor_of_a_page_computes_no_token_prices(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget_what_was_computed()
    computed = Mock(wraps=token_prices)
    monkeypatch.setattr("pages.shared.view.token_prices", computed)

    draw(TEXT, search="qwen")
    assert computed.call_count == 1
    rerun(draw(TEXT, search="qwen"))
    assert computed.call_count == 1

    draw(TEXT, search="glm")
    assert computed.call_count == 1
