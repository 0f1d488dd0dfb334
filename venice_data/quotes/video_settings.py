"""What a video model lets you choose, and the nearest that it does to what you want."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TEXT_TO_VIDEO: Final = "text-to-video"
IMAGE_TO_VIDEO: Final = "image-to-video"
OTHER_KIND: Final = "video"

# Values that Venice's API description names; a model's own constraints go first.
DOCUMENTED_DURATIONS: Final = ("5s", "10s")
DOCUMENTED_RESOLUTIONS: Final = ("480p", "720p", "1080p")

_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*s?", re.IGNORECASE)
_LINES: Final = re.compile(r"(\d+(?:\.\d+)?)\s*p", re.IGNORECASE)
_LINES_OF_NAMES: Final = {"1k": 1080.0, "2k": 1440.0, "4k": 2160.0, "8k": 4320.0}


@dataclass(frozen=True)
class VideoChoice:
    """What a visitor wants of a clip: a duration such as `5s`, a resolution such as `720p`."""

    duration: str
    resolution: str
    audio: bool


@dataclass(frozen=True)
class VideoAbilities:
    """What a model allows. An empty list: not selectable; `is_published` False: not known."""

    kind: str
    durations: tuple[str, ...]
    resolutions: tuple[str, ...]
    aspect_ratios: tuple[str, ...]
    has_audio: bool | None
    is_audio_selectable: bool
    is_published: bool


def abilities_of(model_id: str, constraints: dict[str, Any]) -> VideoAbilities:
    """Read a model's constraints; without any, the documented values are assumed."""
    if not constraints:
        return VideoAbilities(
            kind=_kind_by_name(model_id),
            durations=DOCUMENTED_DURATIONS,
            resolutions=DOCUMENTED_RESOLUTIONS,
            aspect_ratios=(),
            has_audio=None,
            is_audio_selectable=True,
            is_published=False,
        )
    kind = constraints.get("model_type")
    has_audio = constraints.get("audio")
    return VideoAbilities(
        kind=kind if isinstance(kind, str) else _kind_by_name(model_id),
        durations=_texts(constraints.get("durations")),
        resolutions=_texts(constraints.get("resolutions")),
        aspect_ratios=_texts(constraints.get("aspect_ratios")),
        has_audio=has_audio if isinstance(has_audio, bool) else None,
        is_audio_selectable=constraints.get("audio_configurable") is True,
        is_published=True,
    )


def seconds_of(duration: str) -> float | None:
    """Return the seconds of a duration; None where it names none (`auto`, `1 gen`)."""
    match = _SECONDS.fullmatch(duration.strip())
    return float(match[1]) if match else None


def nearest_duration(wanted: str, allowed: Iterable[str]) -> str:
    """Return the allowed duration nearest to the wanted one; the shorter of two as near."""
    return _nearest(wanted, list(allowed), seconds_of)


def nearest_resolution(wanted: str, allowed: Iterable[str]) -> str:
    """Return the allowed resolution nearest to the wanted one, by its lines."""
    return _nearest(wanted, list(allowed), _lines_of)


def in_order_of_duration(durations: Iterable[str]) -> list[str]:
    """Sort durations by their seconds, those without any last."""
    return sorted(set(durations), key=lambda duration: _rank(seconds_of(duration), duration))


def in_order_of_resolution(resolutions: Iterable[str]) -> list[str]:
    """Sort resolutions by their lines, those without any last."""
    return sorted(set(resolutions), key=lambda resolution: _rank(_lines_of(resolution), resolution))


def _kind_by_name(model_id: str) -> str:
    return next((kind for kind in (TEXT_TO_VIDEO, IMAGE_TO_VIDEO) if kind in model_id), OTHER_KIND)


def _texts(values: object) -> tuple[str, ...]:
    texts = values if isinstance(values, list) else []
    return tuple(text for text in texts if isinstance(text, str))


def _lines_of(resolution: str) -> float | None:
    name = resolution.strip().lower()
    match = _LINES.fullmatch(name)
    return float(match[1]) if match else _LINES_OF_NAMES.get(name)


def _nearest(wanted: str, allowed: list[str], measure: Callable[[str], float | None]) -> str:
    if wanted in allowed:
        return wanted
    target = measure(wanted)
    measured = [(size, value) for value in allowed if (size := measure(value)) is not None]
    if target is None or not measured:
        return allowed[0]
    return min(measured, key=lambda sized: (abs(sized[0] - target), sized[0]))[1]


def _rank(measure: float | None, name: str) -> tuple[bool, float, str]:
    return measure is None, measure or 0.0, name
