"""Music and sound: what a track of a chosen length costs, whichever way it is priced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.audio import music_lengths, quote_check
from pages.audio.answers import range_in_words
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
from venice_data.catalog.names import distinct_names
from venice_data.costs.audio import music_prices

if TYPE_CHECKING:
    import pandas as pd

    from pages.audio.amounts import Mine

_NAMED_BY_BASIS: Final = (
    ("not offered", "Not offered at this length"),
    ("by characters", "Priced by characters, not by length (see the speech tab)"),
)


@once_per_view
def by_cost(view: View, seconds: int) -> pd.DataFrame:
    """Return the matching music models by what they ask for a track of a length."""
    costs = music_prices(view.catalog.prices, view.of_type("music"), seconds, view.currency)
    return by_price(costs.assign(label=distinct_names(costs)))


def show(view: View, mine: Mine) -> None:
    """Rank the matching music models at a length; draw their prices over all lengths."""
    seconds = mine.seconds
    ranked = by_cost(view, seconds)
    if ranked.empty:
        st.info("No matching music model: loosen a filter in the sidebar.")
        return
    finding = range_in_words(view, ranked, f"A track of {seconds} seconds")
    st.header(plain(finding), anchor=False)
    st.caption(
        "A tier covers its shortest to its longest length, both included. Models priced per "
        "second or with one price publish no maximum length here and may refuse a long track."
    )
    columns = (
        Column("price", f"Price of {seconds} seconds", "cost", title_at_bar="Price"),
        Column("rate", "Price of one unit", "price"),
        BASIS,
        PRIVACY,
    )
    unit = f"per track of {seconds} seconds"
    show_ranking(view, ranked, Ranking(unit, columns, "audio_music", finding))
    name_unpriced(view, ranked, _NAMED_BY_BASIS)
    music_lengths.show(view, ranked, seconds)
    quote_check.show(view, ranked, mine)
