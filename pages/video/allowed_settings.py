"""What each video model lets you choose, as Venice publishes it."""

from __future__ import annotations

from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import show_table, titled
from pages.shared.view import View, once_per_view
from pages.video.charts import clip_lengths
from venice_data.quotes.video_quotes import (
    VideoAbilities,
    abilities_of,
    in_order_of_resolution,
    seconds_of,
)

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


def show(view: View) -> None:
    """Draw how long the clips of the models can be; list all that each lets you choose."""
    longest = longest_clips(view)
    if len(longest):
        st.header(plain(say_longest(longest)), anchor=False)
        show_longest_clips(view)
    is_known = view.models["constraints"].map(bool).any()
    rows = [
        {"Model": name, **allowed(abilities_of(str(model_id), constraints))}
        for model_id, name, constraints in zip(
            view.models.index, view.models["name"], view.models["constraints"], strict=True
        )
    ]
    table = pd.DataFrame(rows).assign(
        Privacy=view.models["privacy"].to_numpy(), Id=view.models.index
    )
    table = table.loc[:, (table != NOT_PUBLISHED).any()]
    what = "What each video model allows" if is_known else _kinds_in_words(table["Kind"])
    st.header(plain(what), anchor=False)
    if not is_known:
        st.caption(
            "This list does not say what its models allow. Ask for a quote: if a model does "
            "not accept a value, the quote names the nearest one it accepts."
        )
    show_table(view, table, name="video_models", alt="What each video model allows")


def _kinds_in_words(kinds: pd.Series[str]) -> str:
    """Count the models by what they make clips from, where nothing else is known."""
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.value_counts().items())
    return f"{len(kinds)} models: {counted}"


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
