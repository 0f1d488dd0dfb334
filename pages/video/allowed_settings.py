"""What each video model lets you choose, as Venice publishes it."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import show_table, titled
from pages.shared.view import View, once_per_view
from pages.video.charts import clip_lengths
from venice_data.quotes.published_rates import PUBLISHED, longest_published, published_rates
from venice_data.quotes.video_quotes import (
    VideoAbilities,
    abilities_of,
    in_order_of_resolution,
    seconds_of,
)

NOT_PUBLISHED: Final = "not published"
_WITH_SOUND: Final = {True: "always", False: "none", None: NOT_PUBLISHED}
_TITLES: Final = {
    "label": "Model",
    "id": "Id",
    "seconds": "Longest clip (s)",
    "durations": "Durations",
    "resolutions": "Resolutions",
    "audio": "Audio",
    "privacy": "Privacy",
}


def show(view: View) -> None:
    """Draw how long the clips of the models can be; list all that each lets you choose."""
    longest = longest_clips(view)
    if len(longest):
        st.header(plain(say_longest(longest)), anchor=False)
        show_longest_clips(view, longest)
    rows = [
        {"Model": name, **allowed(str(model_id), constraints)}
        for model_id, name, constraints in zip(
            view.models.index, view.models["name"], view.models["constraints"], strict=True
        )
    ]
    table = pd.DataFrame(rows).assign(
        Privacy=view.models["privacy"].to_numpy(), Id=view.models.index
    )
    table = table.loc[:, (table != NOT_PUBLISHED).any()]
    known = int((table["Durations"] != NOT_PUBLISHED).sum())
    st.header(plain(f"What {known} of {len(table)} video models allow"), anchor=False)
    if not view.models["constraints"].map(bool).any():
        st.caption(
            f"The model list does not say it: these are the settings of the rates {PUBLISHED} in "
            "Venice's documentation. A quote names the nearest value that a model accepts."
        )
    show_table(view, table, name="video_models", alt="What each video model allows")


@once_per_view
def is_any_known(view: View) -> bool:
    """Return whether the list or the published rates say of any model what it allows."""
    constraints = view.models["constraints"]
    return bool(constraints.map(bool).any() or constraints.index.isin(published_rates()).any())


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
                    **{
                        name.lower(): text
                        for name, text in allowed(str(model_id), constraints).items()
                    },
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


def show_longest_clips(view: View, longest: pd.DataFrame) -> None:
    """Draw how long a clip of each of `longest_clips` can be, and its highest resolution."""
    show_figure(
        view,
        clip_lengths(longest),
        partial(titled, longest, _TITLES),
        name="video_lengths",
        takeaway=f"{say_longest(longest)}. The longest clip of each model, with its resolution.",
    )


def allowed(model_id: str, constraints: dict[str, Any]) -> dict[str, str]:
    """Say in words what a model lets you choose, by setting; else for what it has rates."""
    abilities = abilities_of(model_id, constraints)
    if not abilities.is_published:
        return {"Kind": abilities.kind, **_settings_of_rates(model_id)}
    return {
        "Kind": abilities.kind,
        "Durations": _listed(abilities.durations),
        "Resolutions": _listed(abilities.resolutions),
        "Aspect ratios": _listed(abilities.aspect_ratios),
        "Audio": _audio(abilities),
    }


def _settings_of_rates(model_id: str) -> dict[str, str]:
    rates = published_rates().get(model_id, ())
    longest = longest_published(model_id)
    sounds = {rate.audio for rate in rates}
    return {
        "Durations": f"up to {longest}" if longest else NOT_PUBLISHED,
        "Resolutions": (
            _listed(
                tuple(in_order_of_resolution(filter(None, {rate.resolution for rate in rates})))
            )
            if rates
            else NOT_PUBLISHED
        ),
        "Aspect ratios": NOT_PUBLISHED,
        "Audio": "selectable" if len(sounds) > 1 else _WITH_SOUND[next(iter(sounds), None)],
    }


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "not selectable"


def _audio(abilities: VideoAbilities) -> str:
    if abilities.is_audio_selectable:
        return "selectable"
    return _WITH_SOUND[abilities.has_audio]
