"""What the numbers of a piece of work are called, in fields and in sentences."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Final

from venice_data.costs.images import qualities_of, resolutions_of

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.costs.work import Work

# Name of the field, label, help.
NUMBERS: Final = {
    "requests": ("Requests", "Each message or call to the model."),
    "input_tokens": ("Input tokens each", "1,000 tokens are about 750 English words."),
    "output_tokens": ("Output tokens each", "What the model writes, reasoning included."),
    "cache_write_tokens": (
        "Cache writes each",
        "Tokens of input that each request puts into the cache; some models charge for it.",
    ),
    "tokens": ("Tokens", "A page of text has about 650."),
    "count": ("Pictures", ""),
    "input_images": ("Input images each", "Pictures that you send with one edit."),
    "characters": ("Characters", "An hour of speech is about 54,000 characters."),
    "minutes": ("Minutes of audio", ""),
    "tracks": ("Tracks", ""),
    "seconds": ("Seconds each", ""),
    "clips": ("Clips", ""),
}
CHOICES: Final = ("resolution", "quality", "factor")


def needed_fields(work: Work) -> list[str]:
    """Name the fields without which a piece of work says nothing."""
    return [field.name for field in fields(work) if field.default is MISSING]


def options_of(name: str, prices: pd.DataFrame) -> list[str]:
    """Return what can be chosen for a field of `CHOICES`, as the prices name it."""
    match name:
        case "resolution":
            return resolutions_of(prices)
        case "quality":
            return qualities_of(prices)
    factors = prices.loc[prices["unit"] == "upscaled image", "tier"]
    return sorted(factors.dropna().unique())


def work_in_words(work: Work) -> str:
    """Write `1,000 requests, 2,000 input tokens each, 500 output tokens each`."""
    return ", ".join(
        f"{getattr(work, name):,} {NUMBERS[name][0].lower()}"
        if name in NUMBERS
        else f"{name} {getattr(work, name)}"
        for name in needed_fields(work)
        if name in NUMBERS or name in CHOICES
    )
