"""Every component of a price has a unit, a label and an explanation, or says it is new."""

from __future__ import annotations

import pytest

from tests.support.samples import bundled, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.catalog import price_components
from venice_data.catalog.price_components import (
    PRICE_COMPONENTS,
    PRICING_COUNTS,
    UNKNOWN_UNIT,
    PriceComponent,
    column_title,
    describe,
    describe_path,
    explanations_by_title,
    reading_order,
)

TOKENS = "1M tokens"


def _bundled_components() -> list[tuple[str, str]]:
    """Return each component of the bundled list with a type that has it."""
    catalog = bundled()
    types = catalog.prices["model_id"].map(catalog.models["type"])
    return sorted(set(zip(catalog.prices["component"], types, strict=True)))


@pytest.mark.parametrize(("component", "model_type"), _bundled_components())
def test_every_bundled_component_is_known_and_explained(component: str, model_type: str) -> None:
    meaning = describe(component, model_type)

    assert meaning.unit != UNKNOWN_UNIT
    assert meaning.label
    assert meaning.label != component
    assert meaning.explanation.endswith(".")


def test_the_parser_and_the_dotted_path_agree_on_every_bundled_price() -> None:
    catalog = bundled()
    types = catalog.prices["model_id"].map(catalog.models["type"])

    described = [
        describe(component, model_type)
        for component, model_type in zip(catalog.prices["component"], types, strict=True)
    ]

    assert [meaning.unit for meaning in described] == catalog.prices["unit"].tolist()
    assert [meaning.label for meaning in described] == catalog.prices["label"].tolist()


@pytest.mark.parametrize(
    ("component", "model_type", "unit", "label"),
    [
        ("input", "text", TOKENS, "Input"),
        ("input", "embedding", TOKENS, "Input"),
        ("input", "tts", "1M characters", "Text to speak"),
        ("output", "text", TOKENS, "Output"),
        ("cache_input", "text", TOKENS, "Cache read"),
        ("cache_write", "text", TOKENS, "Cache write"),
        ("extended.input", "text", TOKENS, "Input, long context"),
        ("extended.cache_write", "text", TOKENS, "Cache write, long context"),
        ("per_audio_second", "asr", "second", "Audio transcribed"),
        ("generation", "image", "image", "Image"),
        ("generation", "music", "generation", "Generation"),
        ("generation", "upscale", "generation", "Generation"),
        ("inpaint", "inpaint", "edit", "Edit"),
        ("inpaint", "image", "edit", "Edit"),
        ("inputImages.additional", "inpaint", "input image", "Extra input image"),
        ("resolutions.2K", "inpaint", "image", "2K image"),
        ("quality.2K.low", "image", "image", "2K image, low quality"),
        ("upscale.4x", "upscale", "upscaled image", "Upscale 4x"),
        ("upscale.2x", "image", "upscaled image", "Upscale 2x"),
        ("per_second", "music", "second", "Audio made"),
        ("durations.60", "music", "track", "Track, 60 s tier"),
        ("per_thousand_characters", "music", "1K characters", "Text to speak"),
    ],
)
def test_a_component_means_what_its_type_makes_of_it(
    component: str, model_type: str, unit: str, label: str
) -> None:
    meaning = describe(component, model_type)

    assert (meaning.unit, meaning.label) == (unit, label)


@pytest.mark.parametrize(
    ("component", "resolution", "quality", "tier"),
    [
        ("quality.1.5K.low", "1.5K", "low", None),
        ("quality.2K.high", "2K", "high", None),
        ("resolutions.1.5K", "1.5K", None, None),
        ("resolutions.1024x1024", "1024x1024", None, None),
        ("upscale.1.5x", None, None, "1.5x"),
        ("upscale.2x", None, None, "2x"),
    ],
)
def test_a_path_names_size_quality_and_factor_even_with_a_dot_in_them(
    component: str, resolution: str | None, quality: str | None, tier: str | None
) -> None:
    meaning = describe(component, "image")

    assert (meaning.resolution, meaning.quality, meaning.tier) == (resolution, quality, tier)
    assert meaning.unit != UNKNOWN_UNIT


def test_a_factor_with_a_dot_is_explained_in_words() -> None:
    assert "1.5 times" in describe("upscale.1.5x", "upscale").explanation


def test_tiers_of_length_and_of_context_are_named() -> None:
    assert describe("durations.210", "music").tier == "210"
    assert describe("extended.output", "text").tier == "extended"


@pytest.mark.parametrize(
    ("component", "model_type"),
    [
        ("per_wish", "text"),
        ("extended.per_wish", "text"),
        ("extended", "text"),
        ("input", "image"),
        ("input", "asr"),
        ("input", "unknown"),
        ("output", "tts"),
        ("quality.2K", "image"),
        ("quality", "image"),
        ("quality.2K.low", "text"),
        ("generation", "inpaint"),
        ("generation", "text"),
        ("resolutions", "image"),
        ("durations", "music"),
        ("durations.60", "image"),
        ("", "text"),
        ("...", "image"),
    ],
)
def test_a_component_that_is_new_keeps_its_name_and_has_no_unit(
    component: str, model_type: str
) -> None:
    meaning = describe(component, model_type)

    assert meaning.unit == UNKNOWN_UNIT
    assert meaning.label == component
    assert meaning.explanation


def test_a_path_given_key_by_key_is_not_split_at_the_dots_in_a_key() -> None:
    meaning = describe_path(("extended.input",), "text")

    assert meaning.unit == UNKNOWN_UNIT


def test_no_two_entries_claim_the_same_path_for_a_type() -> None:
    claims = [
        (known.path, model_type)
        for known in PRICE_COMPONENTS
        for model_type in known.types or ("",)
    ]

    assert len(claims) == len(set(claims))


def test_every_entry_is_explained_in_a_sentence() -> None:
    assert [known.path for known in PRICE_COMPONENTS if not known.explanation.endswith(".")] == []


def test_components_are_read_in_the_order_of_the_entries_and_new_ones_last() -> None:
    in_order = [
        "input",
        "output",
        "cache_input",
        "cache_write",
        "extended.input",
        "durations.60",
        "durations.120",
        "generation",
        "inpaint",
        "inputImages.additional",
        "quality.1K.low",
        "quality.1K.medium",
        "quality.1K.high",
        "quality.1K.ultra",
        "quality.1.5K.low",
        "quality.2K.low",
        "quality.16K.low",
        "resolutions.1K",
        "upscale.2x",
        "upscale.16x",
        "a_new_one.2",
        "a_new_one.10",
        "another",
    ]

    shuffled = list(reversed(in_order))

    assert sorted(shuffled, key=reading_order) == in_order


def test_numbers_in_other_scripts_and_endless_ones_sort_too() -> None:
    components = ["durations.²", "durations.٣", f"durations.{'9' * 5_000}", "durations.1", ""]

    assert min(components, key=reading_order) == "durations.1"


def test_titles_that_explain_themselves_are_those_of_columns() -> None:
    explanations = explanations_by_title()

    assert explanations[column_title("input", "tts")] == describe("input", "tts").explanation
    assert explanations[column_title("extended.output", "text")].startswith("What the model writes")
    assert not any("{" in title for title in explanations)


def test_a_count_beside_the_prices_is_no_component() -> None:
    for path in PRICING_COUNTS:
        assert describe_path(path, "text").unit == UNKNOWN_UNIT


def test_one_entry_is_all_that_a_new_price_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = PriceComponent(
        "frames.{resolution}.{speed}",
        "frame",
        "{resolution} frame at {speed}",
        "Each frame at {resolution} and {speed}.",
        ("video",),
        resolution="{resolution}",
        tier="{speed}",
    )
    pricing = {"frames": {"1.5K": {"fast": usd(0.02)}}}
    before = parse_models([model("clip", "video", pricing)])
    monkeypatch.setattr(price_components, "PRICE_COMPONENTS", (entry, *PRICE_COMPONENTS))

    catalog = parse_models([model("clip", "video", pricing)])

    assert before.prices["unit"].tolist() == [UNKNOWN_UNIT]
    assert before.problems["where"].tolist() == ["model_spec.pricing.frames.1.5K.fast"]
    assert catalog.problems.empty
    columns = ["component", "unit", "usd", "resolution", "tier", "label"]
    assert catalog.prices[columns].to_numpy().tolist() == [
        ["frames.1.5K.fast", "frame", 0.02, "1.5K", "fast", "1.5K frame at fast"]
    ]
    assert describe("frames.1.5K.fast", "video").explanation == "Each frame at 1.5K and fast."
    assert min(["input", "frames.1.5K.fast"], key=reading_order) == "frames.1.5K.fast"
    assert describe("frames.1.5K.fast", "music").unit == UNKNOWN_UNIT
