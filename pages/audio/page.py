"""Audio: what do speech, transcription and music cost?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.audio import music, speech, transcription
from pages.audio.finding import usual_costs
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import AUDIO

view = open_page(AUDIO)
if costs := usual_costs(view):
    st.markdown(costs)

show_tabs(
    {
        "Speech": partial(speech.show, view),
        "Transcription": partial(transcription.show, view),
        "Music": partial(music.show, view),
        "Voices": partial(speech.show_voices, view),
    },
    key="audio_tab",
)
