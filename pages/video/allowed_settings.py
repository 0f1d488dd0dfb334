"""What each video model lets you choose, as Venice publishes it."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import NOT_PUBLISHED, show_table, titled
from pages.shared.view import View, once_per_view
from pages.video.charts import clip_lengths
from pages.video.clip_choice import called_in_words, choose_name
from venice_data.catalog.filters import Filters, matching
from venice_data.catalog.wording import counted
from venice_data.quotes.published_rates import PUBLISHED, longest_published, published_rates
from venice_data.quotes.video_quotes import (
    VideoAbilities,
    abilities_of,
    in_order_of_resolution,
    seconds_of,
)

_MOST_DRAWN: Final = 15
_SOURCE_OF_RATES: Final = f"Source: Venice's documentation, {PUBLISHED}."
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
    finding = st.container()  # above the choice, as on the other tabs
    named = choose_name(st.container(horizontal=True))
    models = view.models.loc[matching(view.models, Filters(search=named)).index]
    called = called_in_words(named)
    if models.empty:
        finding.header(plain(f"There are no video models{called}"), anchor=False)
        return
    longest = longest_clips(view)
    longest = longest[longest.index.isin(models.index)]
    if len(longest):
        said = say_longest(longest, len(models), called)
        finding.header(plain(said), anchor=False)
        show_longest_clips(view, longest, said)
    _show_table(view, models, called)


def _show_table(view: View, models: pd.DataFrame, called: str) -> None:
    rows = [
        {"Model": name, **allowed(str(model_id), constraints)}
        for model_id, name, constraints in zip(
            models.index, models["name"], models["constraints"], strict=True
        )
    ]
    table = pd.DataFrame(rows).assign(Privacy=models["privacy"].to_numpy(), Id=models.index)
    table = table.loc[:, (table != NOT_PUBLISHED).any()]
    known = int((table["Durations"] != NOT_PUBLISHED).sum()) if "Durations" in table else 0
    st.header(plain(_how_many_are_known(known, len(table), called)), anchor=False)
    if known and not models["constraints"].map(bool).any():
        st.caption(
            f"The model list does not say it: these are the settings of the rates {PUBLISHED} in "
            "Venice's documentation. A quote names the nearest value that a model accepts."
        )
    show_table(view, table, name="video_models", alt="What each video model allows")


def _how_many_are_known(known: int, count: int, called: str) -> str:
    models = f"{counted(count, 'video models')}{called}"
    if not known:
        return f"{models}: what {'it allows' if count == 1 else 'they allow'} is {NOT_PUBLISHED}"
    return f"What {known} of {models} {'allows' if known == 1 else 'allow'}"


@once_per_view
def is_any_known(view: View) -> bool:
    """Return whether the list or the published rates say of any model what it allows."""
    constraints = view.models["constraints"]
    return bool(constraints.map(bool).any() or constraints.index.isin(published_rates()).any())


@once_per_view
def longest_clips(view: View) -> pd.DataFrame:
    """Return the models whose durations in seconds are known, those of the longest clips first.

    They are known from the list, else from published rates.
    """
    models = view.models
    rows = []
    for model_id, constraints in zip(
        models.index.astype("str"), models["constraints"], strict=True
    ):
        abilities = abilities_of(model_id, constraints)
        durations, resolutions = abilities.durations, abilities.resolutions
        if not abilities.is_published:
            durations, resolutions = _rated(model_id)
        known = [length for length in map(seconds_of, durations) if length is not None]
        if known:
            sharpest = in_order_of_resolution(filter(None, resolutions))[-1:]
            rows.append(
                {
                    "id": model_id,
                    "label": view.names[model_id],
                    "privacy": models["privacy"][model_id],
                    "seconds": max(known),
                    "told": ", ".join([f"{max(known):g}s", *sharpest]),
                    "is_listed": abilities.is_published,
                    **{name.lower(): text for name, text in allowed(model_id, constraints).items()},
                }
            )
    if not rows:
        return pd.DataFrame()
    clips = pd.DataFrame(rows).set_index("id")
    return clips.sort_values(["seconds", "label"], ascending=[False, True])


def _rated(model_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the durations and resolutions for which there are published rates."""
    rates = published_rates().get(model_id, ())
    return tuple(rate.duration for rate in rates), tuple(rate.resolution for rate in rates)


def say_longest(longest: pd.DataFrame, of_models: int, called: str = "") -> str:
    """Say how long the longest clip of some models is, and who of the known ones makes it."""
    seconds = longest["seconds"].iloc[0]
    makers = longest.loc[longest["seconds"] == seconds, "label"]
    if len(makers) == 1:
        return f"The longest clip is {seconds:g}s, from {makers.iloc[0]}"
    how_many = f"{len(makers)} of" if len(makers) < len(longest) else "all"
    known = " whose lengths are known" if len(longest) < of_models else ""
    whose = f"{how_many} {len(longest)} models{called}{known}"
    return f"The longest clip is {seconds:g}s, from {whose}"


def show_longest_clips(view: View, longest: pd.DataFrame, said: str) -> None:
    """Draw how long a clip of the first of `longest_clips` can be, and its highest resolution.

    `said` is what `say_longest` says of them.
    """
    if len(longest) > _MOST_DRAWN:
        st.caption(f"Drawn are the {_MOST_DRAWN} that come first by length, then by name.")
    show_figure(
        view,
        clip_lengths(longest[:_MOST_DRAWN]),
        partial(titled, longest, _TITLES),
        name="video_lengths",
        takeaway=f"{said}. The longest clip of each model, with its resolution.",
        source=None if longest["is_listed"].all() else _SOURCE_OF_RATES,
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
