"""The nine types of model in words for people, and what a type alone does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class ModelType:
    """A type of model: its name in the API and its names for people."""

    api_name: str
    label: str
    plural: str


_KNOWN: Final = (
    ModelType("text", "text", "text models"),
    ModelType("image", "image", "image models"),
    ModelType("video", "video", "video models"),
    ModelType("inpaint", "edit", "edit models"),
    ModelType("upscale", "upscale", "upscale models"),
    ModelType("music", "music", "music and sound models"),
    ModelType("tts", "speech", "speech models"),
    ModelType("asr", "transcription", "transcription models"),
    ModelType("embedding", "embedding", "embedding models"),
)
_BY_API_NAME: Final = {known.api_name: known for known in _KNOWN}
_QUOTED: Final = "video"
_DEFAULT: Final = "default"  # alone it is the trait of the default model
_BACKGROUND_REMOVER: Final = "bg-remover"
_SOUND_EFFECTS: Final = ("sound-effects", "text-to-audio")
_NEW: Final = " (new)"  # sets a new type apart from a known one that is called so
_BY_LABEL: Final = {known.label: known for known in _KNOWN}


def model_type(api_name: str) -> ModelType:
    """Describe a type by its API name; one never seen before is described by that name."""
    return _BY_API_NAME.get(api_name) or ModelType(
        api_name,
        f"{api_name}{_NEW}" if api_name in _BY_LABEL else api_name,
        f"{api_name} models",
    )


def is_new_type(api_name: str) -> bool:
    """Tell whether a type was never seen before."""
    return api_name not in _BY_API_NAME


def api_name_of(label: str) -> str:
    """Return the API name behind a label, or the label itself where none is known."""
    return _BY_LABEL[label].api_name if label in _BY_LABEL else label.removesuffix(_NEW)


def is_priced_by_quote(api_name: str, *, has_price: bool) -> bool:
    """Tell whether Venice only quotes prices, as for a video model that publishes none at all."""
    return api_name == _QUOTED and not has_price


def removes_backgrounds(model_id: str) -> bool:
    """Tell whether an image model makes no picture, but takes the background away from one.

    Only the id says so: Venice gives no type, trait or price of its own to such a model.
    """
    return _BACKGROUND_REMOVER in model_id


def makes_sound_effects(model_id: str) -> bool:
    """Tell whether a model of music and sound makes sounds, and no music.

    Only the id says so: Venice gives both one type.
    """
    return any(words in model_id for words in _SOUND_EFFECTS)


def is_default(traits: Iterable[str]) -> bool:
    """Tell whether a model is the one of its type that Venice uses, whatever for."""
    return _DEFAULT in traits


def default_uses(traits: Iterable[str]) -> list[str]:
    """Return what Venice uses a model for by default: `code`, and `""` for whatever it is.

    Traits spell it in several ways: `default_code`, `function_calling_default`, `eliza-default`.
    """
    words = [trait.replace("-", " ").replace("_", " ").split() for trait in traits]
    return [
        " ".join(word for word in each if word != _DEFAULT) for each in words if _DEFAULT in each
    ]


def in_reading_order(api_names: set[str]) -> list[str]:
    """Sort type names: the nine in their usual order, then new ones by name."""
    order = list(_BY_API_NAME)
    return sorted(
        api_names, key=lambda name: (order.index(name) if name in order else len(order), name)
    )
