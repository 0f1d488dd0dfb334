"""The settings of a clip: those that are compared, and what each model lets you choose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.finding import value_in
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.table import show_table, titled
from pages.shared.view import View, once_per_view
from pages.video.charts import clip_lengths
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
    seconds_of,
    video_request,
)

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.finding import Link

USUAL_CLIP: Final = VideoChoice("5s", "720p", audio=False)
_ANY_KIND: Final = "any"
_DURATION: Final = "video_duration"
_RESOLUTION: Final = "video_resolution"
_KIND: Final = "video_kind"
_AUDIO: Final = "video_audio"
READ_OF_LINK: Final = (_DURATION, _RESOLUTION, _KIND, _AUDIO)
NOT_PUBLISHED: Final = "not published"
_TITLES: Final = {
    "label": "Model",
    "id": "Id",
    "seconds": "Longest clip (s)",
    "durations": "Durations",
    "resolutions": "Resolutions",
    "audio": "Audio",
    "privacy": "Privacy",
}


class Clip(NamedTuple):
    """What is wanted, and what is to be asked for it, by model id in the order of the list."""

    wanted: VideoChoice
    requests: dict[str, QuoteRequest]


def choose_clip(view: View, row: DeltaGenerator) -> Clip:
    """Ask what clip is wanted, of which kind of model: the duration in a row, the rest folded."""
    durations, resolutions, kinds = _offered(view)
    duration = row.selectbox(
        "Duration",
        durations,
        index=durations.index(USUAL_CLIP.duration),
        width=110,
        **in_link(_DURATION, Choices(durations, most=1)),
    )
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
    return _clip(view, kind, VideoChoice(duration, resolution, audio))


def clip_given_in(link: Link, view: View) -> Clip:
    """Return the clip that a link asks for, else the usual one."""
    durations, resolutions, kinds = _offered(view)
    return _clip(
        view,
        value_in(link, _KIND, Choices(kinds, most=1)) or _ANY_KIND,
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


def show_allowed(view: View) -> None:
    """Draw how long the clips of the models can be; list all that each lets you choose."""
    longest = longest_clips(view)
    if len(longest):
        st.header(plain(say_longest(longest)), anchor=False)
        show_longest_clips(view)
    st.header("What each video model allows", anchor=False)
    rows = [
        {"Model": name, "Id": model_id, **allowed(abilities_of(str(model_id), constraints))}
        for model_id, name, constraints in zip(
            view.models.index, view.models["name"], view.models["constraints"], strict=True
        )
    ]
    table = pd.DataFrame(rows).assign(Privacy=view.models["privacy"].to_numpy())
    if not view.models["constraints"].map(bool).any():
        st.caption(
            "This list does not say what its models allow. Ask for a quote: if a model does "
            "not accept a value, the quote names the nearest one it accepts."
        )
    show_table(view, table, name="video_models", alt="What each video model allows")


@once_per_view
def longest_clips(view: View) -> pd.DataFrame:
    """Return the models that publish durations in seconds, those of the longest clips first."""
    rows = []
    models = view.models
    for model_id, label, privacy, constraints in zip(
        models.index,
        view.names.loc[models.index],
        models["privacy"],
        models["constraints"],
        strict=True,
    ):
        abilities = abilities_of(str(model_id), constraints)
        seconds = [seconds_of(duration) for duration in abilities.durations]
        known = [length for length in seconds if length is not None]
        if abilities.is_published and known:
            sharpest = in_order_of_resolution(abilities.resolutions)[-1:]
            rows.append(
                {
                    "id": model_id,
                    "label": label,
                    "privacy": privacy,
                    "seconds": max(known),
                    "told": ", ".join([f"{max(known):g}s", *sharpest]),
                    **{name.lower(): text for name, text in allowed(abilities).items()},
                }
            )
    if not rows:
        return pd.DataFrame()
    clips = pd.DataFrame(rows).set_index("id")
    return clips.sort_values(["seconds", "label"], ascending=[False, True])


def say_longest(longest: pd.DataFrame) -> str:
    """Say how long the longest clip is, and who makes it."""
    seconds = longest["seconds"].iloc[0]
    makers = longest.loc[longest["seconds"] == seconds, "label"]
    if len(makers) == 1:
        return f"The longest clip is {seconds:g}s, from {makers.iloc[0]}"
    return f"The longest clip is {seconds:g}s, from {len(makers)} of {len(longest)} models"


def show_longest_clips(view: View) -> None:
    """Draw how long a clip of each model can be, and its highest resolution."""
    longest = longest_clips(view)
    show_figure(
        view,
        clip_lengths(longest),
        partial(titled, longest, _TITLES),
        name="video_lengths",
        takeaway=f"{say_longest(longest)}. The longest clip of each model, with its resolution.",
    )


def allowed(abilities: VideoAbilities) -> dict[str, str]:
    """Say in words what a model lets you choose, by setting."""
    if not abilities.is_published:
        return {
            "Kind": abilities.kind,
            "Durations": NOT_PUBLISHED,
            "Resolutions": NOT_PUBLISHED,
            "Aspect ratios": NOT_PUBLISHED,
            "Audio": NOT_PUBLISHED,
        }
    return {
        "Kind": abilities.kind,
        "Durations": _listed(abilities.durations),
        "Resolutions": _listed(abilities.resolutions),
        "Aspect ratios": _listed(abilities.aspect_ratios),
        "Audio": _audio(abilities),
    }


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "not selectable"


def _audio(abilities: VideoAbilities) -> str:
    if abilities.is_audio_selectable:
        return "selectable"
    return {True: "always", False: "none", None: NOT_PUBLISHED}[abilities.has_audio]
