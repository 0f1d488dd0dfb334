"""The visitor's text, recording and song: how much there is of each, asked for in three boxes."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

import numpy as np
import streamlit as st

from pages.shared.finding import value_in
from pages.shared.link_state import in_link
from pages.shared.view import View, once_per_view
from venice_data.catalog.wording import counted
from venice_data.costs.audio import SECONDS_PER_HOUR, WORDS_PER_PAGE, SpeechPace, TextUnit
from venice_data.link_values import Choices, Number, WholeNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

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
_LENGTH_PIXELS: Final = 96
_UNIT_PIXELS: Final = 116
_WORDS_PER_MINUTE: Final = Number(20.0, 500.0)


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


def three_boxes() -> list[DeltaGenerator]:
    """Make the boxes for a text, a recording and a song."""
    with st.container(key="audio_boxes"):
        return [
            column.container(border=True, gap="xsmall") for column in st.columns(len(Mine._fields))
        ]


def ask_pace() -> SpeechPace:
    """Ask for the pace of speech, and say what follows from it."""
    st.header("What is assumed of my text", anchor=False)
    with st.container(horizontal=True):
        pace = SpeechPace(
            characters_per_word=st.number_input(
                "Characters per word",
                min_value=CHARACTERS_PER_WORD.lowest,
                max_value=CHARACTERS_PER_WORD.highest,
                value=DEFAULT_PACE.characters_per_word,
                step=0.5,
                format="%.1f",
                width=200,
                help="With the space after the word. English prose has about 6.",
                **in_link(CHARACTERS_PER_WORD_IN_LINK, CHARACTERS_PER_WORD),
            ),
            words_per_minute=st.number_input(
                "Words per minute",
                min_value=_WORDS_PER_MINUTE.lowest,
                max_value=_WORDS_PER_MINUTE.highest,
                value=DEFAULT_PACE.words_per_minute,
                step=10.0,
                format="%.0f",
                width=200,
                help="How fast the text is spoken. Audiobooks are read at about 150.",
                **in_link("audio_words_per_minute", _WORDS_PER_MINUTE),
            ),
        )
    st.caption(
        f"Assumed: {pace.characters_per_word:g} characters per word, space included, and "
        f"{pace.words_per_minute:g} words per minute. So an hour of speech is "
        f"{pace.characters_per_hour:,.0f} characters, 1,000 words are "
        f"{pace.characters_of(1_000, 'words'):,}, and a page of {WORDS_PER_PAGE} words has "
        f"{pace.characters_of(1, 'pages'):,}. Languages and voices differ."
    )
    return pace


def ask_mine(view: View, boxes: list[DeltaGenerator], pace: SpeechPace) -> Mine:
    """Ask in their boxes how long a text, a recording and a song are."""
    for_text, for_recording, for_song = boxes
    with for_text, _row_of("My text"):
        text = _ask_text(pace)
    with for_recording, _row_of("My recording"):
        minutes = ask(MINUTES, "My recording, in minutes", is_named=True)
        st.markdown("minutes", width="content")
    with for_song, _row_of("My song"):
        seconds = ask(song_length(view), "My song, in seconds", is_named=True)
        st.markdown("seconds", width="content")
    return Mine(text, minutes, seconds)


@contextmanager
def _row_of(name: str) -> Iterator[None]:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"**{name}**", width="content")
        yield


def _ask_text(pace: SpeechPace) -> MyText:
    """Ask how long a text is, in pages, words or characters."""
    _count_as_old_links_do()
    place = st.container(width="content")
    unit = st.selectbox(
        "My text is counted in",
        TEXT_UNITS,
        width=_UNIT_PIXELS,
        label_visibility="collapsed",
        persist_state="session",
        **in_link(UNIT_IN_LINK, UNIT_ACCEPTED),
    )
    with place:
        return MyText(ask(TEXT[unit], "Length of my text", is_named=True), unit, pace)


def _count_as_old_links_do() -> None:
    """Let a link that gives characters alone count in them, as those before the boxes did."""
    is_said = UNIT_IN_LINK in st.session_state or UNIT_IN_LINK in st.query_params
    if CHARACTERS_IN_LINK in st.query_params and not is_said:
        st.query_params[UNIT_IN_LINK] = "characters"
        st.rerun()


def ask(amount: Amount, label: str, *, is_named: bool = False) -> int:
    """Ask how much there is of something; the label is not shown where it `is_named` already."""
    return st.number_input(
        label,
        amount.accepted.lowest,
        amount.accepted.highest,
        amount.first,
        step=amount.step,
        width=_LENGTH_PIXELS,
        label_visibility="collapsed" if is_named else "visible",
        persist_state="session",
        **in_link(amount.in_link, amount.accepted),
    )
