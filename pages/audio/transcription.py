"""Transcription: what it costs to turn a recording into text, with each model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.audio.answers import range_in_words, say_answer
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Column,
    Ranking,
    by_price,
    cheapest_of,
    name_unpriced,
    show_ranking,
)
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title, describe
from venice_data.catalog.wording import continued, counted
from venice_data.costs.audio import cost_of_recording, transcription_prices

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS: Final = (
    Column("per_second", column_title("per_audio_second", "asr"), "price"),
    Column("per_minute", "Price per minute", "cost"),
    Column("per_hour", "Price per hour", "cost"),
    BASIS,
    PRIVACY,
)


@once_per_view
def by_cost(view: View, minutes: int) -> pd.DataFrame:
    """Return the matching models by what they ask for a recording."""
    costs = transcription_prices(view.catalog.prices, view.of_type("asr"), view.currency)
    return by_price(
        costs.assign(
            label=distinct_names(costs),
            price=cost_of_recording(costs, minutes),
            basis="per second of audio",
        )
    )


def show(view: View, minutes: int) -> None:
    """Rank the matching transcription models by what they ask for a recording."""
    ranked = by_cost(view, minutes)
    if ranked.empty:
        st.info("No matching transcription model: loosen a filter in the sidebar.")
        return
    recording = counted(minutes, "minutes")
    finding = range_in_words(view, ranked, f"Transcribing {recording}")
    st.header(plain(finding), anchor=False)
    columns = (Column("price", f"Cost of {recording}", "cost"), *_COLUMNS)
    unit = f"for {recording} of audio"
    show_ranking(view, ranked, Ranking(unit, columns, "audio_transcription", finding))
    say_answer(view, ranked, "audio_recording")
    _say_unit_price(view, ranked)
    name_unpriced(view, ranked)


def _say_unit_price(view: View, ranked: pd.DataFrame) -> None:
    """Say the price of the cheapest as it is published, and what that makes."""
    for _, cheapest in cheapest_of(view, ranked).head(1).iterrows():
        per_second, per_minute, per_hour = (
            plain(price_text(cheapest[column], view.currency))
            for column in ("per_second", "per_minute", "per_hour")
        )
        st.markdown(
            f"{plain(cheapest['label'])} costs {per_second} per second: "
            f"{per_minute} per minute, {per_hour} per hour."
        )
    charged = describe("per_audio_second", "asr").explanation
    st.caption(
        f"Venice charges {continued(charged)} Turned into text, without a summary or a translation."
    )
