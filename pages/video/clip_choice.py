"""Which clip is compared, and of which models: duration, resolution, sound, kind and name.

One model takes over what is compared: in the address, so in links too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.shared.embed import figure_alone
from pages.shared.finding import value_in
from pages.shared.link_state import came_by_history, in_link
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import Filters, matching
from venice_data.link_values import ON_OR_OFF, Choices, Text
from venice_data.quotes.published_rates import USUAL_CLIP
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

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.finding import Link

_ANY_KIND: Final = "any"
_DURATION: Final = "video_duration"
_RESOLUTION: Final = "video_resolution"
_KIND: Final = "video_kind"
_AUDIO: Final = "video_audio"
_NAMED: Final = "video_named"
_NAME: Final = Text(60)
_LAST: Final = "video_last_clip"
_COMPARED: Final = "video_compared_since"
_CARRIED: Final = "video_carried_over"
MODEL_IN_LINK: Final = "video_model"
DURATION_IN_LINK: Final = "video_one_duration"
_PRESSED_AT_MOST: Final = 3  # beside each other on a phone, with the field of the name
READ_OF_LINK: Final = (_DURATION, _RESOLUTION, _KIND, _AUDIO, _NAMED)


class Clip(NamedTuple):
    """What is wanted, and what is to be asked for it, by model id in the order of the list.

    `named` are words that the names or ids of these models hold; empty for all.
    """

    wanted: VideoChoice
    requests: dict[str, QuoteRequest]
    named: str

    @property
    def called(self) -> str:
        """What is said behind `video models` where only some are meant: ` called “veo”`."""
        return called_in_words(self.named)


def called_in_words(named: str) -> str:
    """Say behind `video models` by which words only some are meant."""
    return f" called “{named}”" if named else ""


def choose_clip(view: View, row: DeltaGenerator) -> Clip:
    """Ask what clip is wanted of which models: duration and name in a row, the rest folded."""
    durations, resolutions, kinds = _offered(view)
    # In a row of their own, since the one is lower than the other, and both are labelled.
    fields = row.container(horizontal=True, width="content")
    duration = _choose_duration(fields, durations)
    named = choose_name(fields)
    with row.popover("Change the clip", icon=":material/tune:"):
        resolution = st.selectbox(
            "Resolution",
            resolutions,
            index=resolutions.index(USUAL_CLIP.resolution),
            **in_link(_RESOLUTION, Choices(resolutions, most=1)),
        )
        kind = st.selectbox(
            "Kind",
            kinds,
            help="From text, from a picture that you send, or from other video.",
            **in_link(_KIND, Choices(kinds, most=1)),
        )
        audio = st.toggle("With audio", **in_link(_AUDIO, ON_OR_OFF))
    _remember(
        {_DURATION: duration, _RESOLUTION: resolution, _KIND: kind, _AUDIO: str(audio).lower()}
    )
    return _clip(view, kind, named, VideoChoice(duration, resolution, audio))


def choose_name(row: DeltaGenerator) -> str:
    """Ask for words that the names or ids of models hold."""
    named: str = row.text_input(
        "Models called",
        placeholder="kling, veo, …",
        max_chars=_NAME.longest,
        width=150,
        **in_link(_NAMED, _NAME),
    )
    _remember({_NAMED: named})
    return named.strip()


def _remember(chosen: dict[str, str]) -> None:
    """Keep for other tabs what is chosen in one: it leaves the address when that is closed."""
    last: dict[str, list[str]] = st.session_state.setdefault(_LAST, {})
    last.update({name: [value] for name, value in chosen.items()})
    st.session_state[_COMPARED] = figure_alone() is None  # where all tabs are one, none is left


def _is_come_from_comparing(*, ends: bool = False) -> bool:
    """Return whether another tab has asked for a clip since this last ended."""
    is_come: bool = st.session_state.get(_COMPARED, False)
    if ends:
        st.session_state[_COMPARED] = False
    return is_come and not came_by_history()


def last_clip(view: View) -> Clip:
    """Return the clip that the address asks for, else the one that was compared last."""
    last: Link = st.session_state.get(_LAST, {})
    return clip_given_in({**last, **_in_address()}, view)


def clip_of_address(view: View) -> Clip:
    """Return the clip that the address asks for by itself, once a closed tab has left it."""
    given = _in_address().items()
    return clip_given_in(
        {name: values for name, values in given if name not in st.session_state}, view
    )


def _in_address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in READ_OF_LINK if name in st.query_params}


def _choose_duration(row: DeltaGenerator, durations: list[str]) -> str:
    """Ask for one of a few durations with one press, for one of many from a list."""
    accepted = in_link(_DURATION, Choices(durations, most=1))
    usual = USUAL_CLIP.duration
    if len(durations) <= _PRESSED_AT_MOST:
        duration: str = row.segmented_control(
            "Duration", durations, default=usual, required=True, **accepted
        )
    else:
        duration = row.selectbox(
            "Duration", durations, index=durations.index(usual), width=110, **accepted
        )
    return duration


def carry_model(compared: str, by_itself: str) -> None:
    """Name the model of what is compared in the address, unless another is chosen there."""
    if _is_come_from_comparing():
        _carry(MODEL_IN_LINK, compared, by_itself)


def carry_duration(compared: str, by_itself: str) -> None:
    """Name the duration that is compared in the address, unless another is chosen there."""
    if _is_come_from_comparing(ends=True):
        st.session_state.pop(DURATION_IN_LINK, None)  # the address decides
        if _carry(DURATION_IN_LINK, compared, by_itself):
            st.rerun()  # a widget reads the address as it was when the run began


def _carry(name: str, compared: str, by_itself: str) -> bool:
    """Name in the address what is compared, unless it is there or another is; tell whether so."""
    carried: dict[str, str] = st.session_state.setdefault(_CARRIED, {})
    now = st.query_params.get(name)
    if now not in (None, carried.get(name)) or compared == (now or by_itself):
        return False
    st.query_params[name] = carried[name] = compared
    return True


def clip_given_in(link: Link, view: View) -> Clip:
    """Return the clip that a link asks for, else the usual one."""
    durations, resolutions, kinds = _offered(view)
    return _clip(
        view,
        value_in(link, _KIND, Choices(kinds, most=1)) or _ANY_KIND,
        value_in(link, _NAMED, _NAME) or "",
        VideoChoice(
            value_in(link, _DURATION, Choices(durations, most=1)) or USUAL_CLIP.duration,
            value_in(link, _RESOLUTION, Choices(resolutions, most=1)) or USUAL_CLIP.resolution,
            value_in(link, _AUDIO, ON_OR_OFF) == "true",
        ),
    )


class _Offered(NamedTuple):
    """What can be chosen, in the order to offer it."""

    durations: list[str]
    resolutions: list[str]
    kinds: list[str]


@once_per_view
def _offered(view: View) -> _Offered:
    abilities = _abilities(view).values()
    return _Offered(
        in_order_of_duration(
            {*DOCUMENTED_DURATIONS, *(d for able in abilities for d in able.durations)}
        ),
        in_order_of_resolution(
            {*DOCUMENTED_RESOLUTIONS, *(r for able in abilities for r in able.resolutions)}
        ),
        [_ANY_KIND, *sorted({able.kind for able in abilities})],
    )


@once_per_view
def _clip(view: View, kind: str, named: str, wanted: VideoChoice) -> Clip:
    called = matching(view.models, Filters(search=named)).index
    return Clip(
        wanted,
        {
            model_id: video_request(model_id, able, wanted)
            for model_id, able in _abilities(view).items()
            if kind in (_ANY_KIND, able.kind) and model_id in called
        },
        named,
    )


@once_per_view
def _abilities(view: View) -> dict[str, VideoAbilities]:
    return {
        str(model_id): abilities_of(str(model_id), constraints)
        for model_id, constraints in view.models["constraints"].items()
    }
