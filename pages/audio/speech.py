"""Speech: what it costs to have text read aloud, with each model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.audio.answers import range_in_words
from pages.shared.link_state import in_link
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
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import NO_PRICE
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title, describe
from venice_data.costs.audio import cost_of_text, speech_prices
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

    from pages.audio.amounts import MyText

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
    Column("per_hour", "Price per hour of speech", "price"),
    Column("per_thousand_words", "Price per 1,000 words", "price"),
    BASIS,
    PRIVACY,
)


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
    """Rank the models that speak by what they ask for a text, or for a unit of speech."""
    if by_cost(view, text).empty:
        st.info("No matching model speaks: loosen a filter in the sidebar.")
        return
    answer = st.container()
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
    with answer:
        st.header(plain(finding), anchor=False)
    own = (Column("price", f"Cost of {text.in_words}", "cost"),) if is_mine else ()
    ranking = Ranking(
        f"for {text.in_words}" if is_mine else f"per {unit}",
        (*own, *_COLUMNS),
        "audio_speech",
        finding,
    )
    show_ranking(view, ranked, ranking)
    name_unpriced(view, ranked, _ALSO_NAMED)
