"""Pages over hostile and meagre lists: every page still draws, and text stays text."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pages.shared.site import IMAGES, OVERVIEW, PAGES, TEXT, SitePage
from tests.support.examples import rest_is_thorough
from tests.support.hostile_texts import HOSTILE_TEXTS, TEXT_PRICES, hostile_models
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    draw_every_tab,
    markdown_of,
    read,
    serve,
    table_of,
    texts_of,
)
from tests.support.samples import by_quality, tokens, usd
from tests.support.stand_in import model, text_model

IN_THIS_MIX = "Text models by price"
LIVELY = re.compile(
    r"(?<!\\)[$<\[`]|(?<!\\)\*(?!\*)|:(?:smile|material/home|red\[)|www\.|https?://evil", re.ASCII
)
# A link to a model is meant, if its id is quoted; its label is looked at.
OWN_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(model\?id=[\w.~%-]*\)", re.ASCII)
OWN_BOLD_AMOUNT = re.compile(r"\*\*(\\\$[\d.\\]+)\*\*")
OWN_SMALL_PRINT = ":small[:gray["  # unescaped it can be no text of a list
HOSTILE = hostile_models()
MEAGRE: dict[str, list[dict[str, Any]]] = {
    "hardly anything said": [
        *({"id": "a"}, {"id": "b", "type": "text"}, {"id": "c", "type": "image"}),
        *(model(kind, kind, None) for kind in ("text", "embedding", "image", "inpaint")),
        model("d", "hologram", {"generation": usd(1)}),
    ],
    "wrong values, and right ones far apart": [
        model("a", "text", {"input": {"usd": "much"}, "output": {"usd": -1}}),
        model("b", "image", {"quality": {"1K": {"low": {"usd": None}}}, "generation": [1]}),
        model("c", "inpaint", {"inputImages": {"included": "two", "additional": usd(1)}}),
        model("d", "text", TEXT_PRICES, availableContextTokens=0, maxCompletionTokens="x"),
        model("tiny-text", "text", tokens(input=1e-12, output=1e-12, cache_input=1e-13)),
        model("huge-text", "text", tokens(input=1e9, output=1e9, cache_input=2e9)),
        model("tiny-image", "image", {"generation": usd(1e-12)}),
        model("huge-image", "image", {"generation": usd(1e9)}),
    ],
    "one model": [text_model("only")],
    "one model of most types": [
        text_model("text"),
        model("image", "image", {"generation": usd(1)}),
        model("video", "video", None),
        model("a", "tts", tokens(input=1)),
        model("b", "asr", {"per_audio_second": usd(0.001)}),
        model("c", "music", {"durations": {"60": {"usd": 1, "min_seconds": 1}}}),
    ],
    "all free": [
        model("a", "text", tokens(input=0, output=0, cache_input=0)),
        model("b", "embedding", tokens(input=0)),
        model("c", "image", {"quality": by_quality({"1K": {"low": 0, "high": 0}})}),
        model("d", "inpaint", {"inpaint": usd(0), "inputImages": {"additional": usd(0)}}),
        model("e", "upscale", {"upscale": {"2x": usd(0)}}),
    ],
    "USD only": [
        model("a", "text", {"input": {"usd": 1}, "output": {"usd": 2}, "cache_input": {"usd": 1}}),
        model("b", "embedding", {"input": {"usd": 1}}),
        model("c", "image", {"quality": {"1K": {"low": {"usd": 1}, "high": {"usd": 2}}}}),
        model("d", "inpaint", {"inpaint": {"usd": 1}, "inputImages": {"additional": {"usd": 1}}}),
        model("e", "upscale", {"upscale": {"2x": {"usd": 1}}}),
    ],
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_hostile_names_are_shown_as_the_text_that_they_are(page: SitePage) -> None:
    serve(HOSTILE)

    for drawn in draw_every_tab(page):
        written = [
            text
            for text in markdown_of(drawn)
            if any(name in read(text) for name in HOSTILE_TEXTS.values())
        ]

        texts = [
            OWN_BOLD_AMOUNT.sub(r"\1", OWN_LINK.sub(r"\1", text))
            .replace("`quality`", "")
            .replace(OWN_SMALL_PRINT, "")
            for text in written
        ]
        assert [text for text in texts if LIVELY.search(text)] == []


def test_hostile_names_reach_the_charts_whole() -> None:
    serve(HOSTILE)

    ranking = chart_about(draw(TEXT), IN_THIS_MIX)

    labels = set(ranking.rows["label"])
    assert HOSTILE_TEXTS["html"] in labels
    assert HOSTILE_TEXTS["latex"] in labels
    assert "half ?" in labels


def test_sizes_and_qualities_of_the_api_are_text_where_they_are_chosen() -> None:
    hostile = {"**1K**": {"[x](y)": 1.0, ":smile:": 2.0}}
    serve([model("a", "image", {"quality": by_quality(hostile)})])

    drawn = draw(IMAGES)

    options = [option for text in drawn.segmented_control for option in text.proto.options]
    shown = [option.content for option in options]
    assert {"**1K**", "[x](y)", ":smile:"} <= {read(text) for text in shown}
    assert [text for text in shown if LIVELY.search(text)] == []


@pytest.mark.parametrize(
    "quality", ["=1+1", "label", "row", "legacy price", "price", "Model", "Id"]
)
def test_a_quality_of_any_name_has_its_place_in_the_matrix(quality: str) -> None:
    matrix = {"1K": {quality: 0.25, "low": 0.5}}
    serve([model("a", "image", {"quality": by_quality(matrix)})])

    tiles = chart_about(draw(IMAGES), "legacy price").rows

    assert sorted(tiles["price_text"]) == ["$0.25", "$0.50"]


@pytest.mark.parametrize("name", rest_is_thorough(MEAGRE, first=1))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_meagre_list_draws_in_every_tab(page: SitePage, name: str) -> None:
    serve(MEAGRE[name])

    for drawn in draw_every_tab(page, currency="DIEM"):  # which some of them do not publish
        assert not any(re.search(r"\bnan\b|\bNone\b|<NA>", text) for text in texts_of(drawn))


def test_a_price_of_astronomic_size_draws() -> None:
    serve([model("a", "text", tokens(input=1e300, output=1e300)), text_model("b", 1, 1)])

    ranking = chart_about(draw(TEXT), IN_THIS_MIX)

    assert ranking.rows["label"].tolist()[0] == "B"


def test_many_models_without_output_prices_are_ranked_by_input_alone() -> None:
    serve([model(f"m{number}", "text", tokens(input=number)) for number in range(1, 9)])
    link = {"text_cached": "0.0", "text_input": "1.0", "text_output": "0.0"}

    ranking = chart_about(draw(TEXT, text_mix="custom", **link), IN_THIS_MIX)

    assert ranking.rows["price_text"].tolist()[:3] == ["$1.00", "$2.00", "$3.00"]


def test_a_model_without_a_price_is_in_the_table_last_and_in_no_chart() -> None:
    serve([model("silent", "text", None), text_model("paid", 1, 1), text_model("free", 0, 0)])

    drawn = draw(TEXT)

    assert chart_about(drawn, IN_THIS_MIX).rows["label"].tolist() == [
        "Free (free now)",
        "Paid",
    ]
    assert table_of(drawn, "text_blended")["Id"].tolist() == ["free", "paid", "silent"]


def test_missing_privacy_is_unknown_and_never_private() -> None:
    serve([text_model("a"), text_model("b", privacy="private")])

    drawn = draw(TEXT, privacy="private")

    assert chart_about(drawn, IN_THIS_MIX).rows["label"].tolist() == ["B"]
    everything = chart_about(draw(TEXT), IN_THIS_MIX).rows.set_index("label")
    assert everything.loc["A", "privacy"] == "unknown"


def test_the_runners_up_of_a_hostile_list_draw() -> None:
    serve(HOSTILE)
    assert len(charts(draw(OVERVIEW))) == 2  # the picture and the bars of the finder
