"""Models side by side: multiples and best values worked out by hand, and links as read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.samples import bundled, by_quality, tokens, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.catalog.money import times_text
from venice_data.costs.comparison import compared

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency
    from venice_data.costs.compared_row import ComparedRow


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
    row = _rows(THREE)["Blended, 3 in for 1 out, USD per 1M tokens"]

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


def test_a_discount_to_the_user_is_told_where_it_is_stated_and_changes_no_price() -> None:
    discounted = _text("a", tokens(input=1)) | {"discount_to_user": 0.125}
    rows = _rows([discounted, _text("b", tokens(input=1))])

    assert rows["Discount to user"].texts == ("12.5%", "not stated")
    assert "is what Venice bills" in rows["Discount to user"].explanation
    assert rows["Input, USD per 1M tokens"].texts == ("$1.00", "$1.00")
    assert "Discount to user" not in _rows(THREE)


def test_terms_are_written_for_people_and_not_as_the_api_names_them() -> None:
    """A reader met “default_code”, “function_calling_default” and “not-available”."""
    traits = ["default_code", "function_calling_default", "most_intelligent", "default"]
    rows = _rows(
        [
            _text("a", tokens(input=1), traits=traits, capabilities={"quantization": "fp8"}),
            _text("b", tokens(input=1), capabilities={"quantization": "not-available"}),
        ]
    )

    assert rows["Venice suggests it as"].texts == (
        "default for code, default for function calling, most intelligent, default model",
        "nothing special",
    )
    assert rows["Precision of its numbers"].texts == ("fp8", "not stated")


def test_without_a_higher_rate_long_context_costs_the_same_as_base() -> None:
    """Kimi K3 and GLM 5 had `no price published`, though they charge no surcharge."""
    long = {"context_token_threshold": 1_000} | tokens(input=2, output=8)
    plain = tokens(input=1, output=4)

    rows = _rows([_text("stepped", plain | {"extended": long}), _text("flat", plain)])

    texts = rows["Input, long context, USD per 1M tokens"].texts
    assert texts == ("$2.00", "same as base")
    assert rows["Long-context prices from, tokens"].texts == ("1,000", "none")


def test_a_model_that_takes_no_request_so_long_has_no_price_for_it() -> None:
    """It was marked the lowest for requests that it refuses."""
    long = {"context_token_threshold": 256_000} | tokens(input=4, output=8)

    rows = _rows(
        [
            _text("stepped", tokens(input=2, output=4) | {"extended": long}),
            _text("small", tokens(input=1, output=2), availableContextTokens=256_000),
            _text("large", tokens(input=3, output=6), availableContextTokens=256_001),
        ]
    )

    row = rows["Input, long context, USD per 1M tokens"]
    assert row.texts == ("$4.00", "beyond its context window", "same as base")
    assert row.is_best() == (False, False, True)


def test_a_base_rate_that_holds_for_long_context_counts_as_its_price_there() -> None:
    """The dearer of two was marked the lowest, beside one that charges a quarter of it."""
    rows = _rows(
        [
            _text("aa", tokens(input=3) | {"extended": tokens(input=6)}),
            _text("bb", tokens(input=2) | {"extended": tokens(input=4)}),
            _text("cc", tokens(input=1)),
        ]
    )

    row = rows["Input, long context, USD per 1M tokens"]
    assert row.texts == ("$6.00", "$4.00", "same as base")
    assert row.amounts == (6, 4, 1)
    assert row.is_best() == (False, False, True)
