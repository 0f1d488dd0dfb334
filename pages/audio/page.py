"""Audio: what do speech, transcription and music cost?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.audio import music, speech, transcription
from pages.audio.finding import show_answers
from pages.audio.my_work import ask_mine, ask_pace, three_boxes
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import AUDIO

view = open_page(AUDIO)


@st.fragment
def show_my_work() -> None:
    """Answer for a text, a recording and a song, and rank the models for each on a tab below."""
    boxes, tabs = three_boxes(), st.container()
    mine = ask_mine(view, boxes, ask_pace())
    show_answers(view, mine, boxes)
    with tabs:
        show_tabs(
            {
                "Speech": partial(speech.show, view, mine.text),
                "Transcription": partial(transcription.show, view, mine.minutes),
                "Music": partial(music.show, view, mine),
                "Voices": partial(speech.show_voices, view),
            },
            key="audio_tab",
        )


show_my_work()
