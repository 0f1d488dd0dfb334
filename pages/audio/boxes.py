"""My text, my recording, my song: how long each is, and what it costs, in one amount each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.audio import music, speech, transcription
from pages.audio.amounts import (
    CHARACTERS_IN_LINK,
    MINUTES,
    TEXT,
    TEXT_UNITS,
    UNIT_ACCEPTED,
    UNIT_IN_LINK,
    Mine,
    MyText,
    counted,
    song_length,
)
from pages.audio.answers import answer_of
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import labels_free_or_beta
from pages.shared.sidebar import offer_the_other_way

if TYPE_CHECKING:
    import pandas as pd

    from pages.audio.amounts import Amount
    from pages.shared.view import View
    from venice_data.costs.audio import SpeechPace

_NARROWEST_BOX_PIXELS: Final = 270
_MINUTES_TOLD_IN_HOURS: Final = 120


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
        st.caption("One track. The list does not say which models sing, or make only sounds.")
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
