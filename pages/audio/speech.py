"""Speech: what it costs to have text read aloud, by characters, by the hour, by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Column,
    Ranking,
    by_price,
    cheapest_of,
    labels_free_or_beta,
    name_models,
    name_unpriced,
    show_ranking,
)
from venice_data.catalog.money import NO_PRICE, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title, describe
from venice_data.costs.audio import SpeechPace, speech_prices
from venice_data.link_values import Choices, Number

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View

# The labels stand in shared links: add, never reword.
_COLUMN_OF_UNIT: Final = {
    "1M characters": "per_million_characters",
    "hour of speech": "per_hour",
    "1,000 words": "per_thousand_words",
}
_CONVERTED: Final = "per_thousand_characters"
_BASIS_TEXTS: Final = {
    "input": "per 1M characters",
    _CONVERTED: "per 1,000 characters, converted",
}
_COLUMNS: Final = (
    Column("per_million_characters", column_title("input", "tts"), "price"),
    Column("per_hour", "Price per hour of speech", "price"),
    Column("per_thousand_words", "Price per 1,000 words", "price"),
    BASIS,
    PRIVACY,
)
_DEFAULT_PACE: Final = SpeechPace()
_CHARACTERS_PER_WORD: Final = Number(1.0, 30.0)
_WORDS_PER_MINUTE: Final = Number(20.0, 500.0)


def show(view: View) -> None:
    """Rank the models that speak by what their speech costs."""
    models = view.of_type("tts", "music")
    st.subheader("What it costs to have text read aloud", anchor=False)
    answer = st.container()
    unit, pace = _choose()
    speech = speech_prices(view.catalog.prices, models, pace, view.currency)
    if speech.empty:
        st.info("No matching model speaks: loosen a filter in the sidebar.")
        return
    ranked = by_price(
        speech.assign(
            label=distinct_names(speech),
            price=speech[_COLUMN_OF_UNIT[unit]],
            basis=speech["component"].map(_BASIS_TEXTS).fillna(NO_PRICE),
        )
    )
    with answer:
        _say_cheapest(view, ranked)
    show_ranking(view, ranked, Ranking(f"per {unit}", _COLUMNS, "audio_speech"))
    name_models(
        "Music models that speak, priced per 1,000 characters and converted here",
        ranked[ranked["component"] == _CONVERTED],
    )
    name_unpriced(view, ranked[ranked["price"].isna()])


def _say_cheapest(view: View, ranked: pd.DataFrame) -> None:
    """Say what the cheapest charges, and what that makes at the pace."""
    for _, cheapest in cheapest_of(view, ranked).head(1).iterrows():
        published = price_text(cheapest["per_million_characters"], view.currency)
        per_hour = price_text(cheapest["per_hour"], view.currency)
        st.markdown(
            f"{plain(cheapest['label'])} is the cheapest: {plain(published)} per 1M characters, "
            f"{plain(per_hour)} per hour of speech."
        )
    offer_the_other_way(view, labels_free_or_beta(view, ranked), "audio_speech")


def _choose() -> tuple[str, SpeechPace]:
    """Ask for the unit to rank by and the pace of speech; state what is assumed."""
    unit_column, characters_column, words_column = st.columns([2, 1, 1], vertical_alignment="top")
    unit = unit_column.segmented_control(
        "Price per",
        list(_COLUMN_OF_UNIT),
        default=next(iter(_COLUMN_OF_UNIT)),
        required=True,
        help=f"Models charge for characters. {describe('input', 'tts').explanation} "
        "The other two follow from the pace entered here.",
        **in_link("audio_speech_unit", Choices(list(_COLUMN_OF_UNIT), most=1)),
    )
    pace = SpeechPace(
        characters_per_word=characters_column.number_input(
            "Characters per word",
            min_value=_CHARACTERS_PER_WORD.lowest,
            max_value=_CHARACTERS_PER_WORD.highest,
            value=_DEFAULT_PACE.characters_per_word,
            step=0.5,
            format="%.1f",
            help="With the space after the word. English prose has about 6.",
            **in_link("audio_characters_per_word", _CHARACTERS_PER_WORD),
        ),
        words_per_minute=words_column.number_input(
            "Words per minute",
            min_value=_WORDS_PER_MINUTE.lowest,
            max_value=_WORDS_PER_MINUTE.highest,
            value=_DEFAULT_PACE.words_per_minute,
            step=10.0,
            format="%.0f",
            help="How fast the text is spoken. Audiobooks are read at about 150.",
            **in_link("audio_words_per_minute", _WORDS_PER_MINUTE),
        ),
    )
    st.caption(
        f"Assumed: {pace.characters_per_word:g} characters per word, space included, and "
        f"{pace.words_per_minute:g} words per minute. So an hour of speech is "
        f"{pace.characters_per_hour:,.0f} characters, and 1,000 words are "
        f"{pace.characters_per_word * 1_000:,.0f}. Languages and voices differ."
    )
    return unit, pace
