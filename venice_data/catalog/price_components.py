"""What each price component means: its unit, its label and its explanation, in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
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

_TOKEN_PRICED_TYPES: Final = ("text", "embedding")
_PICTURE_TYPES: Final = ("image", "inpaint", "upscale")


@dataclass(frozen=True)
class PriceComponent:
    """How to read one price component.

    `unit` is what one price buys; `resolution`, `quality` and `tier` are the choices
    that the component's path names, None where it names none.
    """

    unit: str
    label: str
    explanation: str
    resolution: str | None = None
    quality: str | None = None
    tier: str | None = None


_INPUT = PriceComponent(
    MILLION_TOKENS,
    "Input",
    "What you send to the model. 1,000 tokens are about 750 English words.",
)
_OUTPUT = PriceComponent(
    MILLION_TOKENS, "Output", "What the model writes, its reasoning included, per million tokens."
)
_CACHE_INPUT = PriceComponent(
    MILLION_TOKENS,
    "Cache read",
    "Input that the model has seen shortly before and reads again from its cache.",
)
_CACHE_WRITE = PriceComponent(
    MILLION_TOKENS, "Cache write", "Input that is put into the cache for later requests."
)
_PER_TOKEN: Final = {
    "input": _INPUT,
    "output": _OUTPUT,
    "cache_input": _CACHE_INPUT,
    "cache_write": _CACHE_WRITE,
}
_SPEECH_INPUT = PriceComponent(
    MILLION_CHARACTERS,
    "Text to speak",
    "Characters of text that are read aloud, spaces included.",
)
_PER_AUDIO_SECOND = PriceComponent(
    SECOND, "Audio transcribed", "Each second of the audio that is turned into text."
)
_PER_SECOND = PriceComponent(SECOND, "Audio made", "Each second of music or sound that is made.")
_PER_THOUSAND_CHARACTERS = PriceComponent(
    THOUSAND_CHARACTERS, "Text to speak", "Each 1,000 characters of text that are spoken or sung."
)
_IMAGE_GENERATION = PriceComponent(IMAGE, "Image", "One picture, whatever its size.")
_GENERATION = PriceComponent(GENERATION, "Generation", "One result, whatever its length or size.")
_EDIT = PriceComponent(EDIT, "Edit", "One edited picture, before any extra input images.")
_EXTRA_INPUT_IMAGE = PriceComponent(
    INPUT_IMAGE,
    "Extra input image",
    "Each input image beyond the included ones, for every edited picture.",
)


def describe(component: str, model_type: str) -> PriceComponent:
    """Return the meaning of a dotted path under `pricing`; unit `unknown` where it has none.

    The same component can mean different things by type: `input` is tokens of a text
    model and characters of a speech model. Source: Venice's published API description.
    """
    return describe_path(_path_of(component), model_type)


def column_title(component: str, model_type: str) -> str:
    """Return how a column of this price is headed: `Cache read per 1M tokens`."""
    meaning = describe(component, model_type)
    return f"{meaning.label} per {meaning.unit}"


@cache
def explanations_by_title() -> dict[str, str]:
    """Return the explanation of each price that a column can be headed by, by its title."""
    extended = [f"extended.{component}" for component in _PER_TOKEN]
    known = [
        *((component, "text") for component in (*_PER_TOKEN, *extended)),
        ("input", "tts"),
        ("per_audio_second", "asr"),
        ("per_second", "music"),
        ("per_thousand_characters", "music"),
        ("inputImages.additional", "inpaint"),
    ]
    return {column_title(*key): describe(*key).explanation for key in known}


def describe_path(path: tuple[str, ...], model_type: str) -> PriceComponent:
    """Return the meaning of a path under `pricing`, given key by key."""
    return (
        _describe_text(path, model_type)
        or _describe_picture(path, model_type)
        or _describe_audio(path, model_type)
        or PriceComponent(
            UNKNOWN_UNIT,
            ".".join(path),
            "Venice publishes this price under a name that is new here; it is shown as it came.",
        )
    )


def _path_of(component: str) -> tuple[str, ...]:
    """Split a dotted path; a resolution or a factor may hold a dot itself (`upscale.1.5x`)."""
    head, _, rest = component.partition(".")
    if head == "quality" and "." in rest:
        resolution, _, quality = rest.rpartition(".")
        return head, resolution, quality
    if rest and head in ("resolutions", "upscale", "durations"):
        return head, rest
    return tuple(component.split("."))


def _describe_text(path: tuple[str, ...], model_type: str) -> PriceComponent | None:
    if model_type not in _TOKEN_PRICED_TYPES:
        return None
    match path:
        case (component,):
            return _PER_TOKEN.get(component)
        case ("extended", component) if component in _PER_TOKEN:
            base = _PER_TOKEN[component]
            return replace(
                base,
                label=f"{base.label}, long context",
                explanation=(
                    f"{base.explanation} This price holds for the whole request "
                    "once its input passes the model's long-context threshold."
                ),
                tier="extended",
            )
    return None


def _describe_picture(path: tuple[str, ...], model_type: str) -> PriceComponent | None:
    if path == ("inpaint",):  # kept for image models too: real lists have shown one
        return _EDIT
    if model_type not in _PICTURE_TYPES:
        return None
    match path:
        case ("generation",) if model_type == "image":
            return _IMAGE_GENERATION
        case ("generation",) if model_type == "upscale":
            return _GENERATION
        case ("inputImages", "additional"):
            return _EXTRA_INPUT_IMAGE
        case ("resolutions", resolution):
            return PriceComponent(
                IMAGE,
                f"{resolution} image",
                f"One picture at {resolution}: the older price list, by resolution alone.",
                resolution=resolution,
            )
        case ("quality", resolution, quality):
            return PriceComponent(
                IMAGE,
                f"{resolution} image, {quality} quality",
                f"One picture at {resolution} when the request asks for {quality} quality.",
                resolution=resolution,
                quality=quality,
            )
        case ("upscale", factor):
            return PriceComponent(
                UPSCALED_IMAGE,
                f"Upscale {factor}",
                f"One picture enlarged {factor.removesuffix('x')} times in width and height.",
                tier=factor,
            )
    return None


def _describe_audio(path: tuple[str, ...], model_type: str) -> PriceComponent | None:
    match path, model_type:
        case ("input",), "tts":
            return _SPEECH_INPUT
        case ("per_thousand_characters",), _:
            return _PER_THOUSAND_CHARACTERS
        case ("per_audio_second",), _:
            return _PER_AUDIO_SECOND
        case ("per_second",), "music":
            return _PER_SECOND
        case ("generation",), "music":
            return _GENERATION
        case ("durations", seconds), "music":
            return PriceComponent(
                TRACK,
                f"Track, {seconds} s tier",
                "One track whose length falls between the tier's shortest and longest, inclusive.",
                tier=seconds,
            )
    return None
