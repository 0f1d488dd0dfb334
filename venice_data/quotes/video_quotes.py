"""One quote for one clip: what a model lets you choose, what is asked, and what answers mean."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from typing_extensions import override

from venice_data.quotes.quote_answer import QuotedRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from venice_data.api.client import RefusedError
    from venice_data.quotes.quote_answer import Quote

TEXT_TO_VIDEO: Final = "text-to-video"
IMAGE_TO_VIDEO: Final = "image-to-video"
OTHER_KIND: Final = "video"

# Values that Venice's API description names; a model's own constraints go first.
DOCUMENTED_DURATIONS: Final = ("5s", "10s")
DOCUMENTED_RESOLUTIONS: Final = ("480p", "720p", "1080p")

_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*s?", re.IGNORECASE)
_SPOKEN_WITH_A_VOWEL: Final = ("8", "11", "18")
_LINES: Final = re.compile(r"(\d+(?:\.\d+)?)\s*p", re.IGNORECASE)
_LINES_OF_NAMES: Final = {"1k": 1080.0, "2k": 1440.0, "4k": 2160.0, "8k": 4320.0}
_BAD_REQUEST: Final = 400
# Venice's own site sends both with a request for a quote; neither changes the price.
_PROMPT: Final = "A price quote"
_IMAGE_URL: Final = "https://example.com/image.png"
_NAMED_VALUES: Final = re.compile(r"'([^']*)'|\"([^\"]*)\"")


@dataclass(frozen=True)
class VideoChoice:
    """What a visitor wants of a clip: a duration such as `5s`, a resolution such as `720p`."""

    duration: str
    resolution: str
    audio: bool

    @property
    def in_words(self) -> str:
        """The clip as a sentence goes on: `a 5-second clip at 720p without audio`."""
        return f"{self.in_short} at {self.resolution} {sound_text(audio=self.audio)}"

    @property
    def in_short(self) -> str:
        """The clip by its length alone: `a 5-second clip`."""
        seconds = seconds_of(self.duration)
        if seconds is None:
            return f"a clip ({self.duration})"
        article = "an" if f"{seconds:g}" in _SPOKEN_WITH_A_VOWEL else "a"
        return f"{article} {seconds:g}-second clip"

    def clips_of(self, made: str) -> int:
        """Return how many whole clips of a length it takes, where those are shorter."""
        wanted, length = seconds_of(self.duration), seconds_of(made)
        return math.ceil(wanted / length) if wanted and length else 1

    def lacks_sound(self, *, audio: bool | None) -> bool:
        """Return whether clips are known to come with the other sound than is wanted."""
        return audio is not None and audio != self.audio

    def named(self, label: str, made: str, *, audio: bool | None) -> str:
        """Name a model, and what its clips are instead: `Veo 3 (with audio, 2 clips of 8s)`."""
        clips = self.clips_of(made)
        instead = [sound_text(audio=bool(audio))] if self.lacks_sound(audio=audio) else []
        if made != self.duration:
            instead.append(f"{clips} clips of {made}" if clips > 1 else f"{made} clip")
        return f"{label} ({', '.join(instead)})" if instead else label


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


def sound_text(*, audio: bool) -> str:
    """Say whether a clip has sound."""
    return "with audio" if audio else "without audio"


def seconds_of(duration: str) -> float | None:
    """Return the seconds of a duration; None where it names none (`auto`, `1 gen`)."""
    match = _SECONDS.fullmatch(duration.strip())
    return float(match[1]) if match else None


def nearest_duration(wanted: str, allowed: Iterable[str]) -> str:
    """Return the allowed duration nearest to the wanted one; the shorter of two as near."""
    return _nearest(wanted, list(allowed), seconds_of)


def nearest_resolution(wanted: str, allowed: Iterable[str]) -> str:
    """Return the allowed resolution nearest to the wanted one, by its lines."""
    return _nearest(wanted, list(allowed), lines_of)


def in_order_of_duration(durations: Iterable[str]) -> list[str]:
    """Sort durations by their seconds, those without any last."""
    return sorted(set(durations), key=lambda duration: _rank(seconds_of(duration), duration))


def in_order_of_resolution(resolutions: Iterable[str]) -> list[str]:
    """Sort resolutions by their lines, those without any last."""
    return sorted(set(resolutions), key=lambda resolution: _rank(lines_of(resolution), resolution))


def _kind_by_name(model_id: str) -> str:
    return next((kind for kind in (TEXT_TO_VIDEO, IMAGE_TO_VIDEO) if kind in model_id), OTHER_KIND)


def _texts(values: object) -> tuple[str, ...]:
    texts = values if isinstance(values, list) else []
    return tuple(text for text in texts if isinstance(text, str))


def lines_of(resolution: str) -> float | None:
    """Return the lines of a resolution; None where it names none."""
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


@dataclass(frozen=True)
class QuoteRequest(QuotedRequest):
    """One clip of one model. None: the model lets you choose nothing there."""

    path: ClassVar[str] = "/video/quote"

    duration: str
    resolution: str | None
    audio: bool | None
    aspect_ratio: str | None
    with_image: bool

    @override
    def body(self) -> dict[str, Any]:
        """Return what is sent to Venice."""
        body: dict[str, Any] = {
            "model": self.model_id,
            "duration": self.duration,
            "resolution": self.resolution,
            "audio": self.audio,
            "aspect_ratio": self.aspect_ratio,
            "prompt": _PROMPT,
            "image_url": _IMAGE_URL if self.with_image else None,
        }
        return {name: value for name, value in body.items() if value is not None}

    @override
    def corrected(self, refusal: RefusedError) -> QuoteRequest | None:
        """Read `issues[].expected` of a refusal; None where it names nothing to do otherwise."""
        issues = refusal.body.get("issues") if isinstance(refusal.body, dict) else None
        if refusal.status != _BAD_REQUEST or not isinstance(issues, list):
            return None
        corrected = self
        for issue in issues:
            if isinstance(issue, dict):
                corrected = _corrected(corrected, issue)
        return None if corrected == self else corrected


def usd_per_second(quote: Quote[QuoteRequest]) -> float:
    """Return the price of a second of a clip; NaN where its duration names no seconds."""
    seconds = seconds_of(quote.used.duration)
    return quote.usd / seconds if seconds else math.nan


def video_request(model_id: str, abilities: VideoAbilities, wanted: VideoChoice) -> QuoteRequest:
    """Ask for what is wanted, or for the nearest that the model is known to allow."""
    return QuoteRequest(
        model_id=model_id,
        duration=nearest_duration(wanted.duration, abilities.durations or [wanted.duration]),
        resolution=(
            nearest_resolution(wanted.resolution, abilities.resolutions)
            if abilities.resolutions
            else None
        ),
        audio=wanted.audio if abilities.is_audio_selectable else None,
        aspect_ratio=abilities.aspect_ratios[0] if abilities.aspect_ratios else None,
        with_image=abilities.kind == IMAGE_TO_VIDEO,
    )


def differences(wanted: VideoChoice, used: QuoteRequest) -> str:
    """Say in words where a quote is for something else than what was wanted; empty if not."""
    parts = []
    if used.duration != wanted.duration:
        parts.append(f"{used.duration} instead of {wanted.duration}")
    if used.resolution is None:
        parts.append("resolution not selectable")
    elif used.resolution != wanted.resolution:
        parts.append(f"{used.resolution} instead of {wanted.resolution}")
    if used.audio is None:
        parts.append("audio not selectable")
    elif used.audio != wanted.audio:
        parts.append(sound_text(audio=used.audio))
    return ", ".join(parts)


def _corrected(request: QuoteRequest, issue: dict[str, Any]) -> QuoteRequest:
    path = issue.get("path")
    name = path[-1] if isinstance(path, list) and path else None
    expected = issue.get("expected")
    allowed = _allowed_values(expected) if isinstance(expected, str) else []
    is_unwanted = expected in ("undefined", "never")
    match name:
        case "duration" if allowed:
            return replace(request, duration=nearest_duration(request.duration, allowed))
        case "resolution" if allowed:
            return replace(
                request, resolution=nearest_resolution(request.resolution or "", allowed)
            )
        case "aspect_ratio" if allowed:
            return replace(request, aspect_ratio=allowed[0])
        case "audio" if allowed and allowed[0] in ("true", "false"):
            return replace(request, audio=allowed[0] == "true")
        case "resolution" if is_unwanted:
            return replace(request, resolution=None)
        case "aspect_ratio" if is_unwanted:
            return replace(request, aspect_ratio=None)
        case "audio" if is_unwanted:
            return replace(request, audio=None)
        case "image_url":
            return replace(request, with_image=not request.with_image)
    return request


def _allowed_values(expected: str) -> list[str]:
    """Read `'5s' | '10s'`; quotes around the values are usual, not certain."""
    named = [single or double for single, double in _NAMED_VALUES.findall(expected)]
    bare = [part.strip() for part in expected.split("|")]
    is_kind_of_value = len(bare) == 1 and bare[0] in ("string", "boolean", "undefined", "never")
    return named or ([] if is_kind_of_value else [part for part in bare if part])
