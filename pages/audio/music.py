"""Music and sound: what a track of a chosen length costs, whichever way it is priced."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from pages.audio import quote_check
from pages.audio.charts import music_price_lines
from pages.shared.figure import show_figure
from pages.shared.link_state import forget_ignored, in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Column,
    Ranking,
    by_price,
    name_models,
    name_unpriced,
    show_ranking,
)
from pages.shared.table import titled
from venice_data.catalog.money import NO_PRICE, price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.audio import SECONDS_PER_HOUR, music_lines, music_prices
from venice_data.link_values import Choices, WholeNumber

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View

_LONGEST_SECONDS: Final = 600  # the longest tier today; a longer one makes the slider longer
_FIRST_SECONDS: Final = 60
_SECONDS_IN_LINK: Final = "audio_seconds"
_SLIDER: Final = "audio_seconds_slider"
_LENGTHS_OF_A_LINE: Final = 31
_MOST_MODELS: Final = 8
_CHOSEN_OF_EACH_BASIS: Final = 2
_NOT_BY_LENGTH: Final = ("by characters", NO_PRICE)
_REASONS: Final = {
    "not offered": "Not offered at this length",
    "by characters": "Priced by characters, not by length (see the speech tab)",
}


def show(view: View) -> None:
    """Rank the matching music models at a length; draw their prices over all lengths."""
    models = view.of_type("music")
    st.subheader("What a track of this length costs", anchor=False)
    if models.empty:
        st.info("No matching music model: loosen a filter in the sidebar.")
        return
    longest = _longest_seconds(view)
    seconds = _choose_seconds(longest)
    costs = music_prices(view.catalog.prices, models, seconds, view.currency)
    ranked = by_price(costs.assign(label=distinct_names(costs), track=costs["price"]))
    st.caption(
        "A tier covers its shortest to its longest length, both included. Models priced per "
        "second or with one price publish no maximum length here and may refuse a long track."
    )
    columns = (
        Column("track", f"Price of {seconds} seconds", "price", title_at_bar="Price"),
        BASIS,
        PRIVACY,
    )
    show_ranking(view, ranked, Ranking(f"per track of {seconds} seconds", columns, "audio_music"))
    for basis, reason in _REASONS.items():
        name_models(reason, ranked[ranked["basis"] == basis])
    name_unpriced(view, ranked[ranked["basis"] == NO_PRICE])
    _show_lines(view, ranked, seconds, longest)
    quote_check.show(view, ranked, seconds)


def _choose_seconds(longest: int) -> int:
    """Ask for a length: about, on a slider, or exactly, since a second more can cost a third."""
    accepted = WholeNumber(1, longest)
    slider_column, number_column = st.columns([4, 1], vertical_alignment="bottom")
    seconds = number_column.number_input(
        "Seconds",
        accepted.lowest,
        accepted.highest,
        _FIRST_SECONDS,
        **in_link(_SECONDS_IN_LINK, accepted),
    )
    if st.session_state.get(_SLIDER) != seconds:
        st.session_state[_SLIDER] = seconds
    slider_column.slider(
        "Length in seconds",
        accepted.lowest,
        accepted.highest,
        key=_SLIDER,
        on_change=_take_seconds_from_slider,
        help="Models priced per generation cost the same at every length.",
    )
    return seconds


def _take_seconds_from_slider() -> None:
    st.session_state[_SECONDS_IN_LINK] = st.session_state[_SLIDER]
    forget_ignored()


def _longest_seconds(view: View) -> int:
    """Return how long a track can be asked for: as long as any tier, up to an hour."""
    longest = view.catalog.prices["max_seconds"].max()
    return int(min(np.nanmax([longest, _LONGEST_SECONDS]), SECONDS_PER_HOUR))


def _show_lines(view: View, ranked: pd.DataFrame, seconds: int, longest: int) -> None:
    st.subheader("How the price grows with length", anchor=False)
    by_length = ranked[~ranked["basis"].isin(_NOT_BY_LENGTH)]
    if by_length.empty:
        st.info("No matching model is priced by length.")
        return
    # A filter narrows what is suggested, not what is chosen already or named by a link.
    every = view.in_scope[view.in_scope["type"] == "music"]
    tracks = music_prices(view.catalog.prices, every, seconds, view.currency)
    tracks = tracks[~tracks["basis"].isin(_NOT_BY_LENGTH)].assign(label=distinct_names)
    ids = sorted(tracks.index)
    picked = st.multiselect(
        "Models to compare",
        ids,
        max_selections=_MOST_MODELS,
        placeholder="One to eight, by id",
        **in_link("audio_models", Choices(ids, most=_MOST_MODELS)),
    )
    if not picked:
        st.caption("No model is picked. Shown: the cheapest of each way of pricing.")
    chosen = picked or _first_choice(view, by_length)
    lengths = {*_lengths_up_to(longest), seconds}
    lines = music_lines(view.catalog.prices, tracks.loc[chosen], lengths, view.currency)
    points = lines.assign(
        label=lines["model_id"].map(tracks["label"]),
        price_text=lines["price"].map(lambda price: price_text(price, view.currency)),
    )
    drawn = points[points["price"] > 0]
    if drawn.empty:
        st.info("Choose a model with a price above zero.")
        return
    st.caption(
        "Steps are tiers: dots mark where each begins and ends. The price axis is logarithmic, so "
        "a price per second appears as a curve."
    )
    columns = {
        "label": "Model",
        "model_id": "Id",
        "seconds": "Length in seconds",
        "price": "Price of the track",
        "basis": "Priced",
    }
    show_figure(
        view,
        music_price_lines(drawn.drop(columns="model_id"), seconds, view.currency),
        partial(titled, points, columns),
        name="audio_music_lengths",
        takeaway="Price of a track by length",
        holds={"Price of the track": "price"},
    )
    free = tracks.loc[sorted(set(points["model_id"]) - set(drawn["model_id"]))]
    if not free.empty:
        nothing = plain(price_text(0.0, view.currency))
        name_models(f"Not in the chart, because a track costs {nothing}", free)


def _lengths_up_to(longest: int) -> list[float]:
    """Return lengths at which lines are drawn, closer together where a ramp is steep."""
    evenly = np.linspace(1, longest, _LENGTHS_OF_A_LINE)
    closer = np.geomspace(1, longest, _LENGTHS_OF_A_LINE)
    return [*evenly.round(), *closer.round()]


def _first_choice(view: View, by_length: pd.DataFrame) -> list[str]:
    """Choose the cheapest of each way of pricing, at any length on the slider."""
    first = music_prices(view.catalog.prices, by_length, _FIRST_SECONDS, view.currency)
    ways = first.sort_values("price").groupby("basis", sort=False)
    return sorted(ways.head(_CHOSEN_OF_EACH_BASIS).index)[:_MOST_MODELS]
