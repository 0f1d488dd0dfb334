"""Which clip is compared: its duration, resolution, kind and sound."""

from __future__ import annotations

from typing import Final, NamedTuple

import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.view import View, once_per_view
from venice_data.link_values import ON_OR_OFF, Choices
from venice_data.quotes.video_quotes import (
    DOCUMENTED_DURATIONS,
    DOCUMENTED_RESOLUTIONS,
    QuoteRequest,
    VideoAbilities,
    VideoChoice,
    abilities_of,
    in_order_of_duration,
    in_order_of_resolution,
    video_request,
)

USUAL_CLIP: Final = VideoChoice("5s", "720p", audio=False)
_ANY_KIND: Final = "any"


class Clip(NamedTuple):
    """What is wanted, and what is to be asked for it, by model id in the order of the list."""

    wanted: VideoChoice
    requests: dict[str, QuoteRequest]

    @property
    def in_words(self) -> str:
        """The clip as a sentence goes on: `5s at 720p without audio`."""
        audio = "with audio" if self.wanted.audio else "without audio"
        return f"{self.wanted.duration} at {self.wanted.resolution} {audio}"


def choose_clip(view: View) -> Clip:
    """Ask what clip is wanted, of which kind of model."""
    abilities = _abilities(view)
    durations = in_order_of_duration(
        {*DOCUMENTED_DURATIONS, *(d for able in abilities.values() for d in able.durations)}
    )
    resolutions = in_order_of_resolution(
        {*DOCUMENTED_RESOLUTIONS, *(r for able in abilities.values() for r in able.resolutions)}
    )
    kinds = [_ANY_KIND, *sorted({able.kind for able in abilities.values()})]
    duration = st.selectbox(
        "Duration",
        durations,
        index=durations.index(USUAL_CLIP.duration),
        **in_link("video_duration", Choices(durations, most=1)),
    )
    resolution = st.selectbox(
        "Resolution",
        resolutions,
        index=resolutions.index(USUAL_CLIP.resolution),
        **in_link("video_resolution", Choices(resolutions, most=1)),
    )
    kind = st.selectbox(
        "Kind",
        kinds,
        help="From text, from a picture that you send, or from other video.",
        **in_link("video_kind", Choices(kinds, most=1)),
    )
    audio = st.toggle("With audio", **in_link("video_audio", ON_OR_OFF))
    return _clip(view, kind, VideoChoice(duration, resolution, audio))


@once_per_view
def _clip(view: View, kind: str, wanted: VideoChoice) -> Clip:
    return Clip(
        wanted,
        {
            model_id: video_request(model_id, able, wanted)
            for model_id, able in _abilities(view).items()
            if kind in (_ANY_KIND, able.kind)
        },
    )


@once_per_view
def _abilities(view: View) -> dict[str, VideoAbilities]:
    return {
        str(model_id): abilities_of(str(model_id), constraints)
        for model_id, constraints in view.models["constraints"].items()
    }
