"""Transcription: what it costs to turn speech into text, by the second and by the hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Column,
    Ranking,
    by_price,
    cheapest_of,
    labels_free_or_beta,
    name_unpriced,
    show_ranking,
)
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title, describe
from venice_data.costs.audio import transcription_prices

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View

_COLUMNS: Final = (
    Column("per_second", column_title("per_audio_second", "asr"), "price"),
    Column("per_minute", "Price per minute", "price"),
    Column("per_hour", "Price per hour", "price"),
    BASIS,
    PRIVACY,
)


def show(view: View) -> None:
    """Rank the matching transcription models by an hour of audio."""
    models = view.of_type("asr")
    st.subheader("What it costs to turn speech into text", anchor=False)
    if models.empty:
        st.info("No matching transcription model: loosen a filter in the sidebar.")
        return
    costs = transcription_prices(view.catalog.prices, models, view.currency)
    ranked = by_price(
        costs.assign(
            label=distinct_names(costs), price=costs["per_hour"], basis="per second of audio"
        )
    )
    _say_cheapest(view, ranked)
    show_ranking(view, ranked, Ranking("per hour of audio", _COLUMNS, "audio_transcription"))
    name_unpriced(view, ranked[ranked["price"].isna()])


def _say_cheapest(view: View, ranked: pd.DataFrame) -> None:
    """Say the price of the cheapest as it is published, and what that makes."""
    charged = describe("per_audio_second", "asr").explanation
    for _, cheapest in cheapest_of(view, ranked).head(1).iterrows():
        per_second = price_text(cheapest["per_second"], view.currency)
        per_minute, per_hour = (
            price_text(cheapest[column], view.currency) for column in ("per_minute", "per_hour")
        )
        st.markdown(
            f"{plain(cheapest['label'])} costs {plain(per_second)} per second: "
            f"{plain(per_minute)} per minute, {plain(per_hour)} per hour."
        )
    offer_the_other_way(view, labels_free_or_beta(view, ranked), "audio_transcription")
    st.caption(f"Venice charges {charged[0].lower()}{charged[1:]}")
