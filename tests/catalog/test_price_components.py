"""Every component of a price has a unit, a label and an explanation, or says it is new."""

from __future__ import annotations

import pytest

from tests.support.samples import bundled
from venice_data.catalog.price_components import UNKNOWN_UNIT, describe, describe_path

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
