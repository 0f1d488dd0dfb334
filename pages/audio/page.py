"""Audio: what do speech, transcription and music cost?"""

from __future__ import annotations

from functools import partial

from pages.audio import music, speech, transcription
from pages.shared.page_frame import open_page, show_tabs
from pages.shared.site import AUDIO

view = open_page(AUDIO)

show_tabs(
    {
        "Speech": partial(speech.show, view),
        "Transcription": partial(transcription.show, view),
        "Music": partial(music.show, view),
        "Voices": partial(speech.show_voices, view),
    },
    key="audio_tab",
)
