"""What the visitor has, how long it is, and what it costs: what each tab of audio begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.audio.my_work import (
    CHARACTERS_IN_LINK,
    CHARACTERS_PER_WORD,
    CHARACTERS_PER_WORD_IN_LINK,
    DEFAULT_PACE,
    TEXT,
    TEXT_UNITS,
    UNIT_ACCEPTED,
    UNIT_IN_LINK,
    MyText,
    answer_of,
    counted,
)
from pages.shared.link_state import in_link
from pages.shared.page_frame import later
from pages.shared.plain_text import plain
from pages.shared.ranking import labels_free_or_beta
from pages.shared.sidebar import offer_the_other_way
from venice_data.costs.audio import WORDS_PER_PAGE, SpeechPace
from venice_data.link_values import Number

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    from pages.audio.my_work import Amount
    from pages.shared.view import View

_MINUTES_TOLD_IN_HOURS: Final = 120
_LENGTH_PIXELS: Final = 190
_WORDS_PER_MINUTE: Final = Number(20.0, 500.0)


def row_of_mine() -> DeltaGenerator:
    """Return a row for how long something is, and what it costs behind that."""
    return st.container(horizontal=True, vertical_alignment="bottom")


def ask_text(pace: SpeechPace) -> MyText:
    """Ask how long a text is, in pages, words or characters."""
    _count_as_old_links_do()
    place = st.container(width="content")
    unit = st.selectbox(
        "Counted in",
        TEXT_UNITS,
        width=130,
        help="A full page has about 500 words. What a word has is assumed below.",
        persist_state="session",
        **in_link(UNIT_IN_LINK, UNIT_ACCEPTED),
    )
    with place:
        return MyText(ask(TEXT[unit], "Length"), unit, pace)


def _count_as_old_links_do() -> None:
    """Let a link that gives characters alone count in them, as those before the boxes did."""
    is_said = UNIT_IN_LINK in st.session_state or UNIT_IN_LINK in st.query_params
    if CHARACTERS_IN_LINK in st.query_params and not is_said:
        st.query_params[UNIT_IN_LINK] = "characters"
        st.rerun()


def ask(amount: Amount, label: str) -> int:
    """Ask how much there is of something."""
    return st.number_input(
        label,
        amount.accepted.lowest,
        amount.accepted.highest,
        amount.first,
        step=amount.step,
        width=_LENGTH_PIXELS,
        persist_state="session",
        **in_link(amount.in_link, amount.accepted),
    )


def show_answer(
    view: View, ranked: pd.DataFrame, row: DeltaGenerator, question: str, place: str
) -> None:
    """Write the lowest cost large, name its model, and say how much more others ask for.

    `place` names the place in keys.
    """
    answer = answer_of(view, ranked)
    if answer is not None:
        row.metric(question, plain(answer.cost), width="content")
    with later(f"{place}_models"):
        if answer is not None:
            st.markdown(answer.sentence)
        elif ranked["price"].notna().any():
            st.info("All models with a price are free now or in beta.")
        offer_the_other_way(view, labels_free_or_beta(view, ranked), place)


def roughly(minutes: float) -> str:
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
