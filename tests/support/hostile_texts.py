"""Texts that want to be more than text, and models that hold them wherever a list has text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.support.samples import by_quality, tokens, usd
from tests.support.stand_in import model

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE_TEXTS: Final = {
    "latex": "$a$ costs $b$",
    "bold": "**bold** _it_",
    "html": "<b>loud</b><script>alert(1)</script>",
    "picture": '"><img src=x onerror=alert(1)>',
    "end": "</script></style></title></textarea>]]>--><svg/onload=alert(1)>",
    "link": "[free](javascript:alert(1))",
    "bare-link": "see www.example.com now",
    "address": "https://evil.example/x",
    "image": "![x](https://evil.example/x.png)",
    "emoji": ":smile: :material/home:",
    "directive": ":red[warning]",
    "code": "`code` ~~gone~~",
    "lines": "two\n\n# lines",
    "formula": "=HYPERLINK(A1)",
    "wide-formula": "\uff1d1+1",
    "entities": "a & b &amp; <!-- c",
    "far-away": "😀 漢字",
    "template": "{{ 7*7 }} {% raw %} ${7*7}",
    "mark": "\u202eright to left\u2066 \u200bzero\u200b\ufeff width",
    "control": "bell\x07 escape\x1b[31m next\x85line\u2028and\u2029more",
    "no-character": "\ufffe \uffff \x00",
    "half \ud83d": "half \ud83d",
    "stacked": "z" + "\u0335\u0321\u0352" * 60,
    "long": "x" * 10_000,
    "long-words": "many words " * 900,
}
TEXT_PRICES: Final = {
    **tokens(input=1, output=2, cache_input=0.1),
    "extended": {"context_token_threshold": 5_000, "input": usd(2)},
}
IMAGE_PRICES: Final = {
    "resolutions": {"1K": usd(0.3)},
    "quality": by_quality({"1K": {"low": 0.1, "high": 0.3}}),
    "upscale": {"2x": usd(0.02)},
}
_ODD: Final = ["$5$", "**720p**", "<b>max</b>", "$a$ $b$"]
_LONGEST_ID: Final = 200


def hostile_models() -> list[dict[str, Any]]:
    """Return a list that has each text in each field, in models of each type."""
    return [
        *_holding("text", TEXT_PRICES, availableContextTokens=9_000),
        *_holding("embedding", tokens(input=0.1)),
        *_holding("image", IMAGE_PRICES, constraints={"defaultQuality": "high"}),
        *_holding("inpaint", {"inpaint": usd(0.1), "quality": IMAGE_PRICES["quality"]}),
        *_holding("video", None, constraints={"durations": ["$5$", "5s"], "resolutions": _ODD}),
        *_holding("tts", tokens(input=1), voices=["*bella*", *_ODD]),
        *_holding("asr", {"per_audio_second": usd(0.001)}),
        *_holding("music", {"durations": {"60": {**usd(1), "min_seconds": 1, "max_seconds": 60}}}),
        *_holding("**new** :smile: $type$", {"generation": usd(1)}),
    ]


def _holding(model_type: str, pricing: object, **spec: object) -> Iterator[dict[str, Any]]:
    for key, text in HOSTILE_TEXTS.items():
        said = {
            "name": text,
            "description": text,
            "modelSource": text,
            "privacy": text[:20],
            "traits": [text],
            "regionRestrictions": [text],
            "capabilities": {"quantization": text},
            "deprecation": {"date": "2027-01-01", "replacementModelId": text},
        }
        yield model(f"{model_type} {key} {text}"[:_LONGEST_ID], model_type, pricing, **said | spec)
