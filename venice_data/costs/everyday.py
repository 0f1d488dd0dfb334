"""What a price comes to in terms that everybody knows: a page of text, an hour of talk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from venice_data.catalog.money import exact_price, exact_quantity
from venice_data.catalog.price_components import (
    EDIT,
    IMAGE,
    INPUT_IMAGE,
    LONG_CONTEXT,
    MILLION_CHARACTERS,
    MILLION_TOKENS,
    SECOND,
    THOUSAND_CHARACTERS,
    UPSCALED_IMAGE,
)
from venice_data.costs.audio import SECONDS_PER_HOUR, SpeechPace
from venice_data.costs.charges import MILLION

TOKENS_PER_PAGE: Final = 650  # a full page has about 500 English words
_THOUSAND: Final = 1_000
_SECONDS_PER_SONG: Final = 180
_PICTURES: Final = 100


@dataclass(frozen=True)
class EverydayUse:
    """Something that people know, what it takes in words, and how many of a price's units.

    `takes` is empty where the use says it itself.
    """

    what: str
    takes: str
    units: Decimal


def _page(what: str) -> EverydayUse:
    units = Decimal(TOKENS_PER_PAGE) / MILLION
    return EverydayUse(what, f"{TOKENS_PER_PAGE} tokens", units)


def _hour_of_talk(characters_per_unit: int) -> EverydayUse:
    characters = exact_quantity(SpeechPace().characters_per_hour)
    units = characters / characters_per_unit
    return EverydayUse("an hour of talk", f"{characters:,.0f} characters", units)


def _pictures(what: str) -> EverydayUse:
    return EverydayUse(f"{_PICTURES} {what}", "", Decimal(_PICTURES))


_OF_COMPONENT: Final = {
    "input": _page("a page of text read"),
    "output": _page("a page of text written"),
    "cache_input": _page("a page read from the cache"),
    "cache_write": _page("a page put into the cache"),
    "per_audio_second": EverydayUse(
        "an hour of talk", f"{SECONDS_PER_HOUR:,} seconds", Decimal(SECONDS_PER_HOUR)
    ),
    "per_second": EverydayUse(
        "a song of three minutes", f"{_SECONDS_PER_SONG} seconds", Decimal(_SECONDS_PER_SONG)
    ),
}
_OF_UNIT: Final = {
    MILLION_CHARACTERS: _hour_of_talk(MILLION),
    THOUSAND_CHARACTERS: _hour_of_talk(_THOUSAND),
    IMAGE: _pictures("product pictures"),
    EDIT: _pictures("edited pictures"),
    UPSCALED_IMAGE: _pictures("enlarged pictures"),
    INPUT_IMAGE: _pictures("extra input images"),
}


def everyday_use(component: str, unit: str) -> EverydayUse | None:
    """Return what people know that a price is for; None where its own unit says it best."""
    if unit in (MILLION_TOKENS, SECOND):
        return _OF_COMPONENT.get(component.removeprefix(LONG_CONTEXT))
    return _OF_UNIT.get(unit)


def everyday_cost(price: float, use: EverydayUse) -> Decimal:
    """Return what a use costs, exactly, at a published price for one unit."""
    return exact_price(price) * use.units
