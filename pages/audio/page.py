"""Audio: what do speech, transcription and music cost?"""

from __future__ import annotations

from functools import partial

from pages.audio import music, speech, transcription, voices
from pages.shared.page_frame import open_page
from pages.shared.site import AUDIO
from pages.shared.tabs import show_tabs

view = open_page(AUDIO)

show_tabs(
    {
        "Speech": partial(speech.show, view),
        "Transcription": partial(transcription.show, view),
        "Music": partial(music.show, view),
        "Voices": partial(voices.show, view),
    },
    key="audio_tab",
)
