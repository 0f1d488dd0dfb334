"""Verify with Venice: one quote beside the price computed here, on demand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.view import QUOTES_ARE_TODAYS
from venice_data.api.client import VeniceClient, VeniceError
from venice_data.catalog.money import price_text
from venice_data.days import instant_text
from venice_data.live.store import shared_store
from venice_data.quotes.audio_quotes import (
    AudioRequest,
    agrees,
    audio_request,
    computed_usd,
)
from venice_data.quotes.quote_answer import fetch_usd

if TYPE_CHECKING:
    from pages.shared.view import View

_KEPT: Final = timedelta(minutes=10)  # spares Venice the same question from impatient viewers
_MOST_KEPT: Final = 1_000


def show(view: View, ranked: pd.DataFrame, seconds: int) -> None:
    """Let one music model be quoted at the chosen length; `ranked` is indexed by model id."""
    st.subheader("Verify with Venice", anchor=False)
    reason_against = _reason_against_asking(view)
    model_id = st.selectbox(
        "Model to verify", sorted(ranked.index), key="audio_verify", bind="query-params"
    )
    own = view.catalog.prices[view.catalog.prices["model_id"] == model_id]
    characters = 0
    if (own["component"] == "per_thousand_characters").any():
        characters = st.number_input(
            "Characters of text",
            min_value=1,
            max_value=1_000_000,
            value=1_000,
            step=500,
            key="audio_characters",
            bind="query-params",
        )
    request = audio_request(model_id, own, seconds, characters)
    is_asked = st.button(
        "Ask Venice for a quote",
        icon=":material/request_quote:",
        key="audio_ask",
        disabled=reason_against is not None,
    )
    st.caption(
        reason_against or f"Asks for {_in_words(request)}. Quotes come in USD and cost nothing."
    )
    if is_asked:
        _show_quote(request, computed_usd(request, own, view.models, seconds))


def _show_quote(request: AudioRequest, computed: float) -> None:
    try:
        with st.spinner("Asking Venice …"):
            quote, quoted_at = _quote(request)
    except VeniceError as error:
        st.error(f"No quote: {plain(str(error))}", icon=":material/error:")
        return
    said = (
        f"Venice quotes {plain(price_text(quote, 'usd'))} for {_in_words(request)} "
        f"({instant_text(quoted_at)})"
    )
    published = plain(price_text(computed, "usd"))
    if pd.isna(computed):
        st.info(f"{said}. The published prices name none to compare it with.")
    elif agrees(quote, computed):
        st.success(f"{said}. That agrees with the published price: {published}.")
    else:
        difference = plain(price_text(abs(quote - computed), "usd"))
        direction = "more" if quote > computed else "less"
        st.warning(f"{said}. That is {difference} {direction} than published: {published}.")


@st.cache_data(ttl=_KEPT, max_entries=_MOST_KEPT, show_spinner=False)
def _quote(request: AudioRequest) -> tuple[float, datetime]:
    """Return a quote in USD and when it was given, for all viewers."""
    return fetch_usd(VeniceClient(shared_store().settings), request), datetime.now(UTC)


def _reason_against_asking(view: View) -> str | None:
    if view.day is not None:
        return QUOTES_ARE_TODAYS
    if shared_store().settings.offline:
        return "Not possible now: this dashboard is set to work offline, so Venice is not asked."
    return None


def _in_words(request: AudioRequest) -> str:
    """Write a request as `elevenlabs-music, 60 seconds`, ready for Markdown."""
    parts = [request.model_id]
    if request.duration_seconds is not None:
        parts.append(f"{request.duration_seconds:,} seconds")
    if request.character_count is not None:
        parts.append(f"{request.character_count:,} characters")
    return plain(", ".join(parts))
