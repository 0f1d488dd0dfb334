"""Every price component, once: its path, its unit, its words, its place and its model types."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

UNKNOWN_UNIT: Final = "unknown"

MILLION_TOKENS: Final = "1M tokens"
MILLION_CHARACTERS: Final = "1M characters"
THOUSAND_CHARACTERS: Final = "1K characters"
SECOND: Final = "second"
IMAGE: Final = "image"
UPSCALED_IMAGE: Final = "upscaled image"
EDIT: Final = "edit"
INPUT_IMAGE: Final = "input image"
GENERATION: Final = "generation"
TRACK: Final = "track"

WORDS_PER_TOKEN: Final = 0.75  # of English
WORDS_OF_TOKENS: Final = f"1,000 tokens are about {1_000 * WORDS_PER_TOKEN:.0f} English words"
LONG_CONTEXT: Final = "extended."  # how the paths of its prices begin

QUALITIES: Final = ("low", "medium", "high")
# What stands beside the prices under `pricing` but is a count, and the column of models for it.
PRICING_COUNTS: Final = {
    ("extended", "context_token_threshold"): "long_context_threshold_tokens",
    ("inputImages", "included"): "included_input_images",
}

_TOKEN_PRICED: Final = ("text", "embedding")
_PICTURES: Final = ("image", "inpaint", "upscale")

_ChoiceOrder = tuple[int, tuple[str | float, ...]]


@dataclass(frozen=True)
class PriceComponent:
    """One price component: where it stands under `pricing`, and how people read it.

    `path` is dotted. A name in braces in it, such as `{resolution}`, stands for whatever a
    model writes there, and for the same in the texts. `unit` is what one price buys;
    `resolution`, `quality` and `tier` are what the path chooses, None where it does not.
    `types` are the model types that have the component; none means all.
    """

    path: str
    unit: str
    label: str
    explanation: str
    types: tuple[str, ...] = ()
    resolution: str | None = None
    quality: str | None = None
    tier: str | None = None

    def columns(self) -> dict[str, str | None]:
        """Return what a row of prices says about its component."""
        return {
            "unit": self.unit,
            "resolution": self.resolution,
            "quality": self.quality,
            "tier": self.tier,
            "label": self.label,
        }

    def belongs_to(self, model_type: str) -> bool:
        """Tell whether models of a type have the component."""
        return not self.types or model_type in self.types

    def choices_in(self, component: str) -> dict[str, str] | None:
        """Return what a dotted path says in place of each name in braces; None if it is another.

        Such a choice may hold a dot itself: `upscale.1.5x`.
        """
        found = self._pattern.fullmatch(component)
        return None if found is None else found.groupdict()

    def with_choices(self, choices: dict[str, str]) -> PriceComponent:
        """Return the component with the names in braces filled in, in all but its path."""
        return replace(
            self,
            label=self.label.format(**choices),
            explanation=self.explanation.format(**choices),
            resolution=self.resolution and self.resolution.format(**choices),
            quality=self.quality and self.quality.format(**choices),
            tier=self.tier and self.tier.format(**choices),
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        named_groups = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(self.path))
        return re.compile(named_groups, re.DOTALL)


def _for_long_context(base: PriceComponent) -> PriceComponent:
    return replace(
        base,
        path=f"{LONG_CONTEXT}{base.path}",
        label=f"{base.label}, long context",
        explanation=f"{base.explanation} This price holds for the whole request "
        "once its input passes the model's long-context threshold.",
        tier="extended",
    )


_PER_TOKEN: Final = (
    PriceComponent(
        "input",
        MILLION_TOKENS,
        "Input",
        f"What you send to the model. {WORDS_OF_TOKENS}.",
        _TOKEN_PRICED,
    ),
    PriceComponent(
        "output",
        MILLION_TOKENS,
        "Output",
        "What the model writes, its reasoning included, per million tokens.",
        _TOKEN_PRICED,
    ),
    PriceComponent(
        "cache_input",
        MILLION_TOKENS,
        "Cache read",
        "Input that the model has seen shortly before and reads again from its cache.",
        _TOKEN_PRICED,
    ),
    PriceComponent(
        "cache_write",
        MILLION_TOKENS,
        "Cache write",
        "Input that is put into the cache for later requests.",
        _TOKEN_PRICED,
    ),
)
# Tables, lists and charts name prices in this order. Source: Venice's published API description.
PRICE_COMPONENTS: Final = (
    *_PER_TOKEN,
    *map(_for_long_context, _PER_TOKEN),
    PriceComponent(
        "input",
        MILLION_CHARACTERS,
        "Text to speak",
        "Characters of text that are read aloud, spaces included.",
        ("tts",),
    ),
    PriceComponent(
        "durations.{seconds}",
        TRACK,
        "Track, {seconds} s tier",
        "One track whose length falls between the tier's shortest and longest, inclusive.",
        ("music",),
        tier="{seconds}",
    ),
    PriceComponent("generation", IMAGE, "Image", "One picture of any size.", types=("image",)),
    PriceComponent(
        "generation",
        GENERATION,
        "Generation",
        "One result of any length or size.",
        ("music", "upscale"),
    ),
    PriceComponent(  # of image models too: real lists have shown one
        "inpaint", EDIT, "Edit", "One edited picture, before any extra input images."
    ),
    PriceComponent(
        "inputImages.additional",
        INPUT_IMAGE,
        "Extra input image",
        "Each input image beyond the included ones, for every edited picture.",
        _PICTURES,
    ),
    PriceComponent(
        "per_audio_second",
        SECOND,
        "Audio transcribed",
        "Each second of the audio that is turned into text.",
    ),
    PriceComponent(
        "per_second",
        SECOND,
        "Audio made",
        "Each second of music or sound that is made.",
        ("music",),
    ),
    PriceComponent(
        "per_thousand_characters",
        THOUSAND_CHARACTERS,
        "Text to speak",
        "Each 1,000 characters of text that are spoken or sung.",
    ),
    PriceComponent(
        "quality.{resolution}.{quality}",
        IMAGE,
        "{resolution} image, {quality} quality",
        "One picture at {resolution} when the request asks for {quality} quality.",
        _PICTURES,
        resolution="{resolution}",
        quality="{quality}",
    ),
    PriceComponent(
        "resolutions.{resolution}",
        IMAGE,
        "{resolution} image",
        "One picture at {resolution}: the older price list, by resolution alone.",
        _PICTURES,
        resolution="{resolution}",
    ),
    PriceComponent(
        "upscale.{factor}x",
        UPSCALED_IMAGE,
        "Upscale {factor}x",
        "One picture enlarged {factor} times in width and height.",
        _PICTURES,
        tier="{factor}x",
    ),
)
TOKEN_COMPONENTS: Final = tuple(
    known.path for known in PRICE_COMPONENTS if known.unit == MILLION_TOKENS
)


def describe(component: str, model_type: str) -> PriceComponent:
    """Return what a dotted path under `pricing` means; unit `unknown` where it is new here.

    The same path can mean different things by type: `input` is tokens of a text model and
    characters of a speech model.
    """
    for known in PRICE_COMPONENTS:
        choices = known.choices_in(component)
        if choices is not None and known.belongs_to(model_type):
            return known.with_choices(choices)
    return _unknown(component)


def describe_path(path: tuple[str, ...], model_type: str) -> PriceComponent:
    """Return what a path under `pricing` means, given key by key: a dot in a key parts nothing."""
    component = ".".join(path)
    described = describe(component, model_type)
    return described if described.path.count(".") + 1 == len(path) else _unknown(component)


def reading_order(component: str) -> tuple[int, tuple[_ChoiceOrder, ...]]:
    """Return by what components sort as people name them, those that are new here last.

    Within one, numbers sort by their size and qualities from low to high.
    """
    for place, known in enumerate(PRICE_COMPONENTS):
        choices = known.choices_in(component)
        if choices is not None:
            return place, tuple(map(choice_order, choices.values()))
    return len(PRICE_COMPONENTS), (choice_order(component),)


def choice_order(choice: str) -> _ChoiceOrder:
    """Return by what choices sort: `low` before `high`, `2K` before `16K`, numbers before text."""
    rank = QUALITIES.index(choice) if choice in QUALITIES else len(QUALITIES)
    parts = re.split(r"(\d+(?:\.\d+)?)", choice)
    return rank, tuple(float(part) if place % 2 else part for place, part in enumerate(parts))


def column_title(component: str, model_type: str) -> str:
    """Return how a column of this price is headed: `Cache read per 1M tokens`."""
    return _title(describe(component, model_type))


def explanations_by_title() -> dict[str, str]:
    """Return the explanation of each price that a column can be headed by, by its title."""
    return {
        _title(known): known.explanation for known in PRICE_COMPONENTS if "{" not in known.label
    }


def _title(component: PriceComponent) -> str:
    return f"{component.label} per {component.unit}"


def _unknown(component: str) -> PriceComponent:
    return PriceComponent(
        component,
        UNKNOWN_UNIT,
        component,
        "Venice publishes this price under a name not known here; it is shown as received.",
    )
