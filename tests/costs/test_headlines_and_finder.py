"""One comparable price a type, and the finder's answer in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.samples import bundled, tokens, usd
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.catalog.filters import FILTERS, Filters
from venice_data.costs.finder import Finding, find_cheapest
from venice_data.costs.headlines import HEADLINE_UNITS, headline_prices

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency

UNPUBLISHED = float("nan")
TEXT = Filters(types=("text",))
SEES: dict[str, Any] = {"capabilities": {"supportsVision": True}}


def _find(models: list[dict[str, Any]], wish: Filters, currency: Currency = "usd") -> Finding:
    catalog = parse_models(models)
    return find_cheapest(catalog.models, catalog.prices, wish, currency)


@pytest.mark.parametrize(
    ("model_id", "expected"),
    [
        ("qwen-3-7-plus", 0.875),  # text: (3 x 0.50 + 1 x 2) / 4
        ("text-embedding-3-large", 0.1625),
        ("gpt-image-2", 0.02),  # image: 1K at low, not the 0.02 of enlarging
        ("recraft-v4-pro", 0.29),  # image: though enlarging costs 0.02
        ("gpt-image-2-edit", 0.03),  # inpaint: 1K at low, below the base of 0.34
        ("firered-image-edit", 0.04),  # inpaint: the base price
        ("upscaler", 0.02),  # upscale: 2x, not the generation of 0.01
        ("elevenlabs-music", 0.69),  # music: the tier from 3 to 60 seconds
        ("mmaudio-v2-text-to-audio", 0.0552),  # music: 60 x 0.00092
        ("lyria-3-pro", 0.1),  # music: one price a generation
        ("elevenlabs-tts-v3", UNPUBLISHED),  # music priced by character, not by length
        ("tts-kokoro", 3.5),
        ("openai/whisper-large-v3", 0.36),  # asr: 3,600 x 0.0001
        ("sora-2-text-to-video", UNPUBLISHED),
    ],
)
def test_each_type_has_its_headline(model_id: str, expected: float) -> None:
    catalog = bundled()

    headlines = headline_prices(catalog.prices, catalog.models.loc[[model_id]], "usd")

    assert headlines[model_id] == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_models_of_all_types_keep_their_order_and_few_lack_a_headline() -> None:
    catalog = bundled()

    headlines = headline_prices(catalog.prices, catalog.models, "usd")

    assert headlines.index.equals(catalog.models.index)
    lacking = catalog.models[headlines.isna()]
    assert lacking["type"].value_counts().to_dict() == {"video": 13, "music": 2, "image": 1}
    assert "bria-bg-remover" in lacking.index  # it makes no picture


def test_the_headline_of_an_edit_counts_its_one_image_where_the_price_includes_none() -> None:
    """Two models shared the lowest price, of which one charges for the image that is edited."""
    further = usd(0.0023)
    catalog = parse_models(
        [
            model(name, "inpaint", {"inpaint": usd(0.03), "inputImages": images})
            for name, images in {
                "none": {"included": 0, "additional": further},
                "one": {"included": 1, "additional": further},
                "silent": {"additional": further},
            }.items()
        ]
    )

    headlines = headline_prices(catalog.prices, catalog.models, "usd")

    assert headlines.to_dict() == {"none": 0.0323, "one": 0.03, "silent": 0.03}


def test_a_headline_is_in_the_currency_asked_for() -> None:
    pricing = {"input": {"usd": 1, "diem": 10}, "output": {"usd": 1, "diem": 30}}
    catalog = parse_models([model("a", "text", pricing)])

    headlines = headline_prices(catalog.prices, catalog.models, "diem")

    assert headlines["a"] == 15  # (3 x 10 + 1 x 30) / 4


def test_a_type_that_is_new_has_no_headline_whatever_its_prices() -> None:
    catalog = parse_models([model("a", "hologram", {"generation": usd(1)})])

    headlines = headline_prices(catalog.prices, catalog.models, "usd")

    assert headlines.isna().tolist() == [True]


def test_a_known_type_has_no_headline_from_a_price_of_a_new_kind() -> None:
    models = [model("a", "video", {"per_wobble": usd(1)}), model("b", "video", None)]

    finding = _find(models, Filters(types=("video",)))

    assert finding.ranked["price"].isna().all()
    assert finding.sentence == "2 video models, but no price that can be ranked here."


def test_no_model_has_no_headline() -> None:
    catalog = parse_models([])

    assert headline_prices(catalog.prices, catalog.models, "usd").empty


def test_every_type_with_a_headline_names_its_unit() -> None:
    catalog = bundled()
    headlines = headline_prices(catalog.prices, catalog.models, "usd")

    with_headline = set(catalog.models["type"][headlines.notna()])

    assert with_headline == set(HEADLINE_UNITS)


def test_the_answer_names_the_wish_the_model_and_its_price() -> None:
    models = [
        text_model("dear", 4, 8, privacy="private", **SEES),
        text_model("alpha", 1, 2, privacy="private", **SEES),
        text_model("blind", 0.1, 0.1, privacy="private"),
        text_model("tight", 0.1, 0.1, privacy="private", **{**SEES, "availableContextTokens": 1}),
        text_model("open", 0.1, 0.1, privacy="anonymized", **SEES),
    ]
    wish = Filters(("text",), ("vision",), ("private",), 128_000)

    finding = _find(models, wish)

    # (3 x 1 + 1 x 2) / 4
    assert finding.sentence == (
        "Cheapest private text model with vision, with at least 128K context: "
        "Alpha, $1.25 per 1M tokens, 3 in for 1 out."
    )
    assert finding.ranked.index.tolist() == ["alpha", "dear"]


@pytest.mark.parametrize(
    ("tokens_wanted", "words"), [(8_000, "8K"), (1_000_000, "1M"), (2_000_000, "2M")]
)
def test_a_context_is_written_in_thousands_or_millions(tokens_wanted: int, words: str) -> None:
    finding = _find(
        [text_model(availableContextTokens=2_000_000)],
        Filters(types=("text",), min_context_tokens=tokens_wanted),
    )

    assert f"text model with at least {words} context:" in finding.sentence


@pytest.mark.parametrize("condition", FILTERS)
def test_the_answer_names_every_filter_that_is_set(condition: str) -> None:
    """Of a search it said nothing, and so called the cheapest what is not."""
    models = bundled().models
    declared = FILTERS[condition]
    value = declared.read((declared.labels(models) or ["claude"])[-1:])
    wish = replace(Filters(**{condition: value}), types=("text",))

    finding = find_cheapest(models, bundled().prices, wish, "usd")

    assert declared.in_words(getattr(wish, condition)) in finding.sentence.split(":")[0]


def test_of_two_privacies_either_will_do() -> None:
    wish = replace(TEXT, capabilities=("vision", "web search"), privacy=("private", "anonymized"))

    assert _find([], wish).sentence == (
        "No private or anonymized text model with vision and web search."
    )


@pytest.mark.parametrize(
    ("equals", "words"),
    [(0, "A, $"), (1, "2 models share $1.25 per 1M tokens, 3 in for 1 out: A, B0.")],
)
def test_a_tie_is_said(equals: int, words: str) -> None:
    models = [text_model("a", 1, 2), text_model("z", 9, 9)]
    models += [text_model(f"b{number}", 1, 2) for number in range(equals)]

    assert f": {words}" in _find(models, TEXT).sentence


def test_two_models_of_one_name_are_told_apart_by_their_ids() -> None:
    finding = _find([text_model("x-a", name="Twin"), text_model("x-b", name="Twin")], TEXT)

    assert "2 models share " in finding.sentence


def test_a_model_without_a_price_is_ranked_last_and_never_named_cheapest() -> None:
    models = [model("silent", "text", {}), text_model("paid", 1, 1)]

    finding = _find(models, TEXT)

    assert finding.ranked.index.tolist() == ["paid", "silent"]
    assert "Paid, $1.00" in finding.sentence


def test_the_price_is_in_the_currency_asked_for() -> None:
    models = [model("a", "text", {"input": {"diem": 2}, "output": {"diem": 4}})]

    sentence = _find(models, TEXT, "diem").sentence

    # (3 x 2 + 1 x 4) / 4
    assert sentence == "Cheapest text model: A, 2.50 DIEM per 1M tokens, 3 in for 1 out."


@pytest.mark.parametrize(
    ("count", "capabilities", "sentence"),
    [
        (1, (), "1 video model, but no price published to rank by."),
        (2, (), "2 video models, but no price published to rank by."),
        (2, ("uncensored",), "2 video models with uncensored, but no price published to rank by."),
    ],
)
def test_where_nothing_is_priced_the_answer_says_so(
    count: int, capabilities: tuple[str, ...], sentence: str
) -> None:
    models = [model(f"v{number}", "video", {}, uncensored=True) for number in range(count)]

    finding = _find(models, Filters(types=("video",), capabilities=capabilities))

    assert finding.sentence == sentence


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (
            Filters(("text",), ("vision",), ("private",)),
            "No private text model with vision. Without the capabilities, 2 would match.",
        ),
        (
            Filters(("text",), ("vision",), ("private",), 64_000),
            # without the capabilities or the context window still none would match
            (
                "No private text model with vision, with at least 64K context. "
                "Without privacy, 1 would match."
            ),
        ),
        (Filters(("image",), ("vision",)), "No image model with vision."),
    ],
)
def test_where_nothing_matches_the_best_remedy_is_named(wish: Filters, sentence: str) -> None:
    models = [
        text_model("p1", privacy="private", availableContextTokens=8_000),
        text_model("p2", privacy="private", availableContextTokens=8_000),
        text_model("a1", privacy="anonymized", **SEES),
    ]

    finding = _find(models, wish)

    assert finding.sentence == sentence
    assert finding.ranked.empty


def test_a_model_that_is_down_is_neither_recommended_nor_counted() -> None:
    models = [text_model("down", 0, 0, offline=True), text_model("up", 1, 1)]

    assert "Up, $1.00" in _find(models, TEXT).sentence
    assert _find(models[:1], TEXT).sentence == "No text model."


def test_the_finder_compares_models_of_one_type_only() -> None:
    models = [text_model("words", 9, 9), model("pictures", "image", {"generation": usd(0.01)})]

    finding = _find(models, Filters(types=("image",)))

    assert finding.sentence == (
        "Cheapest image model: Pictures, $0.01 per image, at its cheapest setting."
    )


def test_a_price_of_many_digits_is_written_whole() -> None:
    finding = _find([model("a", "text", tokens(input=0.00003, output=0.00004))], TEXT)

    # (3 x 0.00003 + 1 x 0.00004) / 4
    assert "A, $0.0000325 per 1M tokens" in finding.sentence
