"""The cost of a piece of work, worked out by hand against the bundled catalog's prices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.samples import bundled, tokens, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.costs.work import (
    Chat,
    Edits,
    Embed,
    Images,
    Music,
    Speech,
    Transcription,
    Upscales,
    Video,
    Work,
)
from venice_data.costs.work_costs import (
    NOT_IN_THE_LIST,
    Cost,
    cost_of,
    cost_with,
    costs_by_model,
    ranked,
)

BY_HAND: list[tuple[str, Work, str]] = [
    # 1,000 x (6,000 x 0.50 + 2,000 cached x 0.05 + 500 x 2.00) / 1M
    ("qwen-3-7-plus", Chat(1_000, 8_000, 500, 0.25), "4.10"),
    # Below the threshold of 256,000: (255,999 x 0.50 + 1,000 x 2.00) / 1M
    ("qwen-3-7-plus", Chat(1, 255_999, 1_000), "0.1299995"),
    # At it: (256,000 x 0.50 + 1,000 x 2.00) / 1M
    ("qwen-3-7-plus", Chat(1, 256_000, 1_000), "0.13"),
    # Above it, the whole request: (256,001 x 1.50 + 1,000 x 6.00) / 1M
    ("qwen-3-7-plus", Chat(1, 256_001, 1_000), "0.3900015"),
    # Cached input counts towards it. At it: (128,000 x 0.50 + 128,000 x 0.05 + 2,000) / 1M
    ("qwen-3-7-plus", Chat(1, 256_000, 1_000, 0.5), "0.0724"),
    # Above it: (128,001 x 1.50 + 128,000 x 0.15 + 1,000 x 6.00) / 1M
    ("qwen-3-7-plus", Chat(1, 256_001, 1_000, 0.5), "0.2172015"),
    # Written at the long-context write price: 256,001 x 1.875 / 1M
    ("qwen-3-7-plus", Chat(1, 256_001, 0, 0, 256_001), "0.480001875"),
    # Below the threshold of 200,000: (199,999 x 1.42 + 1,000 x 2.83) / 1M
    ("grok-4-20", Chat(1, 199_999, 1_000), "0.28682858"),
    # At it: (200,000 x 1.42 + 1,000 x 2.83) / 1M
    ("grok-4-20", Chat(1, 200_000, 1_000), "0.28683"),
    # Above it: (200,001 x 2.83 + 1,000 x 5.67) / 1M
    ("grok-4-20", Chat(1, 200_001, 1_000), "0.57167283"),
    # All of it cached, at the threshold: (200,000 x 0.23 + 1,000 x 2.83) / 1M
    ("grok-4-20", Chat(1, 200_000, 1_000, 1), "0.04883"),
    # All of it cached, above: (200,001 x 0.45 + 1,000 x 5.67) / 1M
    ("grok-4-20", Chat(1, 200_001, 1_000, 1), "0.09567045"),
    # No write price at all: written at the long-context input price, 200,001 x 2.83 / 1M
    ("grok-4-20", Chat(1, 200_001, 0, 0, 200_001), "0.56600283"),
    # A write price below the input price: 200,001 x 0.50 / 1M
    ("gemini-3-1-pro-preview", Chat(1, 200_001, 0, 0, 200_001), "0.1000005"),
    # (6,000 x 6.00 + 4,000 written x 7.50 + 1,000 x 30.00) / 1M
    ("claude-opus-5", Chat(1, 10_000, 1_000, 0, 4_000), "0.096"),
    # No more is written than is left: (500 cached x 0.60 + 500 written x 7.50) / 1M
    ("claude-opus-5", Chat(1, 1_000, 0, 0.5, 5_000), "0.00405"),
    # No write price: (10,000 x 0.33 + 1,000 x 0.48) / 1M
    ("deepseek-v3.2", Chat(1, 10_000, 1_000, 0, 4_000), "0.00378"),
    # No cache price: (10,000 x 0.70 + 1,000 x 2.80) / 1M
    ("llama-3.3-70b", Chat(1, 10_000, 1_000, 0.9), "0.0098"),
    # 30 x 100,000 x 0.26666667 / 1M
    ("openai-gpt-56-luna", Chat(30, 100_000, 0), "0.80000001"),
    # A share of 0.29 of 100 tokens is 29, whatever floats say: (71 x 0.50 + 29 x 0.05) / 1M
    ("qwen-3-7-plus", Chat(1, 100, 0, 0.29), "0.00003695"),
    # Free is zero
    ("stealth-ox-alpha", Chat(1_000, 8_000, 500), "0"),
    # 2,000,000 x 0.025 / 1M
    ("text-embedding-3-small", Embed(2_000_000), "0.05"),
    # 1 x 0.0125 / 1M
    ("text-embedding-bge-en-icl", Embed(1), "0.0000000125"),
    # 300 x 0.02
    ("gpt-image-2", Images(300, "1K", "low"), "6.00"),
    # 10 x 0.83
    ("gpt-image-2", Images(10, "4K", "high"), "8.30"),
    # One price at every size: 300 x 0.01
    ("chroma", Images(300, "4K", "high"), "3.00"),
    # By resolution: 7 x 0.19
    ("nano-banana-2", Images(7, "4K", "medium"), "1.33"),
    # 10 x (0.03 + 4 further x 0.0092)
    ("gpt-image-2-edit", Edits(10, 5, "1K", "low"), "0.668"),
    # None is included: 100 x (0.05 + 3 x 0.0115)
    ("grok-imagine-image-2-0-edit", Edits(100, 3, "1K", "low"), "8.45"),
    # 20 x (0.11 + 3 x 0.00345)
    ("seedream-v5-pro-edit", Edits(20, 4, "2K", "high"), "2.407"),
    # No price for further images: 10 x 0.04
    ("firered-image-edit", Edits(10, 5, "1K", "low"), "0.40"),
    # 3 x 0.02 and 50 x 0.08
    ("upscaler", Upscales(3, "2x"), "0.06"),
    ("upscaler", Upscales(50, "4x"), "4.00"),
    # An image model that enlarges too: 3 x 0.02
    ("chroma", Upscales(3, "2x"), "0.06"),
    # 123,456 x 3.50 / 1M
    ("tts-kokoro", Speech(123_456), "0.432096"),
    # A music model that speaks: 1,500 x 0.115 / 1,000
    ("elevenlabs-tts-v3", Speech(1_500), "0.1725"),
    # 60 minutes x 60 seconds x 0.0001
    ("openai/whisper-large-v3", Transcription(60), "0.36"),
    # A tenth of a minute: 6 x 0.0001
    ("openai/whisper-large-v3", Transcription(0.1), "0.0006"),
    # The tier to 60 seconds: 4 x 0.69; the next from 61: 4 x 1.38
    ("elevenlabs-music", Music(4, 60), "2.76"),
    ("elevenlabs-music", Music(4, 61), "5.52"),
    # By the second: 4 x 60 x 0.0023
    ("elevenlabs-sound-effects-v2", Music(4, 60), "0.552"),
    # By the generation, whatever its length: 3 x 0.19
    ("stable-audio-25", Music(3, 600), "0.57"),
    # 3 x 0.28, as quoted
    (
        "kling-2.5-turbo-pro-text-to-video",
        Video(3, 0.28, "kling-2.5-turbo-pro-text-to-video"),
        "0.84",
    ),
]

NOT_PRICED: list[tuple[str, Work, str]] = [
    ("qwen-3-7-plus", Chat(1, 999_001, 1_000), "longer than the context window"),
    ("gpt-image-2", Images(1, "8K", "low"), "not offered at this resolution or quality"),
    (
        "grok-imagine-image-2-0",
        Images(1, "1K", "high"),
        "not offered at this resolution or quality",
    ),
    ("seedream-v5-pro-edit", Edits(1, 1, "4K", "low"), "not offered at this resolution or quality"),
    ("upscaler", Upscales(1, "8x"), "not offered at this factor"),
    ("elevenlabs-music", Music(1, 601), "not offered at this length"),
    ("elevenlabs-tts-v3", Music(1, 60), "priced by character, not by length"),
    (
        "kling-2.5-turbo-pro-image-to-video",
        Video(3, 0.28, "kling-2.5-turbo-pro-text-to-video"),
        "priced by quote: ask for one",
    ),
]


def _with_tiny_model(pricing: object, work: Work, model_type: str = "text") -> Cost:
    catalog = parse_models([model("a", model_type, pricing)])
    return cost_with("a", work, catalog.prices, catalog.models, "usd")


@pytest.mark.parametrize(("model_id", "work", "expected"), BY_HAND)
def test_the_cost_is_the_one_worked_out_by_hand(model_id: str, work: Work, expected: str) -> None:
    catalog = bundled()

    exact = cost_with(model_id, work, catalog.prices, catalog.models, "usd")
    costs = cost_of(work, catalog.prices, catalog.models, "usd").loc[model_id]

    assert exact.amount == Decimal(expected)
    assert (costs["cost"], costs["why_not"]) == (float(expected), "")


def test_a_model_whose_answers_are_too_short_has_no_cost_and_says_how_long_they_are() -> None:
    catalog = parse_models(
        [model("a", "text", tokens(input=1, output=1), maxCompletionTokens=4_096)]
    )

    cost = cost_with("a", Chat(1, 10, 4_097), catalog.prices, catalog.models, "usd")

    # stood there: 0.004107
    assert (cost.amount, cost.why_not) == (None, "answers at most 4,096 tokens")


@pytest.mark.parametrize(("model_id", "work", "reason"), NOT_PRICED)
def test_what_cannot_be_priced_says_why(model_id: str, work: Work, reason: str) -> None:
    catalog = bundled()

    exact = cost_with(model_id, work, catalog.prices, catalog.models, "usd")
    costs = cost_of(work, catalog.prices, catalog.models, "usd").loc[model_id]

    assert exact == Cost(None, reason)
    assert costs.isna()["cost"]
    assert costs["why_not"] == reason


@pytest.mark.parametrize(
    ("pricing", "work", "expected"),
    [
        # The base cache price holds where the extended one is missing: 2,000 x 0.1 / 1M
        ({"cache_input": usd(0.1)}, Chat(1, 2_000, 0, 1), "0.0002"),
        # An extended cache price alone: 2,000 x 0.4 / 1M
        ({"extended.cache_input": usd(0.4)}, Chat(1, 2_000, 0, 1), "0.0008"),
        # Neither: the long-context input price, 2,000 x 3 / 1M
        ({}, Chat(1, 2_000, 0, 1), "0.006"),
        # No extended output price: (2,000 x 3 + 1,000 x 2) / 1M
        ({}, Chat(1, 2_000, 1_000), "0.008"),
    ],
)
def test_missing_long_context_prices_fall_back(
    pricing: dict[str, object], work: Chat, expected: str
) -> None:
    extended: dict[str, object] = {"context_token_threshold": 1_000, "input": usd(3)}
    if "extended.cache_input" in pricing:
        extended["cache_input"] = pricing.pop("extended.cache_input")

    cost = _with_tiny_model({**tokens(input=1, output=2), **pricing, "extended": extended}, work)

    assert cost.amount == Decimal(expected)


def test_no_price_is_not_zero_even_for_no_work() -> None:
    assert _with_tiny_model({}, Chat(0, 0, 0)).why_not == "no price published"
    assert _with_tiny_model(tokens(output=1), Chat(1, 5, 5)).amount is None


def test_an_unpublished_price_of_what_is_not_used_does_not_matter() -> None:
    assert _with_tiny_model(tokens(input=1), Chat(1, 1_000_000, 0)).amount == 1


def test_a_published_price_is_the_decimal_that_it_means() -> None:
    noisy = {"inpaint": usd(0.03), "inputImages": {"additional": usd(0.009200000000000002)}}

    cost = _with_tiny_model(noisy, Edits(1, 5, "1K", "low"), "inpaint")

    assert cost.amount == Decimal("0.0668")  # 0.03 + 4 x 0.0092


def test_the_diem_price_is_read_for_diem() -> None:
    catalog = parse_models([model("a", "embedding", {"input": {"usd": 1, "diem": 10}})])

    cost = cost_with("a", Embed(1_000_000), catalog.prices, catalog.models, "diem")

    assert cost.amount == Decimal(10)
    assert cost.explanation == "1,000,000 tokens × 10.00 DIEM / 1M = 10.00 DIEM"


def test_a_model_gone_or_of_another_type_is_not_priced() -> None:
    catalog = bundled()

    gone = cost_with("gone", Embed(1), catalog.prices, catalog.models, "usd")
    other = cost_with("chroma", Embed(1), catalog.prices, catalog.models, "usd")

    assert gone == Cost(None, NOT_IN_THE_LIST)
    assert other == Cost(None, "the model does not do this work: embed")


@pytest.mark.parametrize(
    ("model_id", "work", "expected"),
    [
        (
            "qwen-3-7-plus",
            Chat(1_000, 8_000, 500, 0.25),
            (
                "1,000 requests × (6,000 input × $0.50 + 2,000 cached × $0.05"
                " + 500 output × $2.00) / 1M = $4.10"
            ),
        ),
        (
            "grok-4-20",
            Chat(1, 200_001, 0),
            (
                "1 request × 200,001 input × $2.83 / 1M = $0.56600283"
                " (long-context rates, since the input exceeds 200,000 tokens)"
            ),
        ),
        (
            "gpt-image-2-edit",
            Edits(10, 5, "1K", "low"),
            "10 edits × ($0.03 + 4 further input images × $0.0092) = $0.668",
        ),
        (
            "chroma",
            Images(300, "2K", "low"),
            "300 images × $0.01 = $3.00 (one price, size not stated)",
        ),
        ("openai/whisper-large-v3", Transcription(60), "60 minutes × 60 seconds × $0.0001 = $0.36"),
    ],
)
def test_the_explanation_multiplies_out(model_id: str, work: Work, expected: str) -> None:
    catalog = bundled()

    cost = cost_with(model_id, work, catalog.prices, catalog.models, "usd")

    assert cost.explanation == expected


def test_every_model_of_the_type_has_one_row_and_no_other() -> None:
    catalog = bundled()

    costs = cost_of(Chat(1, 1, 1), catalog.prices, catalog.models, "usd")

    assert costs.index.tolist() == catalog.models.index[catalog.models["type"] == "text"].tolist()
    assert list(costs_by_model(Chat(1, 1, 1), catalog.prices, catalog.models, "usd")) == list(
        costs.index
    )


def test_the_ranking_puts_free_first_and_unpriced_last_and_ties_in_order_of_id() -> None:
    prices = {"d": tokens(input=1), "c": {}, "b": tokens(input=1), "a": tokens(input=0)}
    catalog = parse_models([model(name, "embedding", block) for name, block in prices.items()])

    ranking = ranked(cost_of(Embed(1_000_000), catalog.prices, catalog.models, "usd"))

    assert ranking.index.tolist() == ["a", "b", "d", "c"]


def test_an_empty_list_gives_an_empty_frame() -> None:
    catalog = parse_models([])

    assert cost_of(Music(1, 60), catalog.prices, catalog.models, "usd").empty
    assert cost_of(Chat(1, 1, 1), catalog.prices, catalog.models, "usd").empty
