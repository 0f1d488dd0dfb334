"""The visitor's text, recording and song: how much there is of each, and in words what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

import numpy as np

from pages.shared.finding import value_in
from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import cheapest_of
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import cost_text
from venice_data.costs.audio import SECONDS_PER_HOUR, SpeechPace, TextUnit
from venice_data.link_values import Choices, Number, WholeNumber

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.finding import Link

TEXT_UNITS: Final[tuple[TextUnit, ...]] = get_args(TextUnit)
UNIT_IN_LINK: Final = "audio_text_unit"
UNIT_ACCEPTED: Final = Choices(TEXT_UNITS, most=1)
CHARACTERS_IN_LINK: Final = "audio_characters"
SECONDS_IN_LINK: Final = "audio_seconds"
CHARACTERS_PER_WORD_IN_LINK: Final = "audio_characters_per_word"
CHARACTERS_PER_WORD: Final = Number(1.0, 30.0)
_LONGEST_SECONDS: Final = 600  # the longest tier today; a longer one makes songs longer
_FIRST_SECONDS: Final = 180
_MOST: Final = 1_000_000
DEFAULT_PACE: Final = SpeechPace()
_TOLD_WHOLE: Final = 10  # from so many times on


@dataclass(frozen=True)
class Amount:
    """A count that is asked for: its name in the link, what it may be, and what it is at first."""

    in_link: str
    accepted: WholeNumber
    first: int
    step: int = 1

    def given_in(self, link: Link) -> int:
        """Return the count that a link gives, else the first."""
        return int(value_in(link, self.in_link, self.accepted) or self.first)


TEXT: Final[dict[TextUnit, Amount]] = {
    "pages": Amount("audio_pages", WholeNumber(1, _MOST), 10),
    "words": Amount("audio_words", WholeNumber(1, 1_000 * _MOST), 5_000, step=500),
    "characters": Amount(CHARACTERS_IN_LINK, WholeNumber(1, 1_000 * _MOST), 30_000, step=1_000),
}
EFFECT: Final = Amount("audio_effect_seconds", WholeNumber(1, _LONGEST_SECONDS), 10)
MINUTES: Final = Amount("audio_minutes", WholeNumber(1, _MOST), 60, step=5)
READ_OF_LINK: Final = (
    UNIT_IN_LINK,
    *(amount.in_link for amount in TEXT.values()),
    CHARACTERS_PER_WORD_IN_LINK,
    MINUTES.in_link,
    SECONDS_IN_LINK,
)


@once_per_view
def song_length(view: View) -> Amount:
    """Return how long a song can be asked for: as long as any tier, up to an hour."""
    tiers = view.catalog.prices["max_seconds"].max()
    longest = int(min(np.nanmax([tiers, _LONGEST_SECONDS]), SECONDS_PER_HOUR))
    return Amount(SECONDS_IN_LINK, WholeNumber(1, longest), _FIRST_SECONDS)


@dataclass(frozen=True)
class MyText:
    """A text by its pages, words or characters, and the pace that makes one of the other."""

    amount: int
    unit: TextUnit
    pace: SpeechPace

    @property
    def characters(self) -> int:
        """How many characters it has, which is what models charge for."""
        return self.pace.characters_of(self.amount, self.unit)

    @property
    def in_words(self) -> str:
        """Write `10 pages`, `1 page`."""
        return counted(self.amount, self.unit)


class Mine(NamedTuple):
    """What the visitor has: a text, a recording of some minutes, a song of some seconds."""

    text: MyText
    minutes: int
    seconds: int


def given_in(link: Link, view: View) -> Mine:
    """Return what a link says that the visitor has."""
    unit = unit_given_in(link)
    per_word = value_in(link, CHARACTERS_PER_WORD_IN_LINK, CHARACTERS_PER_WORD)
    pace = SpeechPace(float(per_word)) if per_word else DEFAULT_PACE
    text = MyText(TEXT[unit].given_in(link), unit, pace)
    return Mine(text, MINUTES.given_in(link), song_length(view).given_in(link))


def unit_given_in(link: Link) -> TextUnit:
    """Return in what a link counts text; links of old gave characters without saying so."""
    given = value_in(link, UNIT_IN_LINK, UNIT_ACCEPTED)
    of_old: TextUnit = "characters" if any(link.get(CHARACTERS_IN_LINK, ())) else TEXT_UNITS[0]
    return next((unit for unit in TEXT_UNITS if unit == given), of_old)


def counted(amount: int, plural: str) -> str:
    """Write `60 minutes`, `1 minute`."""
    return f"{amount:,} {plural.removesuffix('s') if amount == 1 else plural}"


class Answer(NamedTuple):
    """What a piece of work costs with the cheapest model that counts, and how that stands out.

    `sentence` names both ends in Markdown, with the ways to their pages.
    """

    model_id: str
    label: str
    cost: str
    sentence: str


@once_per_view
def answer_of(view: View, ranked: pd.DataFrame) -> Answer | None:
    """Return the answer that models in the order of `by_price` give; None where none counts."""
    cheapest = cheapest_of(view, ranked)
    if cheapest.empty:
        return None
    first = cheapest.iloc[0]
    others = int((cheapest["price"] == first["price"]).sum()) - 1
    return Answer(
        str(cheapest.index[0]),
        first["label"] + (f" and {others} more" if others else ""),
        cost_text(first["price"], view.currency),
        _named_cheapest(cheapest, others, ranked[ranked["price"].notna()])
        + _named_most_expensive(view, ranked, first["price"]),
    )


@once_per_view
def range_in_words(view: View, ranked: pd.DataFrame, work: str) -> str:
    """Say from what to what some work costs with the ranked models: `Reading 10 pages aloud`."""
    priced = ranked[ranked["price"].notna()]
    if priced.empty:
        return f"No matching model publishes a price for this: {work[0].lower()}{work[1:]}"
    lowest, highest = (
        cost_text(price, view.currency) for price in (priced["price"].min(), priced["price"].max())
    )
    costs = lowest if lowest == highest else f"from {lowest} to {highest}"
    return f"{work} costs {costs} with {_counted_by_type(priced)}"


def _counted_by_type(models: pd.DataFrame) -> str:
    """Write `12 models`, `11 speech and 2 music models`."""
    counts = models["type"].value_counts()
    if len(counts) == 1:
        return counted(len(models), "models")
    types = " and ".join(f"{count} {model_type(str(name)).label}" for name, count in counts.items())
    return f"{types} models"


def _named_cheapest(cheapest: pd.DataFrame, others: int, priced: pd.DataFrame) -> str:
    name = model_link(str(cheapest.index[0]), cheapest["label"].iloc[0])
    if len(priced) == 1:
        return f"{name} is the only model with a price."
    are = f"and {others} more are" if others else "is"
    return f"{name} {are} the cheapest of {_counted_by_type(priced)}."


def _named_most_expensive(view: View, ranked: pd.DataFrame, lowest: float) -> str:
    """Say how many times the lowest cost the most expensive model asks for, where it is more."""
    priced = ranked[ranked["price"].notna()]
    last = priced.iloc[-1]
    if not last["price"] > lowest:
        return ""
    name = model_link(str(priced.index[-1]), last["label"])
    cost = plain(cost_text(last["price"], view.currency))
    if not lowest:
        return f" The most expensive, {name}, costs {cost}."
    times = last["price"] / lowest
    written = f"{times:,.0f}" if times >= _TOLD_WHOLE else f"{times:.2g}"
    return f" The most expensive, {name}, costs {written} times as much: {cost}."
