"""Audio: what do speech, transcription and music cost?"""

from __future__ import annotations

import streamlit as st

from pages.audio_parts import music, speech, transcription, voices
from pages.shared.opening import open_page
from pages.shared.site import AUDIO

view = open_page(AUDIO)

tabs = {
    "Speech": speech.show,
    "Transcription": transcription.show,
    "Music": music.show,
    "Voices": voices.show,
}
for tab, show in zip(
    st.tabs(list(tabs), key="audio_tab", bind="query-params"), tabs.values(), strict=True
):
    if tab.open:
        with tab:
            show(view)
