"""Models side by side: multiples and best values worked out by hand, and the page over them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from pages.compare_parts.link import read_link
from pages.shared.site import COMPARE
from tests.page_driver import charts, draw, offline_site, rerun, serve, texts_of
from tests.samples import bundled, by_quality, tokens, usd
from tests.stand_in import model
from venice_data import parse_models
from venice_data.comparison import ComparedRow, compared, times_text
from venice_data.work import Basket, Chat, Images, Line
from venice_data.work_links import basket_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from venice_data.catalog import Currency

HOSTILE = "$a$ **b** <b>c</b> [x](javascript:alert(1)) :smile:"


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def _rows(models: list[dict[str, Any]], currency: Currency = "usd") -> dict[str, ComparedRow]:
    catalog = parse_models(models)
    rows = compared(catalog.models, catalog.prices, currency)
    return {f"{row.title}, {row.unit}" if row.unit else row.title: row for row in rows}


def _text(model_id: str, pricing: object, **spec: object) -> dict[str, Any]:
    return model(model_id, "text", pricing=pricing, **spec)


THREE = [
    _text("mid", tokens(input=0.5, output=2), availableContextTokens=1_000),
    _text("dear", tokens(input=6, output=30, cache_input=0.6), availableContextTokens=2_000),
    _text("free", tokens(input=0, output=0)),
]


def test_multiples_are_of_the_base() -> None:
    row = _rows(THREE)["Input, USD per 1M tokens"]

    assert row.texts == ("$0.50", "$6.00", "$0.00")
    assert row.multiples(0) == (1, 12, 0)  # 6 / 0.50
    assert row.multiples(1) == (0.5 / 6, 1, 0)


def test_a_free_base_has_no_multiples() -> None:
    row = _rows(THREE)["Input, USD per 1M tokens"]

    assert all(math.isnan(multiple) for multiple in row.multiples(2))


def test_blended_price_is_three_to_one() -> None:
    row = _rows(THREE)["Blended, 3:1 input:output, USD per 1M tokens"]

    # (3 x 0.5 + 2) / 4 and (3 x 6 + 30) / 4
    assert row.amounts == (0.875, 12, 0)
    assert row.multiples(0)[1] == pytest.approx(13.714, abs=0.001)
    assert row.is_best() == (False, False, True)


def test_unknown_is_never_zero_nor_best() -> None:
    row = _rows(THREE)["Cache read, USD per 1M tokens"]

    assert row.texts == ("no price published", "$0.60", "no price published")
    assert row.is_best() == (False, False, False)  # nothing to compare the one price with
    assert math.isnan(row.multiples(1)[0])
    assert all(math.isnan(multiple) for multiple in row.multiples(0))


def test_the_largest_limit_is_best() -> None:
    row = _rows(THREE)["Context window, tokens"]

    assert row.texts == ("1,000", "2,000", "not stated")
    assert row.is_best() == (False, True, False)


def test_equal_prices_are_all_the_same_and_none_is_best() -> None:
    rows = _rows([_text("a", tokens(input=1)), _text("b", tokens(input=1))])

    row = rows["Input, USD per 1M tokens"]
    assert row.is_same
    assert row.is_best() == (False, False)


def test_two_that_share_the_lowest_price_are_both_best() -> None:
    cheap = {"usd": 0.009200000000000002}
    rows = _rows(
        [
            _text("a", {"input": cheap}),
            _text("b", {"input": {"usd": 0.0092}}),
            _text("c", tokens(input=1)),
        ]
    )

    assert rows["Input, USD per 1M tokens"].is_best() == (True, True, False)


def test_a_unit_never_mixes_with_another() -> None:
    rows = _rows([_text("a", {"input": usd(1)}), model("b", "tts", pricing={"input": usd(3)})])

    assert rows["Input, USD per 1M tokens"].texts == ("$1.00", "no price published")
    assert rows["Text to speak, USD per 1M characters"].texts == ("no price published", "$3.00")


def test_a_price_of_unknown_unit_is_shown_but_not_judged() -> None:
    rows = _rows([_text("a", {"per_wish": usd(1)}), _text("b", {"per_wish": usd(3)})])

    row = rows["per_wish, USD, unit unknown"]
    assert row.texts == ("$1.00", "$3.00")
    assert row.is_best() == (False, False)
    assert math.isnan(row.multiples(0)[1])


def test_tiers_of_other_lengths_stand_in_other_rows() -> None:
    def track(shortest: int) -> dict[str, Any]:
        return {"durations": {"60": usd(1) | {"min_seconds": shortest, "max_seconds": 60}}}

    rows = _rows([model("a", "music", pricing=track(1)), model("b", "music", pricing=track(30))])

    assert rows["Track, 60 s tier (1 to 60 s), USD per track"].texts[1] == "no price published"
    assert rows["Track, 60 s tier (30 to 60 s), USD per track"].texts[0] == "no price published"


def test_prices_follow_in_a_sensible_order() -> None:
    quality = by_quality({"1K": {"high": 3, "low": 1, "medium": 2}})
    rows = _rows([model("a", "image", pricing={"quality": quality})])

    titles = [row.title for row in rows.values() if row.section == "Prices"]
    assert titles == [f"1K image, {quality} quality" for quality in ("low", "medium", "high")]


def test_a_capability_is_yes_no_or_not_stated() -> None:
    rows = _rows(
        [
            _text("a", None, capabilities={"supportsVision": True}),
            _text("b", None, capabilities={"supportsVision": False}),
            _text("c", None),
        ]
    )

    assert rows["Vision"].texts == ("yes", "no", "not stated")


def test_limits_come_from_constraints_too() -> None:
    rows = _rows(
        [
            model(
                "a",
                "image",
                None,
                constraints={"promptCharacterLimit": 1500, "resolutions": ["1K"]},
            ),
            model(
                "b", "image", None, constraints={"promptCharacterLimit": 9000, "steps": {"max": 20}}
            ),
        ]
    )

    assert rows["Prompt character limit"].texts == ("1,500", "9,000")
    assert rows["Prompt character limit"].is_best() == (False, True)
    assert rows["Resolutions"].texts == ("1K", "not stated")
    assert rows["Steps, max"].texts == ("not stated", "20")


def test_retirement_is_told_with_the_replacement() -> None:
    deprecation = {"removesAt": "2026-09-01T00:00:00Z", "replacementModelId": "b"}
    rows = _rows([_text("a", None, deprecation=deprecation), _text("b", None)])

    assert rows["Removed on (UTC)"].texts == ("2026-09-01 00:00", "no date set")
    assert rows["Replaced by"].texts == ("b", "not retiring")


@pytest.mark.parametrize("currency", ["usd", "diem"])
def test_the_whole_bundled_catalog_can_be_compared(currency: Currency) -> None:
    catalog = bundled()

    rows = compared(catalog.models, catalog.prices, currency)

    assert {len(row.texts) for row in rows} == {len(catalog.models)}
    titles = [(row.title, row.unit) for row in rows]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("multiple", "text"),
    [
        (1, "1×"),
        (3.2, "3.2×"),
        (13, "13×"),
        (1 / 13, "0.0769×"),
        (1.04, "1.04×"),
        (100, "100×"),
        (1234.4, "1,234×"),
        (0, "0×"),
    ],
)
def test_a_multiple_has_three_digits(multiple: float, text: str) -> None:
    assert times_text(multiple) == text


def test_a_link_is_read_in_any_case_and_the_rest_is_named() -> None:
    offered = [f"m{number}" for number in range(8)]

    link = read_link(["M1", "nope", "m1", *offered[2:8]], ["m0"], offered)

    assert link.model_ids == ["m1", "m2", "m3", "m4", "m5", "m6"]
    assert link.base == []
    assert link.ignored == [
        "nope, no model that is offered",
        "m1, named twice",
        "m7, one more than the 6 that fit",
        "m0 as the base, which is none of the compared models",
    ]


def _column(drawn: AppTest, table: int, column: str) -> dict[str, str]:
    shown = drawn.dataframe[table].value.set_index("Property")
    return dict(shown[column])


def test_the_page_marks_the_best_and_the_multiples() -> None:
    drawn = draw(COMPARE, compare_models=["gpt-image-2", "nano-banana-2"])

    # 0.10 / 0.27, 0.14 / 0.51, 0.19 / 0.84
    prices = _column(drawn, 0, "nano-banana-2")
    assert prices["1K image"] == "$0.10 · 0.37× · lowest"
    assert prices["2K image"] == "$0.14 · 0.275× · lowest"
    assert prices["4K image"] == "$0.19 · 0.226× · lowest"
    assert prices["1K image, low quality"] == "no price published"
    assert _column(drawn, 0, "gpt-image-2")["1K image"] == "$0.27"
    assert "5× the price of GPT Image 2" in texts_of(drawn)  # 0.10 / 0.02
    (chart,) = charts(drawn)
    assert chart.takeaway == "Each price as a multiple of that of GPT Image 2"


def test_another_base_turns_the_multiples_around() -> None:
    drawn = draw(
        COMPARE, compare_models=["gpt-image-2", "nano-banana-2"], compare_base="nano-banana-2"
    )

    assert _column(drawn, 0, "gpt-image-2")["1K image"] == "$0.27 · 2.7×"
    assert _column(drawn, 0, "nano-banana-2")["1K image"] == "$0.10 · lowest"


def test_filters_do_not_hide_what_a_link_names() -> None:
    drawn = draw(COMPARE, compare_models=["gpt-image-2", "nano-banana-2"], type="text")

    assert drawn.multiselect(key="compare_models").value == ["gpt-image-2", "nano-banana-2"]
    assert _column(drawn, 0, "gpt-image-2")["1K image"] == "$0.27"


def test_rows_that_are_the_same_are_folded() -> None:
    drawn = draw(COMPARE, compare_models=["gpt-image-2", "nano-banana-2"])

    assert any(fold.label.startswith("The same for all: ") for fold in drawn.expander)
    assert "Upscale 2x" not in _column(drawn, 0, "gpt-image-2")


def test_without_a_choice_the_page_offers_one() -> None:
    drawn = draw(COMPARE)

    drawn.button(key="compare_suggested_text").click()
    rerun(drawn)

    assert drawn.multiselect(key="compare_models").value == [
        "stealth-ox-alpha",
        "e2ee-qwen-2-5-7b-p",
        "e2ee-gpt-oss-20b-p",
    ]
    assert any(subheader.value == "What differs" for subheader in drawn.subheader)


def test_one_model_asks_for_another() -> None:
    drawn = draw(COMPARE, compare_models=["gpt-image-2"])

    assert "Pick one more model." in texts_of(drawn)
    assert len(drawn.dataframe) == 0


def test_hostile_names_stay_text() -> None:
    serve([_text("a", tokens(input=1), name=HOSTILE), _text("b", tokens(input=2), name="[B]")])

    drawn = draw(COMPARE, compare_models=["a", "b"])

    assert any(HOSTILE in text for text in texts_of(drawn))


def test_the_basket_is_priced_with_each() -> None:
    serve([_text("a", tokens(input=1, output=2)), model("b", "image", pricing=None)])
    basket = Basket(
        (
            Line(Chat(requests=12, input_tokens=1_000_000, output_tokens=0), None, "day"),
            Line(Chat(requests=3, input_tokens=0, output_tokens=1_000_000), None, "once"),
            Line(Images(count=10, resolution="1K", quality="low"), None, "month"),
        )
    )
    drawn = draw(COMPARE, compare_models=["a", "b"])

    drawn.session_state["basket_text"] = basket_to_text(basket)
    rerun(drawn)

    costs = drawn.dataframe[-1].value.set_index("Line")
    assert dict(costs["a"]) == {
        "1. chat, 12 requests a day": "$365.00",  # 12 x $1 x 365 / 12
        "2. chat, 3 requests once": "$6.00 once",
        "3. images, 10 a month": "cannot do this work",
    }
    assert costs["b"].tolist()[0] == "cannot do this work"
    assert "cannot" not in costs["b"].tolist()[2]
