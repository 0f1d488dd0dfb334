"""One quote for one clip: what is asked of Venice, and what its answers mean."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from venice_data.quotes.quote_answer import as_usd, fetch_usd
from venice_data.quotes.video_settings import (
    IMAGE_TO_VIDEO,
    VideoAbilities,
    VideoChoice,
    nearest_duration,
    nearest_resolution,
    seconds_of,
)

if TYPE_CHECKING:
    from venice_data.api.client import RefusedError, VeniceClient

_BAD_REQUEST: Final = 400
# Venice's own site sends both with a request for a quote; neither changes the price.
_PROMPT: Final = "A price quote"
_IMAGE_URL: Final = "https://example.com/image.png"
_NAMED_VALUES: Final = re.compile(r"'([^']*)'|\"([^\"]*)\"")


@dataclass(frozen=True)
class QuoteRequest:
    """One clip of one model. None: the model lets you choose nothing there."""

    path: ClassVar[str] = "/video/quote"

    model_id: str
    duration: str
    resolution: str | None
    audio: bool | None
    aspect_ratio: str | None
    with_image: bool

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


@dataclass(frozen=True)
class Quote:
    """A price in USD for a clip, the request that Venice answered, and when (UTC)."""

    usd: float
    used: QuoteRequest
    quoted_at: datetime

    @property
    def usd_per_second(self) -> float:
        """Price of a second of the clip; NaN where its duration names no seconds."""
        seconds = seconds_of(self.used.duration)
        return self.usd / seconds if seconds else math.nan

    def as_json(self) -> dict[str, Any]:
        """Return the quote as it is kept on disk."""
        return asdict(self) | {"quoted_at": self.quoted_at.isoformat()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Quote:
        """Read a kept quote. Raises KeyError, TypeError or ValueError where it is none."""
        return cls(
            usd=as_usd(kept["usd"]),
            used=QuoteRequest(**kept["used"]),
            quoted_at=datetime.fromisoformat(kept["quoted_at"]).astimezone(UTC),
        )


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


def fetch_quote(client: VeniceClient, request: QuoteRequest) -> Quote:
    """Ask Venice for one quote. Raises VeniceError with the reason in words."""
    return Quote(fetch_usd(client, request), request, datetime.now(UTC))


def corrected_request(request: QuoteRequest, refusal: RefusedError) -> QuoteRequest | None:
    """Read `issues[].expected` of a refusal; None where it names nothing to do otherwise."""
    issues = refusal.body.get("issues") if isinstance(refusal.body, dict) else None
    if refusal.status != _BAD_REQUEST or not isinstance(issues, list):
        return None
    corrected = request
    for issue in issues:
        if isinstance(issue, dict):
            corrected = _corrected(corrected, issue)
    return None if corrected == request else corrected


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
        parts.append("with audio" if used.audio else "without audio")
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
