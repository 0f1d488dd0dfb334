"""Every page over the bundled catalog: it draws, and its figures are those worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from pages.shared.site import IMAGES, OVERVIEW, PAGES, TEXT, SitePage
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    draw_every_tab,
    offline_site,
    rerun,
    serve,
    start_anew,
    table_of,
    texts_of,
)
from tests.support.stand_in import StandInVenice, answer, json_answer, text_model
from venice_data.costs.tokens import token_prices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IN_THIS_MIX = "per 1M tokens in this mix"
PRICED = [OVERVIEW, TEXT, IMAGES]  # every price on them is in one currency


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


@pytest.mark.parametrize("currency", ["USD", "DIEM"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_draws_in_every_tab_and_currency(page: SitePage, currency: str) -> None:
    for drawn in draw_every_tab(page, currency=currency):
        assert [title.value for title in drawn.title] == [f"{page.title}: {page.question}"]


@pytest.mark.parametrize("page", PRICED, ids=lambda page: page.title)
def test_in_diem_no_dollar_is_left(page: SitePage) -> None:
    for drawn in draw_every_tab(page, currency="DIEM"):
        assert [text for text in texts_of(drawn) if "$" in text] == []
        for chart in charts(drawn):
            assert "$" not in str([part for name, part in chart.spec.items() if name != "$schema"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_says_that_the_bundled_list_is_not_live(page: SitePage) -> None:
    drawn = draw(page)

    lines = [text for text in texts_of(drawn) if "Prices of 22 August 2026, " in text]
    assert any("; newer ones cannot be fetched now." in line for line in lines)
    assert not any("offline" in text for text in texts_of(drawn))  # was told to visitors


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_says_from_when_a_last_good_list_is(page: SitePage) -> None:
    serve([text_model("a")])

    drawn = draw(page)

    line = "Prices of 5 August 2026, 07:09 UTC, "
    assert any(line in text for text in texts_of(drawn))


def test_live_prices_are_called_live(
    venice: StandInVenice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.payload = answer([text_model("fresh")])
    start_anew()

    drawn = draw(TEXT)

    assert any("Live prices, fetched " in text for text in texts_of(drawn))
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


def test_text_models_are_ranked_by_blended_price_with_the_price_written_out() -> None:
    ranking = chart_about(draw(TEXT), IN_THIS_MIX)

    cheapest = ranking.rows.head(5)
    assert list(zip(cheapest["label"], cheapest["price_text"], strict=True)) == [
        ("Ox Alpha (free now and in beta)", "$0.00"),
        ("Qwen 2.5 7B", "$0.07"),  # (3 x 0.05 + 0.13) / 4
        ("GPT OSS 20B", "$0.085"),  # (3 x 0.05 + 0.19) / 4
        ("Qwen 3.5 9B", "$0.1125"),  # (3 x 0.10 + 0.15) / 4
        ("OpenAI GPT OSS 120B", "$0.1275"),  # (3 x 0.07 + 0.30) / 4
    ]
    first_ten = ranking.rows[["label", "price_text"]].head(10).to_numpy().tolist()
    assert first_ten[1] == ["Qwen 2.5 7B", "$0.07"]
    assert ranking.takeaway == (
        "Text models by blended price; the cheapest is Qwen 2.5 7B. "
        f"{'; '.join(': '.join(pair) for pair in first_ten)}; and 10 more."
    )
    assert len(ranking.rows) == 20


def test_the_ranking_begins_at_zero_and_names_its_unit() -> None:
    ranking = chart_about(draw(TEXT), IN_THIS_MIX)

    bars = ranking.spec["layer"][0]["encoding"]
    assert bars["x"]["title"] == "USD per 1M tokens in this mix"
    assert bars["x"]["scale"]["domain"][0] == 0
    assert bars["y"]["sort"] is None


def test_the_mix_of_an_agent_counts_cache_reads() -> None:
    drawn = draw(TEXT, text_mix="7:2:1 cached:input:output", search="qwen-3-7-plus")

    ranking = chart_about(drawn, IN_THIS_MIX)

    # (7 x 0.05 + 2 x 0.50 + 1 x 2) / 10
    assert ranking.rows["price_text"].tolist() == ["$0.335"]
    assert any("70% cached, 20% input, 10% output" in text for text in texts_of(drawn))


def test_a_mix_of_ones_own_is_used() -> None:
    link = {"text_cached": "0.0", "text_input": "1.0", "text_output": "3.0"}

    drawn = draw(TEXT, text_mix="custom", search="qwen-3-7-plus", **link)

    assert chart_about(drawn, IN_THIS_MIX).rows["price_text"].tolist() == [
        "$1.63"
    ]  # (0.50 + 3 x 2) / 4 = 1.625


def test_a_mix_of_nothing_asks_for_a_part() -> None:
    link = {"text_cached": "0.0", "text_input": "0.0", "text_output": "0.0"}

    drawn = draw(TEXT, text_mix="custom", **link)

    assert "At least one part of the mix must be above zero." in texts_of(drawn)


def test_a_free_model_is_named_beside_the_log_axes() -> None:
    drawn = draw(TEXT)

    scatter = chart_about(drawn, "per 1M output tokens")
    axes = scatter.spec["layer"][0]["encoding"]
    assert (axes["x"]["scale"]["type"], axes["y"]["scale"]["type"]) == ("log", "log")
    assert "Ox Alpha" not in scatter.rows["label"].tolist()
    assert (
        "Not in the chart, which needs both prices above zero: "
        "Ox Alpha (input $0.00, output $0.00)."
    ) in texts_of(drawn)


def test_the_table_below_the_ranking_begins_with_the_same_model_and_holds_all() -> None:
    drawn = draw(TEXT, search="qwen 3.7")

    table = table_of(drawn, "text_blended")

    assert table.iloc[0][["Id", "Blended per 1M tokens"]].tolist() == ["qwen-3-7-plus", 0.875]
    assert table["Blended per 1M tokens"].is_monotonic_increasing


def test_a_request_past_the_threshold_is_told_with_both_costs() -> None:
    drawn = draw(TEXT, text_tab="Long context", text_models=["qwen-3-7-plus"])

    # 256,000 x $0.50 + 1,000 x $2 = $0.13; 256,001 x $1.50 + 1,000 x $6 = $0.3900015
    step = "Qwen 3.7 Plus: one token past 256,000, the request goes from $0.13 to $0.39."
    assert any(step in text for text in texts_of(drawn))
    lines = chart_about(drawn, "USD per request")
    costs = lines.rows.set_index("input_tokens")["cost_text"]
    assert costs[[256_000, 256_001]].tolist() == ["$0.13", "$0.39"]


def test_embeddings_are_ranked_by_their_input_price() -> None:
    ranking = chart_about(draw(TEXT, text_tab="Embeddings"), "USD per 1M input tokens")

    assert ranking.rows["price_text"].tolist()[:6] == [*["$0.0125"] * 5, "$0.025"]
    assert ranking.rows["label"].tolist()[0] == "BGE-EN-ICL"  # of five the first by name


def test_the_matrix_has_its_columns_in_order_and_its_tiles_priced() -> None:
    matrix = chart_about(draw(IMAGES), "legacy price")

    tiles = matrix.spec["layer"][0]["encoding"]
    assert tiles["x"]["scale"]["domain"] == ["low", "medium", "high", "legacy price"]
    row = matrix.rows[matrix.rows["row"] == "GPT Image 2 · 4K"]
    assert dict(zip(row["column"], row["price_text"], strict=True)) == {
        "low": "$0.05",
        "medium": "$0.21",
        "high": "$0.83",
        "legacy price": "$0.84",
    }
    assert "Grok Imagine 2.0 · 4K" not in matrix.rows["row"].tolist()


def test_the_trap_of_leaving_out_quality_is_said_in_words() -> None:
    drawn = draw(IMAGES)

    # 0.26 / 0.02
    trap = (
        "Leave `quality` out with gpt-image-2 and you get high: "
        "$0.26 instead of $0.02 per picture at 1K, 13× the price of low."
    )
    assert trap in texts_of(drawn)


def test_images_are_ranked_at_the_size_and_quality_of_the_link() -> None:
    drawn = draw(IMAGES, images_resolution="2K", images_quality="low", search="gpt-image-2")

    assert chart_about(drawn, "USD per image").rows["price_text"].tolist() == ["$0.03"]


def test_a_quality_that_a_model_lacks_is_named_as_not_offered() -> None:
    drawn = draw(IMAGES, images_resolution="2K", images_quality="high")

    assert "Not offered at this choice: Grok Imagine 2.0." in texts_of(drawn)
    assert "Grok Imagine 2.0" not in chart_about(drawn, "USD per image").rows["label"].tolist()


def test_an_edit_of_three_images_adds_the_surcharges() -> None:
    link = {"images_inputs": "3", "images_edit_resolution": "1K", "images_edit_quality": "low"}

    ranking = chart_about(draw(IMAGES, images_tab="Edit", **link), "USD per edit")

    cheapest = ranking.rows.iloc[0]
    assert (cheapest["label"], cheapest["price_text"]) == (
        "Grok Imagine",
        "$0.0369",  # 0.03 + 3 x 0.0023
    )


def test_where_all_upscales_cost_the_same_one_sentence_says_it() -> None:
    drawn = draw(IMAGES, images_tab="Upscale")

    finding = "Enlarging a picture 2x costs $0.02 with every model; 4x costs $0.08 with every model"
    assert finding in texts_of(drawn)


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
    computed = Mock(wraps=token_prices)
    monkeypatch.setattr("pages.shared.view.token_prices", computed)

    draw(TEXT, search="qwen")
    assert computed.call_count == 1
    rerun(draw(TEXT, search="qwen"))
    assert computed.call_count == 1

    draw(TEXT, search="glm")
    assert computed.call_count == 1
