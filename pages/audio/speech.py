"""Speech: what it costs to have text read aloud, with each model, and with which voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.audio.answers import range_in_words, say_answer
from pages.shared.link_state import in_link
from pages.shared.page_frame import answer_first, later
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Column,
    Ranking,
    by_price,
    name_unpriced,
    show_ranking,
)
from pages.shared.table import show_table
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import NO_PRICE
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title, describe
from venice_data.catalog.wording import counted
from venice_data.costs.audio import SpeechPace, cost_of_text, speech_prices
from venice_data.link_values import Choices, Text

if TYPE_CHECKING:
    from pages.audio.my_work import MyText

# The labels stand in shared links: add, never reword.
_MINE: Final = "my text"
_UNITS: Final = {
    "1M characters": ("per_million_characters", "Reading 1M characters aloud"),
    "hour of speech": ("per_hour", "An hour of speech"),
    "1,000 words": ("per_thousand_words", "Reading 1,000 words aloud"),
}
_CHOICES: Final = (_MINE, *_UNITS)
_CONVERTED: Final = "per 1,000 characters, converted"
_BASIS_TEXTS: Final = {"input": "per 1M characters", "per_thousand_characters": _CONVERTED}
_ALSO_NAMED: Final = (
    (_CONVERTED, "Music models that speak, priced per 1,000 characters and converted here"),
)
_COLUMNS: Final = (
    Column("per_million_characters", column_title("input", "tts"), "price"),
    Column("per_hour", "Price per hour of speech", "cost"),
    Column("per_thousand_words", "Price per 1,000 words", "cost"),
    BASIS,
    PRIVACY,
)
_PRICE: Final = "Per 1M characters"  # of text to speak
_NAME: Final = Text(100)
_MINUTES_TOLD_IN_HOURS: Final = 120


@once_per_view
def by_cost(view: View, text: MyText) -> pd.DataFrame:
    """Return the matching models that speak by what they ask for a text."""
    models = view.of_type("tts", "music")
    speech = speech_prices(view.catalog.prices, models, text.pace, view.currency)
    return by_price(
        speech.assign(
            label=distinct_names(speech),
            price=cost_of_text(speech, text.characters),
            basis=speech["component"].map(_BASIS_TEXTS).fillna(NO_PRICE),
        )
    )


@once_per_view
def _by_unit(view: View, text: MyText, unit: str) -> pd.DataFrame:
    speech = by_cost(view, text)
    return speech.assign(price=speech[_UNITS[unit][0]])


def show(view: View, text: MyText) -> None:
    """Rank the models that speak by what they ask for a text, or for a unit."""
    if by_cost(view, text).empty:
        st.info("No matching model speaks: loosen a filter in the sidebar.")
        return
    with answer_first("audio_speech"):
        _show_ranked(view, text)


def _show_ranked(view: View, text: MyText) -> None:
    answer = st.container()
    with later("audio_speech_unit"):
        unit = st.segmented_control(
            "Price of",
            _CHOICES,
            default=_MINE,
            required=True,
            help=f"Models charge for characters. {describe('input', 'tts').explanation} "
            "What an hour and a word have is assumed below.",
            **in_link("audio_speech_unit", Choices(_CHOICES, most=1)),
        )
    is_mine = unit == _MINE
    ranked = by_cost(view, text) if is_mine else _by_unit(view, text, unit)
    work = f"Reading {text.in_words} aloud" if is_mine else _UNITS[unit][1]
    finding = range_in_words(view, ranked, work)
    answer.header(plain(finding), anchor=False)
    own = (Column("price", f"Cost of {text.in_words}", "cost"),) if is_mine else ()
    ranking = Ranking(
        f"for {text.in_words}" if is_mine else f"per {unit}",
        (*own, *_COLUMNS),
        "audio_speech",
        finding,
    )
    show_ranking(view, ranked, ranking)
    say_answer(view, by_cost(view, text), "audio_text")
    minutes = text.pace.minutes_of(text.characters)
    st.caption(f"{counted(text.characters, 'characters')}, {_roughly(minutes)} of speech.")
    name_unpriced(view, ranked, _ALSO_NAMED)


def _roughly(minutes: float) -> str:
    """Write `about 33 minutes`, `about 5 hours`."""
    if minutes < 1:
        return "less than a minute"
    if minutes < _MINUTES_TOLD_IN_HOURS:
        return f"about {counted(round(minutes), 'minutes')}"
    return f"about {counted(round(minutes / 60), 'hours')}"


def show_voices(view: View) -> None:
    """Count the voices of the matching models, and list those that a search finds."""
    voices = _voices(view)
    if voices.empty:
        st.header("Voices by name", anchor=False)
        st.info("No matching model names its voices: loosen a filter in the sidebar.")
        return
    answer = st.container()  # above the search: the answer comes first
    search = st.text_input(
        "Search voices",
        max_chars=_NAME.longest,
        placeholder="alice, bella, …",
        **in_link("audio_voice", _NAME),
    ).strip()
    found = voices[voices["Voice"].str.casefold().str.contains(search.casefold(), regex=False)]
    if found.empty:
        answer.header("Voices by name", anchor=False)
        st.info(f"No voice matches “{plain(search)}”. {len(voices)} have other names.")
        return
    by_model = _counted(found)
    answer.header(plain(_found_in_words(by_model, search)), anchor=False)
    show_table(
        view,
        found,
        holds={_PRICE: "price"},
        alt="Voices and the models that have them",
        name="audio_voices",
    )
    st.header("Voices by model", anchor=False)
    show_table(
        view,
        by_model,
        holds={_PRICE: "price"},
        alt="Number of voices by model",
        name="audio_voices_by_model",
    )


def _found_in_words(by_model: pd.DataFrame, search: str) -> str:
    """Say how many voices a search finds, and which model has most of them."""
    count, models = int(by_model["Voices"].sum()), counted(len(by_model), "models")
    named = f" with “{search}” in the name" if search else ""
    most, has = by_model["Model"].iloc[0], by_model["Voices"].iloc[0]
    most_has = f"{most} has {'it' if count == 1 else has}"
    return f"{counted(count, 'voices')}{named}, {models}; {most_has}"


def _counted(voices: pd.DataFrame) -> pd.DataFrame:
    """Count voices by model, most first: Model, Voices, price per 1M characters, Type, Id."""
    by_model = ["Model", _PRICE, "Type", "Id"]
    counts = voices.groupby(by_model, dropna=False).size().rename("Voices").reset_index()
    counts = counts.sort_values(["Voices", "Model"], ascending=[False, True])
    return counts[["Model", "Voices", *by_model[1:]]]


@once_per_view
def _voices(view: View) -> pd.DataFrame:
    """Return one row per voice and model: Voice, Model, price per 1M characters, Type, Id."""
    models = view.models
    speech = speech_prices(view.catalog.prices, models, SpeechPace(), view.currency)
    types = models["type"].map(lambda name: model_type(name).label)
    voices = models["voices"].explode().dropna()
    return (
        pd.DataFrame(
            {
                "Voice": voices.astype("str"),
                "Model": distinct_names(models).reindex(voices.index),
                _PRICE: speech["per_million_characters"].reindex(voices.index),
                "Type": types.reindex(voices.index),
                "Id": voices.index,
            }
        )
        .sort_values(["Voice", "Model"], key=lambda column: column.str.casefold())
        .reset_index(drop=True)
    )
