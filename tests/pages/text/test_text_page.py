"""The text page: how many cost how little, in which mix, and what caching saves."""

from __future__ import annotations

import pytest

from pages.shared.site import TEXT
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    read,
    serve,
    table_of,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model

IN_THIS_MIX = "Text models by price"
SCATTER = "as much as input"
FOUR = [
    text_model("free", 0.0, 0.0),
    text_model("cheap", 0.1, 0.5),
    text_model("dollar", 0.25, 1.0),
    text_model("dear", 3.0, 15.0),
]


def _headings(**link: str) -> list[str]:
    return [read(heading.value) for heading in draw(TEXT, **link).header]


def test_the_heading_says_what_the_bars_show_and_the_line_below_how_many_cost_little() -> None:
    """It counted those under $1 by output over bars of the blended price of others."""
    serve(FOUR)

    drawn = draw(TEXT)

    (heading, _), texts = _headings(), texts_of(drawn)
    assert heading == (
        "Cheap is the cheapest paid of 4 text models: $0.20 per 1M tokens, 3 in for 1 out"
    )  # a free one stands first in the bars
    count = "3 of 4 text models, 1 of them free, cost at most $1 per 1M output tokens"
    # The price of output, under a heading with another price of the same model.
    by_output = "by output alone Cheap is the cheapest paid: $0.50 per 1M output tokens"
    assert f"{count}; {by_output}." in texts
    first, second = charts(drawn)
    assert first.spec["layer"][0]["layer"][0]["encoding"]["x"]["title"] == (
        "USD per 1M tokens, 3 in for 1 out"
    )
    assert SCATTER in second.takeaway


def test_another_that_is_the_cheapest_by_output_is_named() -> None:
    serve([text_model("a", 0.1, 0.9), text_model("b", 1.0, 0.5)])

    said = "2 of 2 text models cost at most $1 per 1M output tokens; by output alone B is "
    assert f"{said}the cheapest: $0.50 per 1M output tokens." in texts_of(draw(TEXT))
    (heading, _) = _headings(text_mix="output alone")
    assert heading == "B is the cheapest of 2 text models: $0.50 per 1M output tokens"


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ({"text_max_output": "1"}, "3 of 4 text models, 1 of them free, cost at most $1"),
        ({"text_max_output": "0.5"}, "2 of 4 text models, 1 of them free, cost at most $0.50"),
        ({"text_max_output": "0"}, "1 of 4 text models costs at most $0"),
        # It said $05: what stood behind the point was taken for cents.
        ({"text_max_output": "0.005"}, "1 of 4 text models costs at most $0.005"),
        (
            {"currency": "DIEM", "text_max_output": "1"},
            "3 of 4 text models, 1 of them free, cost at most 1 DIEM",
        ),
        ({"search": "dear", "text_max_output": "1"}, "0 of 1 text model costs at most $1"),
    ],
)
def test_a_price_limit_is_counted(link: dict[str, str], heading: str) -> None:
    serve(FOUR)

    assert _headings(**link)[0].split(";")[0] == f"{heading} per 1M output tokens"


def test_under_a_limit_of_output_the_bars_are_of_output() -> None:
    serve(FOUR)

    drawn = draw(TEXT, text_max_output="1", text_mix="even: 1 in, 1 out")

    bars = chart_about(drawn, IN_THIS_MIX)
    assert bars.spec["layer"][0]["layer"][0]["encoding"]["x"]["title"] == "USD per 1M output tokens"
    assert bars.rows["price_text"].tolist() == ["$0.00", "$0.50", "$1.00"]
    mix = drawn.selectbox(key="text_mix")
    assert (mix.disabled, mix.value) == (True, "even: 1 in for 1 out")
    assert read(drawn.header[0].value).endswith(
        "; by output alone Cheap is the cheapest paid: $0.50 per 1M output tokens"
    )


def test_a_price_limit_holds_for_bars_and_scatter() -> None:
    serve(FOUR)

    drawn = draw(TEXT, text_max_output="1")

    assert set(chart_about(drawn, IN_THIS_MIX).rows["label"]) == {
        "Free (free now)",
        "Cheap",
        "Dollar",
    }
    assert set(chart_about(drawn, SCATTER).rows["label"]) == {"Cheap", "Dollar"}


def test_a_limit_below_every_price_says_what_to_do() -> None:
    serve(FOUR[1:])

    texts = texts_of(draw(TEXT, text_max_output="0.01"))

    assert "No model is within this price. Raise it, or clear it to see all." in texts


def test_a_limit_that_is_no_price_is_named() -> None:
    texts = texts_of(draw(TEXT, text_max_output="cheap"))

    assert "Ignored in the link: text_max_output=cheap (not a number)." in texts


@pytest.mark.parametrize(
    ("old", "name", "parts"),
    [
        ("3:1 input:output", "chat-like: 3 in for 1 out", "3 in for 1 out"),
        ("chat-like: 3 in, 1 out", "chat-like: 3 in for 1 out", "3 in for 1 out"),
        ("7:2:1 cached:input:output", "agent-like: mostly cached", "7 cached, 2 in for 1 out"),
        ("1:1 input:output", "even: 1 in for 1 out", "1 in for 1 out"),
        ("even: 1 in, 1 out", "even: 1 in for 1 out", "1 in for 1 out"),
    ],
)
def test_a_mix_has_a_name_and_opens_by_its_old_one(old: str, name: str, parts: str) -> None:
    """The mixes were called by their parts alone, and links that say so are about."""
    drawn = draw(TEXT, text_mix=old)

    assert drawn.selectbox(key="text_mix").value == name
    assert any(text.endswith(f"per 1M tokens, {parts}") for text in texts_of(drawn))
    assert not any("Ignored in the link" in text for text in texts_of(drawn))


def test_text_models_are_ranked_by_blended_price_with_the_price_written_out() -> None:
    drawn = draw(TEXT)
    ranking = chart_about(drawn, IN_THIS_MIX)

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
        "Text models by price per 1M tokens, 3 in for 1 out; the cheapest is Qwen 2.5 7B. "
        f"{'; '.join(': '.join(pair) for pair in first_ten)}; and 10 more."
    )
    assert len(ranking.rows) == 20


def test_the_ranking_begins_at_zero_and_names_its_unit() -> None:
    ranking = chart_about(draw(TEXT), IN_THIS_MIX)

    bars = ranking.spec["layer"][0]["layer"][0]["encoding"]
    assert bars["x"]["title"] == "USD per 1M tokens, 3 in for 1 out"
    assert bars["x"]["scale"]["domain"][0] == 0
    assert bars["y"]["sort"] is None


def test_the_mix_of_an_agent_counts_cache_reads() -> None:
    drawn = draw(TEXT, text_mix="7:2:1 cached:input:output", search="qwen-3-7-plus")

    ranking = chart_about(drawn, IN_THIS_MIX)

    # (7 x 0.05 + 2 x 0.50 + 1 x 2) / 10
    assert ranking.rows["price_text"].tolist() == ["$0.335"]


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


def test_the_table_below_the_ranking_begins_with_the_same_model_and_holds_all() -> None:
    drawn = draw(TEXT, search="qwen 3.7")

    table = table_of(drawn, "text_blended")

    assert table.iloc[0][["Id", "Blended per 1M tokens"]].tolist() == ["qwen-3-7-plus", 0.875]
    assert table["Blended per 1M tokens"].is_monotonic_increasing


def test_embeddings_are_ranked_by_their_input_price() -> None:
    ranking = chart_about(draw(TEXT, text_tab="Embeddings"), "USD per 1M input tokens")

    assert ranking.rows["price_text"].tolist()[:6] == [*["$0.0125"] * 5, "$0.025"]
    assert ranking.rows["label"].tolist()[0] == "BGE-EN-ICL"  # of five the first by name


@pytest.mark.parametrize(
    ("dearest", "others"),
    [((0.02,), "$0.02 with the other"), ((0.02, 0.03), "up to $0.03 with the others")],
)
def test_the_other_embedding_models_are_counted(dearest: tuple[float, ...], others: str) -> None:
    prices = (0.01, 0.01, *dearest)
    serve([model(f"e{n}", "embedding", tokens(input=price)) for n, price in enumerate(prices)])

    headings = _headings(text_tab="Embeddings")

    count = f"Embedding 1M tokens costs $0.01 with 2 of {len(prices)} models"
    assert headings[0] == f"{count}, {others}"
