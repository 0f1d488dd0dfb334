"""My text, my recording, my song: how long each is, what it costs, and what is assumed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.audio import music, speech, transcription
from pages.audio.my_work import (
    CHARACTERS_IN_LINK,
    CHARACTERS_PER_WORD,
    CHARACTERS_PER_WORD_IN_LINK,
    DEFAULT_PACE,
    MINUTES,
    TEXT,
    TEXT_UNITS,
    UNIT_ACCEPTED,
    UNIT_IN_LINK,
    Mine,
    MyText,
    answer_of,
    counted,
    song_length,
)
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import labels_free_or_beta
from pages.shared.sidebar import offer_the_other_way
from venice_data.costs.audio import WORDS_PER_PAGE, SpeechPace
from venice_data.link_values import Number

if TYPE_CHECKING:
    import pandas as pd

    from pages.audio.my_work import Amount
    from pages.shared.view import View

_NARROWEST_BOX_PIXELS: Final = 270
_MINUTES_TOLD_IN_HOURS: Final = 120
_WORDS_PER_MINUTE: Final = Number(20.0, 500.0)


def show(view: View, pace: SpeechPace) -> Mine:
    """Draw the three boxes; return what the visitor has."""
    boxes = st.grid("auto", min_column_width=_NARROWEST_BOX_PIXELS, border=True)
    with boxes.cell(), st.container(gap="xsmall"):
        st.header("My text", anchor=False)
        text = _ask_text(pace)
        _show_answer(view, speech.by_cost(view, text), "Reading it aloud costs", "audio_text")
        minutes = pace.minutes_of(text.characters)
        st.caption(f"{counted(text.characters, 'characters')}, {_roughly(minutes)} of speech.")
    with boxes.cell(), st.container(gap="xsmall"):
        st.header("My recording", anchor=False)
        minutes_recorded = _ask(MINUTES, "Length in minutes")
        ranked = transcription.by_cost(view, minutes_recorded)
        _show_answer(view, ranked, "Transcribing it costs", "audio_recording")
        st.caption("Turned into text, without a summary or a translation.")
    with boxes.cell(), st.container(gap="xsmall"):
        st.header("My song", anchor=False)
        seconds = _ask(song_length(view), "Length in seconds")
        _show_answer(view, music.by_cost(view, seconds), "Making it costs", "audio_song")
        st.caption(
            "One track. Which models sing, the list does not say. Sound effects stand under Music."
        )
    return Mine(text, minutes_recorded, seconds)


def _ask_text(pace: SpeechPace) -> MyText:
    _count_as_old_links_do()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.container()
        unit = st.selectbox(
            "Counted in",
            TEXT_UNITS,
            width=130,
            help="A full page has about 500 words. What a word has is assumed below.",
            **in_link(UNIT_IN_LINK, UNIT_ACCEPTED),
        )
    with place:
        return MyText(_ask(TEXT[unit], "Length"), unit, pace)


def _count_as_old_links_do() -> None:
    """Let a link that gives characters alone count in them, as those before the boxes did."""
    is_said = UNIT_IN_LINK in st.session_state or UNIT_IN_LINK in st.query_params
    if CHARACTERS_IN_LINK in st.query_params and not is_said:
        st.query_params[UNIT_IN_LINK] = "characters"
        st.rerun()


def _ask(amount: Amount, label: str) -> int:
    return st.number_input(
        label,
        amount.accepted.lowest,
        amount.accepted.highest,
        amount.first,
        step=amount.step,
        **in_link(amount.in_link, amount.accepted),
    )


def _show_answer(view: View, ranked: pd.DataFrame, question: str, place: str) -> None:
    """Write the lowest cost large, name its model, and say how much more others ask for."""
    answer = answer_of(view, ranked)
    if answer is not None:
        st.metric(question, plain(answer.cost))
        st.markdown(answer.sentence)
    elif ranked["price"].notna().any():
        st.info("All models with a price are free now or in beta.")
    else:
        st.info("No matching model has a price for this.")
    offer_the_other_way(view, labels_free_or_beta(view, ranked), place)


def _roughly(minutes: float) -> str:
    """Write `about 33 minutes`, `about 5 hours`."""
    if minutes < 1:
        return "less than a minute"
    if minutes < _MINUTES_TOLD_IN_HOURS:
        return f"about {counted(round(minutes), 'minutes')}"
    return f"about {counted(round(minutes / 60), 'hours')}"


def ask_pace() -> SpeechPace:
    """Ask for the pace of speech, and say what follows from it."""
    st.header("What is assumed", anchor=False)
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
