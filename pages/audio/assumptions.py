"""What is assumed of text and speech, to be changed by whoever knows better."""

from __future__ import annotations

from typing import Final

import streamlit as st

from pages.audio.amounts import CHARACTERS_PER_WORD, CHARACTERS_PER_WORD_IN_LINK, DEFAULT_PACE
from pages.shared.link_state import in_link
from venice_data.costs.audio import WORDS_PER_PAGE, SpeechPace
from venice_data.link_values import Number

_WORDS_PER_MINUTE: Final = Number(20.0, 500.0)


def ask() -> SpeechPace:
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
