"""Every page shows the prices of a past day when the address names one, and says so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from pages.shared.page_frame import QUOTES_ARE_TODAYS
from pages.shared.site import AUDIO, COMPARE, MODEL, OVERVIEW, PAGES, TEXT, VIDEO, SitePage
from tests.support.examples import rest_is_thorough
from tests.support.page_driver import (
    chart_about,
    draw,
    draw_every_tab,
    picker_of,
    rerun,
    said_of_the_list,
    texts_of,
)
from venice_data.days import day_text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

SEVENFOLD = "xiaomi-mimo-v2-5"  # its output went from 0.28 to 2.00 on 12 August 2026, 04:54 UTC
PAST_DAYS = ["2026-04-18", "2026-08-21"]


def _output_price(drawn: AppTest) -> float:
    rows = chart_about(drawn, "input tokens").rows.set_index("label")
    return float(rows["output"]["MiMo-V2.5"])


@pytest.mark.parametrize(("day", "output_usd"), [("2026-08-11", 0.28), ("2026-08-12", 2.00)])
def test_the_prices_are_those_of_the_end_of_the_day(day: str, output_usd: float) -> None:
    drawn = draw(TEXT, as_of=day, search=SEVENFOLD)

    assert _output_price(drawn) == output_usd


def test_a_model_is_there_only_while_it_was_listed() -> None:
    listed = draw(TEXT, as_of="2026-08-19", search="nvidia-nemotron-3-5-lightning")
    removed = draw(TEXT, as_of="2026-08-20", search="nvidia-nemotron-3-5-lightning")

    assert any(text.startswith("**1** of") for text in texts_of(listed))
    assert any(text.startswith("No model matches.") for text in texts_of(removed))


@pytest.mark.parametrize("day", rest_is_thorough(PAST_DAYS, first=1))
@pytest.mark.parametrize("page", rest_is_thorough(PAGES, first=5), ids=lambda page: page.title)
def test_every_tab_of_every_page_is_drawn_and_marked(page: SitePage, day: str) -> None:
    written = f"{said_of_the_list(page)} of {day_text(date.fromisoformat(day))}, at the end of that"

    for drawn in draw_every_tab(page, as_of=day):
        assert any(text.startswith(written) for text in texts_of(drawn))


def test_charts_name_the_day_as_their_source() -> None:
    drawn = draw(TEXT, as_of="2026-06-01")

    link = "[Venice's model list](https://docs.venice.ai/api-reference/endpoint/models/list)"
    source = f"Source: {link}. Recorded prices of 1 June 2026."
    said = f"Click a bar to open its model. {source} About “private” and “anonymized”"
    assert said in texts_of(drawn)


def test_what_was_not_recorded_then_is_said() -> None:
    before = draw(TEXT, as_of="2026-06-01")
    after = draw(TEXT, as_of="2026-08-23")

    assert any("All else was not recorded then" in text for text in texts_of(before))
    assert not any("not recorded then" in text for text in texts_of(after))


def test_a_day_on_which_nobody_looked_is_said() -> None:
    drawn = draw(TEXT, as_of="2026-10-01")

    (said,) = [text for text in texts_of(drawn) if "this page is pinned" in text]
    assert said.startswith("Prices of 22 August 2026, the last list fetched before the end of ")


def test_today_is_not_a_past_day() -> None:
    drawn = draw(OVERVIEW, as_of=datetime.now(UTC).date().isoformat())

    assert not any("at the end of that day" in text for text in texts_of(drawn))


@pytest.mark.parametrize(
    ("day", "search", "said"),
    [
        ("2026-08-11", SEVENFOLD, "All of these 3 prices have changed since."),
        ("2026-08-12", SEVENFOLD, "None of these 3 prices has changed since."),
        ("2026-05-01", "kimi-k2-thinking", "None of these 3 prices is listed any longer."),
        ("2026-06-01", "", "of these 92 prices have changed since"),
    ],
)
def test_how_many_prices_have_changed_since_is_said(day: str, search: str, said: str) -> None:
    drawn = draw(TEXT, as_of=day, search=search)

    assert any(said in text for text in texts_of(drawn))


def test_on_the_page_of_a_model_its_own_prices_count() -> None:
    drawn = draw(MODEL, as_of="2026-08-11", id=SEVENFOLD)

    assert any("All of these 3 prices have changed since." in text for text in texts_of(drawn))


def test_the_way_back_leads_to_today() -> None:
    drawn = draw(TEXT, as_of="2026-06-01")

    drawn.button(key="back_to_today").click()
    rerun(drawn)

    assert not any("at the end of that day" in text for text in texts_of(drawn))
    assert drawn.date_input(key="as_of").value is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("2020-01-01", "not a day from 2026-04-18 to "),
        ("2999-12-31", "not a day from 2026-04-18 to "),
        ("yesterday", "not a day written as YYYY-MM-DD"),
        ("2026-02-30", "not a day written as YYYY-MM-DD"),
        ("20260601", "not a day written as YYYY-MM-DD"),
        ("2026-W23-1", "not a day written as YYYY-MM-DD"),
    ],
)
def test_a_day_that_cannot_be_shown_is_named_and_ignored(given: str, reason: str) -> None:
    drawn = draw(OVERVIEW, as_of=given)

    assert any(f"as_of={given} ({reason}" in text for text in texts_of(drawn))
    assert not any("at the end of that day" in text for text in texts_of(drawn))


def test_quotes_are_not_asked_for_a_past_day() -> None:
    assert QUOTES_ARE_TODAYS in texts_of(draw(VIDEO, as_of="2026-08-01"))
    music = draw(AUDIO, as_of="2026-08-01", audio_tab="Music")
    assert QUOTES_ARE_TODAYS in texts_of(music)
    assert music.button(key="audio_ask").disabled


def test_models_of_that_day_can_be_compared() -> None:
    drawn = draw(
        COMPARE, as_of="2026-05-01", compare_models=["venice-uncensored", "kimi-k2-thinking"]
    )

    assert picker_of(drawn, "compare_models").value == [
        "venice-uncensored",
        "kimi-k2-thinking",
    ]
