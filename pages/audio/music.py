"""Music and sound: what a track of a chosen length costs, and how that grows with its length."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from pages.audio import quote_check
from pages.audio.answers import range_in_words, say_answer
from pages.audio.charts import music_price_lines
from pages.audio.my_work import EFFECT, ask, song_length
from pages.shared.figure import show_figure
from pages.shared.link_state import pick_models
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
from pages.shared.view import View, once_per_view
from venice_data.catalog.model_types import makes_sound_effects
from venice_data.catalog.money import NO_PRICE, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.wording import counted
from venice_data.costs.audio import SECONDS_PER_MINUTE, music_lines, music_prices

if TYPE_CHECKING:
    import pandas as pd

    from pages.audio.my_work import Mine
    from pages.shared.chart_template import Drawing

_NAMED_BY_BASIS: Final = (
    ("not offered", "Not offered at this length"),
    ("by characters", "Priced by characters, not by length (see the speech tab)"),
)
_LENGTHS_OF_A_LINE: Final = 31
_MOST_MODELS: Final = 8
_NOT_BY_LENGTH: Final = ("by characters", NO_PRICE)
_COLUMNS: Final = {
    "label": "Model",
    "model_id": "Id",
    "seconds": "Length in seconds",
    "price": "Price of the track",
    "basis": "Priced",
}


@once_per_view
def by_cost(view: View, seconds: int) -> pd.DataFrame:
    """Return the matching models that make music by what they ask for a track of a length."""
    tracks = _tracks(view, seconds)
    return tracks[~tracks["is_effect"]]


@once_per_view
def effects_by_cost(view: View, seconds: int) -> pd.DataFrame:
    """Return those that make sound effects, which are no songs, in the same way."""
    tracks = _tracks(view, seconds)
    return tracks[tracks["is_effect"]]


@once_per_view
def _tracks(view: View, seconds: int) -> pd.DataFrame:
    costs = music_prices(view.catalog.prices, view.of_type("music"), seconds, view.currency)
    is_effect = np.array([makes_sound_effects(str(one)) for one in costs.index], dtype=bool)
    return by_price(costs.assign(label=distinct_names(costs), is_effect=is_effect))


def show(view: View, mine: Mine) -> None:
    """Rank models of music, and apart those of effects, at a length; draw them over all lengths."""
    seconds = mine.seconds
    ranked, effects = by_cost(view, seconds), effects_by_cost(view, seconds)
    if ranked.empty and effects.empty:
        st.info("No matching music model: loosen a filter in the sidebar.")
        return
    if not ranked.empty:
        _show_songs(view, ranked, seconds)
    name_unpriced(view, ranked, _NAMED_BY_BASIS)
    if not effects.empty:
        of_effects = _show_effects(view)
        if ranked.empty:
            ranked, seconds = effects_by_cost(view, of_effects), of_effects
    _show_lengths(view, ranked, seconds)
    quote_check.show(view, ranked, seconds, mine.text)


def _show_songs(view: View, ranked: pd.DataFrame, seconds: int) -> None:
    finding = range_in_words(view, ranked, f"A track of {counted(seconds, 'seconds')}")
    st.header(plain(finding), anchor=False)
    unit = f"per track of {counted(seconds, 'seconds')}"
    show_ranking(view, ranked, Ranking(unit, _columns(seconds), "audio_music", finding))
    say_answer(view, ranked, "audio_song")
    _explain_tiers()


def _show_effects(view: View) -> int:
    """Rank those that make sound effects at a length of their own, no song's; return that."""
    answer = st.container()
    seconds = ask(EFFECT, "Length of the effect in seconds")
    effects = effects_by_cost(view, seconds)
    finding = range_in_words(view, effects, f"A sound effect of {counted(seconds, 'seconds')}")
    answer.header(plain(finding), anchor=False)
    unit = f"per sound of {counted(seconds, 'seconds')}"
    show_ranking(view, effects, Ranking(unit, _columns(seconds), "audio_effects", finding))
    name_unpriced(view, effects, _NAMED_BY_BASIS)
    return seconds


def _explain_tiers() -> None:
    st.caption(
        "A tier covers its shortest to its longest length, both included. Models priced per "
        "second or with one price publish no maximum length here and may refuse a long track. "
        "Which models sing, the list does not say."
    )


def _columns(seconds: int) -> tuple[Column, ...]:
    return (
        Column("price", f"Price of {seconds} seconds", "cost", title_at_bar="Price"),
        Column("rate", "Price of one unit", "price"),
        BASIS,
        PRIVACY,
    )


def _show_lengths(view: View, ranked: pd.DataFrame, seconds: int) -> None:
    """Draw the prices of some models over all lengths, by default of those in `ranked`."""
    st.subheader("How the price grows with length", anchor=False)
    suggested = _first_choice(view, ranked)
    if not suggested:
        st.info("No matching model is priced by length.")
        return
    picked = pick_models(
        "audio_models",
        "Models to compare",
        _by_length(view)["label"],
        most=_MOST_MODELS,
        otherwise="no music model that is priced by length",
        placeholder="One to eight, by name or id",
    )
    if not picked:
        st.caption(
            "No model is picked. Shown, for each way of pricing, is one with the lowest price at "
            f"{seconds} seconds."
        )
    chosen = tuple(picked) or suggested
    drawing = _drawing(view, chosen, seconds)
    if drawing is None:
        st.info("Choose a model with a price above zero.")
        return
    st.caption(
        "Steps are tiers: dots mark where each begins and ends. Dashed is a model that publishes "
        "no longest length and may refuse a long track. The price axis is logarithmic, so a price "
        "per second appears as a curve."
    )
    show_figure(
        view,
        drawing,
        partial(titled, _points(view, chosen, seconds), _COLUMNS),
        name="audio_music_lengths",
        takeaway="What a track costs from the shortest to the longest that each model makes",
        holds={"Price of the track": "price"},
    )
    nothing = plain(price_text(0.0, view.currency))
    name_models(f"Not in the chart, because a track costs {nothing}", _free(view, chosen, seconds))


@once_per_view
def _by_length(view: View) -> pd.DataFrame:
    """Return the models that are priced by length, also those that a filter leaves out.

    A filter narrows what is suggested, not what is chosen already or named by a link.
    """
    every = view.in_scope[view.in_scope["type"] == "music"]
    tracks = music_prices(view.catalog.prices, every, SECONDS_PER_MINUTE, view.currency)
    tracks = tracks[~tracks["basis"].isin(_NOT_BY_LENGTH)]
    return tracks.assign(label=distinct_names(tracks))


@once_per_view
def _first_choice(view: View, ranked: pd.DataFrame) -> tuple[str, ...]:
    """Choose one of the cheapest for each way of pricing, at the length of `ranked`."""
    priced = ranked[ranked["price"].notna() & ranked.index.isin(_by_length(view).index)]
    return tuple(sorted(priced.drop_duplicates("basis").index)[:_MOST_MODELS])


@once_per_view
def _points(view: View, chosen: tuple[str, ...], seconds: int) -> pd.DataFrame:
    tracks = _by_length(view).loc[[*chosen]]
    lengths = {*_lengths_up_to(song_length(view).accepted.highest), float(seconds)}
    lines = music_lines(view.catalog.prices, tracks, lengths, view.currency)
    return lines.assign(
        label=lines["model_id"].map(tracks["label"]),
        price_text=lines["price"].map(lambda price: price_text(price, view.currency)),
        is_open=~lines.groupby("model_id")["is_end"].transform("any"),
    )


@once_per_view
def _drawing(view: View, chosen: tuple[str, ...], seconds: int) -> Drawing | None:
    points = _points(view, chosen, seconds)
    drawn = _one_line_of_equal_ones(points[points["price"] > 0])
    if drawn.empty:
        return None
    return music_price_lines(drawn.drop(columns="model_id"), seconds, view.currency)


def _one_line_of_equal_ones(points: pd.DataFrame) -> pd.DataFrame:
    """Keep one of the lines that lie on each other, with the names of all of them."""
    names_by_line: dict[tuple[object, ...], dict[str, str]] = {}
    for model_id, of_one in points.groupby("model_id"):
        line = tuple(of_one[["seconds", "price", "basis", "is_end"]].itertuples(index=False))
        names_by_line.setdefault(line, {})[str(model_id)] = str(of_one["label"].iloc[0])
    labels = {next(iter(names)): ", ".join(names.values()) for names in names_by_line.values()}
    drawn = points[points["model_id"].isin(labels)]
    return drawn.assign(label=drawn["model_id"].map(labels))


@once_per_view
def _free(view: View, chosen: tuple[str, ...], seconds: int) -> pd.DataFrame:
    points = _points(view, chosen, seconds)
    priced = points.loc[points["price"] > 0, "model_id"]
    return _by_length(view).loc[sorted(set(points["model_id"]) - set(priced))]


def _lengths_up_to(longest: int) -> list[float]:
    """Return lengths at which lines are drawn, closer together where a ramp is steep."""
    evenly = np.linspace(1, longest, _LENGTHS_OF_A_LINE)
    closer = np.geomspace(1, longest, _LENGTHS_OF_A_LINE)
    return [*evenly.round(), *closer.round()]
