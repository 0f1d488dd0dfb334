"""The nine types of model, in words for people, and which of them Venice prices by quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class ModelType:
    """A type of model: its name in the API, its name for people, what it does."""

    api_name: str
    label: str
    plural: str
    does: str


_KNOWN: Final = (
    ModelType("text", "text", "text models", "reads and writes text"),
    ModelType("image", "image", "image models", "makes pictures"),
    ModelType("video", "video", "video models", "makes video clips"),
    ModelType("inpaint", "edit", "edit models", "changes pictures"),
    ModelType("upscale", "upscale", "upscale models", "enlarges pictures"),
    ModelType("music", "music", "music and sound models", "makes music and sounds"),
    ModelType("tts", "speech", "speech models", "reads text aloud"),
    ModelType("asr", "transcription", "transcription models", "turns speech into text"),
    ModelType("embedding", "embedding", "embedding models", "turns text into search vectors"),
)
_BY_API_NAME: Final = {known.api_name: known for known in _KNOWN}
_QUOTED: Final = "video"
_NEW: Final = " (new)"  # sets a new type apart from a known one that is called so
_BY_LABEL: Final = {known.label: known for known in _KNOWN}


def model_type(api_name: str) -> ModelType:
    """Describe a type by its API name; one never seen before is described by that name."""
    return _BY_API_NAME.get(api_name) or ModelType(
        api_name,
        f"{api_name}{_NEW}" if api_name in _BY_LABEL else api_name,
        f"{api_name} models",
        "is of a type that is new here",
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


def in_reading_order(api_names: set[str]) -> list[str]:
    """Sort type names: the nine in their usual order, then new ones by name."""
    order = list(_BY_API_NAME)
    return sorted(
        api_names, key=lambda name: (order.index(name) if name in order else len(order), name)
    )
