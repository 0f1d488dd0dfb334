"""Audio: what do speech, transcription and music cost?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.audio import assumptions, boxes, music, speech, transcription, voices
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import AUDIO

view = open_page(AUDIO)

answers, rankings = st.container(), st.container()
pace = assumptions.ask()  # stands below what follows from it
with answers:
    mine = boxes.show(view, pace)
with rankings:
    show_tabs(
        {
            "Speech": partial(speech.show, view, mine.text),
            "Transcription": partial(transcription.show, view, mine.minutes),
            "Music": partial(music.show, view, mine),
            "Voices": partial(voices.show, view),
        },
        key="audio_tab",
    )
