"""Work in words: as somebody describes it in a line, and as its numbers are called."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from venice_data.catalog.names import ids_with_all_words, named_in
from venice_data.catalog.price_components import UPSCALED_IMAGE, WORDS_OF_TOKENS, choice_order
from venice_data.catalog.wording import counted
from venice_data.costs.audio import SpeechPace
from venice_data.costs.everyday import TOKENS_PER_PAGE
from venice_data.costs.images import qualities_of, resolutions_of
from venice_data.costs.work import LARGEST_COUNT, Chat, Line

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.costs.work import Frequency, Work

_THOUSANDS: Final = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_NUMBER: Final = rf"(?P<number>\d[\d.,']*)\s*(?P<thousands>(?:{'|'.join(_THOUSANDS)})\b)?\s*"
_DIGIT_GROUPS: Final = re.compile(r"\d{1,3}([.,']\d{3})+")
# What each number counts: the words behind it, of which the first that fit are taken.
_COUNTED: Final = {
    "requests": r"(?:(?:\w+ )?(?:requests?|messages?|calls?|chats?|questions?|prompts?|answers?)\b"
    r"|(?=(?:an?|per|each|every|/) ?(?:day|mo|month)\b))",
    "input_tokens": r"(?:tokens? )?(?:of )?(?:in|input|read)\b(?: tokens?)?",
    "output_tokens": r"(?:tokens? )?(?:of )?(?:out|output|written)\b(?: tokens?)?",
}
_OFTEN: Final[dict[str, Frequency]] = {
    r"\b(?:(?:an?|per|each|every) |/ ?)?(?:month|monthly|mo)\b": "month",
    r"\b(?:(?:an?|per|each|every) |/ ?)?(?:day|daily)\b": "day",
    r"\bonce\b": "once",
}
_NEWEST: Final = re.compile(r"\b(?:newest|latest|most recent)\b", re.IGNORECASE)
_BEFORE_MODEL: Final = re.compile(r"\b(?:on|with|using)\b", re.IGNORECASE)
# What stands between the numbers and the name of the model.
_BETWEEN: Final = re.compile(
    r"\b(?:of|and|with|on|using|for|at|to|the|each|every|per|tokens?)\b|[^\w\s.:-]", re.IGNORECASE
)
# Name of the field, label, help.
NUMBERS: Final = {
    "requests": ("Requests", "Each message or call to the model."),
    "input_tokens": ("Input tokens each", f"{WORDS_OF_TOKENS}."),
    "output_tokens": ("Output tokens each", "What the model writes, reasoning included."),
    "cache_write_tokens": (
        "Cache writes each",
        "Tokens of input that each request puts into the cache; some models charge for it.",
    ),
    "tokens": ("Tokens", f"A page of text has about {TOKENS_PER_PAGE}."),
    "count": ("Pictures", ""),
    "input_images": ("Input images each", "Pictures that you send with one edit."),
    "characters": (
        "Characters",
        f"An hour of speech is about {SpeechPace().characters_per_hour:,.0f} characters.",
    ),
    "minutes": ("Minutes of audio", ""),
    "tracks": ("Tracks", ""),
    "seconds": ("Seconds each", ""),
    "clips": ("Clips", ""),
}
CHOICES: Final = ("resolution", "quality", "factor")


class NotUnderstoodError(ValueError):
    """A description names no work, or a model that there is not; the message says which."""


class Described(NamedTuple):
    """A line of a basket as it was described, and the words in which no model was found, if any."""

    line: Line
    not_read: str


def described_line(text: str, names: pd.Series[str], otherwise: Line) -> Described:
    """Return the line of a basket that a text describes, in a month if it does not say how often.

    `names` holds the models that can be named, the newest first; `otherwise` is a line of chat,
    which stands for what the text does not say. Raises NotUnderstoodError.
    """
    rest, counts = text, {}
    for field, words in _COUNTED.items():
        found = re.search(_NUMBER + words, rest, re.IGNORECASE)
        if found is not None:
            counts[field] = _count(found["number"], found["thousands"] or "")
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if not counts or not isinstance(otherwise.work, Chat):
        raise NotUnderstoodError(
            "Say how many requests, or how many tokens in and out, as in the example"
        )
    rest, frequency = _without_frequency(rest)
    usual = {field: getattr(otherwise.work, field) for field in _COUNTED}
    model_id, not_read = _model_named(rest, names)
    line = Line(Chat(**usual | counts), model_id or otherwise.model_id, frequency)
    return Described(line, not_read)


def _count(number: str, thousands: str) -> int:
    """Read a whole number; points and commas between groups of three digits only group them."""
    digits = number.rstrip(".,'")
    if _DIGIT_GROUPS.fullmatch(digits):
        digits = re.sub("[.,']", "", digits)
    try:
        count = Decimal(digits.replace(",", ".")) * _THOUSANDS.get(thousands.lower(), 1)
    except ArithmeticError:
        raise NotUnderstoodError(f"“{number}” is no number") from None
    if count > LARGEST_COUNT:
        raise NotUnderstoodError(f"“{number}” is more than {LARGEST_COUNT:,}")
    return int(count)


def _without_frequency(text: str) -> tuple[str, Frequency]:
    for pattern, frequency in _OFTEN.items():
        without, times = re.subn(pattern, " ", text, flags=re.IGNORECASE)
        if times:
            return without, frequency
    return text, "month"


def _model_named(text: str, names: pd.Series[str]) -> tuple[str | None, str]:
    """Return the model that a text names, whatever else it says, else the words that name none."""
    whole = [
        (len(called), str(model_id))
        for model_id, name in names.items()
        for called in (str(model_id), name)
        if re.search(rf"(?<![\w.]){re.escape(called)}(?![\w.]*\w)", text, re.IGNORECASE)
    ]
    if whole:
        return max(whole)[1], ""
    text, asks_for_newest = _NEWEST.subn(" ", text)
    parts = [_without_what_stands_between(part) for part in _BEFORE_MODEL.split(text)]
    place, called = max(
        ((place, words) for place, words in enumerate(parts) if words), default=(0, "")
    )
    found = ids_with_all_words(called, names) if asks_for_newest else named_in(called, names)[0]
    if called and found:
        return found[0], ""
    is_meant_as_one = place > 0 or asks_for_newest or _begins_a_name(called, names)
    if called and (is_meant_as_one or re.search(r"\d", called)):
        raise NotUnderstoodError(f"No text model is called “{called}”")
    return None, called


def _begins_a_name(text: str, names: pd.Series[str]) -> bool:
    """Whether any word of a text is the first of a model's name, as `gpt` is."""
    first = {re.split(r"\W", name.casefold(), maxsplit=1)[0] for name in names}
    return not first.isdisjoint(text.casefold().split())


def _without_what_stands_between(text: str) -> str:
    return " ".join(_BETWEEN.sub(" ", text).split()).strip(" .:-")


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
    factors = prices.loc[prices["unit"] == UPSCALED_IMAGE, "tier"]
    return sorted(factors.dropna().unique(), key=choice_order)


def work_in_words(work: Work) -> str:
    """Write `1,000 requests, 2,000 input tokens each, 500 output tokens each`."""
    return ", ".join(
        f"{getattr(work, name):,} {NUMBERS[name][0].lower()}"
        if name in NUMBERS
        else f"{name} {getattr(work, name)}"
        for name in needed_fields(work)
        if name in NUMBERS or name in CHOICES
    )


def line_text(line: Line) -> str:
    """Name a line: `chat, 1,000 requests per day`."""
    work = line.work
    number = getattr(work, work.counted_in)
    how_much = f"{number:,}" if work.counted_in == "count" else counted(number, work.counted_in)
    often = "once" if line.frequency == "once" else f"per {line.frequency}"
    return f"{work.kind}, {how_much} {often}"
