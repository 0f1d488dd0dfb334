"""Audio: what do speech, transcription and music cost?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.audio import boxes, music, speech, transcription
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import AUDIO

view = open_page(AUDIO)

answers, rankings = st.container(), st.container()
pace = boxes.ask_pace()  # stands below what follows from it
with answers:
    mine = boxes.show(view, pace)
with rankings:
    show_tabs(
        {
            "Speech": partial(speech.show, view, mine.text),
            "Transcription": partial(transcription.show, view, mine.minutes),
            "Music": partial(music.show, view, mine),
            "Voices": partial(speech.show_voices, view),
        },
        key="audio_tab",
    )
