"""Voices: which models have how many, and a list to search by name."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.table import show_table
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import model_type
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title
from venice_data.costs.audio import SpeechPace, speech_prices
from venice_data.link_values import Text

_PRICE: Final = column_title("input", "tts")
_NAME: Final = Text(100)


def show(view: View) -> None:
    """Count the voices of the matching models, and list those that a search finds."""
    voices = _voices(view)
    st.header("Voices by name", anchor=False)
    if voices.empty:
        st.info("No matching model names its voices: loosen a filter in the sidebar.")
        return
    search = st.text_input(
        "Search voices",
        max_chars=_NAME.longest,
        placeholder="alice, bella, …",
        **in_link("audio_voice", _NAME),
    ).strip()
    found = voices[voices["Voice"].str.casefold().str.contains(search.casefold(), regex=False)]
    if found.empty:
        st.info(f"No voice matches “{plain(search)}”. {len(voices)} have other names.")
        return
    by_model = _counted(found)
    st.markdown(
        f"{len(found):,} {'voice' if len(found) == 1 else 'voices'}"
        f"{f' with “{plain(search)}” in the name' if search else ''}, "
        f"{len(by_model)} {'model' if len(by_model) == 1 else 'models'}."
    )
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
