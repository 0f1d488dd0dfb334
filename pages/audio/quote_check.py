"""Verify with Venice: one quote beside the price computed here, on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.shared.link_state import by_name, pick_model
from pages.shared.page_frame import NO_QUOTES_NOW, QUOTES_ARE_TODAYS
from pages.shared.plain_text import plain
from pages.shared.view import View, once_per_offer
from venice_data.api.client import VeniceError
from venice_data.catalog.money import price_text
from venice_data.days import instant_text
from venice_data.live.store import shared_store
from venice_data.quotes.audio_quotes import (
    AudioRequest,
    agrees,
    audio_request,
    computed_usd,
)
from venice_data.quotes.quote_service import shared_quote_service

if TYPE_CHECKING:
    from pages.audio.my_work import MyText


def show(view: View, ranked: pd.DataFrame, seconds: int, text: MyText) -> None:
    """Let one music model be quoted for my song, or my text; a model of `ranked` is suggested."""
    st.subheader("Verify with Venice", anchor=False)
    reason_against = _reason_against_asking(view)
    names = _offered_names(view)
    model_id = pick_model(
        "audio_verify",
        "Model to verify",
        names,
        suggested=str(ranked.index[0]),
        otherwise="no music model that is offered",
    )
    own = view.catalog.prices[view.catalog.prices["model_id"] == model_id]
    request = audio_request(model_id, own, seconds, text.characters)
    asked = _in_words(request, names[model_id])
    is_asked = st.button(
        "Ask Venice for a quote",
        icon=":material/request_quote:",
        key="audio_ask",
        disabled=reason_against is not None,
    )
    st.caption(reason_against or f"Asks for {asked}. Quotes are in USD and free.")
    if is_asked:
        _show_quote(request, asked, computed_usd(request, own, view.in_scope, seconds))


@once_per_offer
def _offered_names(view: View) -> pd.Series[str]:
    """Name all: a filter narrows what is suggested, not what is chosen or named by a link."""
    return by_name(view.names[view.in_scope["type"] == "music"])


def _show_quote(request: AudioRequest, asked: str, computed: float) -> None:
    try:
        with st.spinner("Asking Venice …"):
            quote = shared_quote_service().ask([request]).result(request)
    except VeniceError as error:
        st.error(f"No quote: {plain(error.reason)}", icon=":material/error:")
        return
    answer = (
        f"Venice quotes {plain(price_text(quote.usd, 'usd'))} for {asked} "
        f"({instant_text(quote.quoted_at)})"
    )
    published = plain(price_text(computed, "usd"))
    if pd.isna(computed):
        st.info(f"{answer}. There is no published price to compare it with.")
    elif agrees(quote.usd, computed):
        st.success(f"{answer}. This matches the published price: {published}.")
    else:
        difference = plain(price_text(abs(quote.usd - computed), "usd"))
        direction = "more" if quote.usd > computed else "less"
        st.warning(f"{answer}. This is {difference} {direction} than published: {published}.")


def _reason_against_asking(view: View) -> str | None:
    if view.day is not None:
        return QUOTES_ARE_TODAYS
    if shared_store().settings.offline:
        return NO_QUOTES_NOW
    return None


def _in_words(request: AudioRequest, name: str) -> str:
    """Write a request as `ElevenLabs Music, 60 seconds`, ready for Markdown."""
    parts = [name]
    if request.duration_seconds is not None:
        parts.append(f"{request.duration_seconds:,} seconds")
    if request.character_count is not None:
        parts.append(f"{request.character_count:,} characters")
    return plain(", ".join(parts))
