"""The fields of each kind of work, as a visitor edits them."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.view import View, once_per_offer
from venice_data.catalog.money import price_text
from venice_data.costs.documented_terms import EXTRA_CHARGES, STATED_IN, STATED_ON
from venice_data.costs.work import LARGEST_COUNT, MOST_EACH, Chat, Video, Work, extras_of
from venice_data.costs.work_words import CHOICES, NUMBERS, options_of
from venice_data.days import day_text
from venice_data.quotes.published_rates import PUBLISHED, USUAL_CLIP, clips_about
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import QuoteRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from venice_data.costs.work import Basket
    from venice_data.quotes.quote_answer import Quote

KIND_LABELS: Final = {
    "chat": "Chat or agent calls",
    "embed": "Embeddings",
    "images": "Images",
    "edits": "Image edits",
    "upscales": "Upscales",
    "speech": "Speech",
    "transcription": "Transcription",
    "music": "Music and sound",
    "video": "Video",
}

_USUAL_DURATIONS: Final = ("5s", "10s")


def line_title(basket: Basket, position: int) -> str:
    """Name a line of the basket by its place, from 1, and its kind of work."""
    return f"{position + 1}. {KIND_LABELS[basket.lines[position].work.kind]}"


def edit_work(work: Work, view: View, key: Callable[[str], str]) -> Work:
    """Draw the fields of a piece of work; return it as edited. `key` names a field's widget."""
    if isinstance(work, Video):
        return _edit_video(work, view, key)
    extras = extras_of(work)
    names = [field.name for field in fields(work) if field.name not in extras]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        edited: dict[str, Any] = {name: _edit_field(name, work, view, key) for name in names}
        if extras:
            edited |= _edit_extras(extras, key)
    work = replace(work, **edited)
    if isinstance(work, Chat) and work.cached_tokens:
        st.caption(
            f"{work.cached_tokens:,} of the {work.input_tokens:,} input tokens of each request "
            "are read from the cache, at its own price."
        )
    return work


def quoted_clips(view: View) -> list[tuple[Quote[QuoteRequest], str]]:
    """Return today's video quotes of models that are offered, with their settings in words."""
    known = shared_quote_service().known(QuoteRequest).values()
    return [
        (quote, f"{quote.used.duration}, {quote.used.resolution or 'one resolution'}")
        for quote in known
        if quote.used.model_id in view.in_scope.index
    ]


def clip_of(quote: Quote[QuoteRequest], settings: str, clips: int) -> Video:
    """Return clips at a quoted price, as work."""
    return Video(
        clips=clips, usd_per_clip=quote.usd, quoted_model_id=quote.used.model_id, clip=settings
    )


def _edit_extras(extras: dict[str, float], key: Callable[[str], str]) -> dict[str, float]:
    """Edit what each request or picture uses beside its model."""
    used = sum(number > 0 for number in extras.values())
    with st.popover(f"Extras ({used})" if used else "Extras", key=key("extras")):
        edited = {
            name: st.number_input(
                EXTRA_CHARGES[name].label,
                min_value=0.0,
                max_value=MOST_EACH,
                value=number,
                step=0.01,
                format="%g",
                key=key(name),
                help=EXTRA_CHARGES[name].explanation,
            )
            for name, number in extras.items()
        }
        st.caption(
            plain(
                f"What is charged beside the model, as {STATED_IN} said on {day_text(STATED_ON)}. "
                "Texts that are found count as input tokens on top."
            )
        )
    return edited


def _edit_field(name: str, work: Work, view: View, key: Callable[[str], str]) -> Any:
    value = getattr(work, name)
    if name == "cached_share":
        percent = st.number_input(
            "Read from cache, %",
            min_value=0.0,
            max_value=100.0,
            value=float(Decimal(repr(value)) * 100),
            step=1.0,
            format="%g",
            key=key(name),
            width=150,
            help="Share of the input that the model has just seen, such as instructions.",
        )
        return float(Decimal(repr(percent)) / 100)
    if name in CHOICES:
        options = options_of(name, view.catalog.prices)
        return st.selectbox(
            name.capitalize(),
            options if value in options else [value, *options],
            index=options.index(value) if value in options else 0,
            key=key(name),
            width=140,
        )
    label, explanation = NUMBERS[name]
    is_whole = isinstance(value, int)
    return st.number_input(
        label,
        min_value=0 if is_whole else 0.0,
        max_value=LARGEST_COUNT if is_whole else float(LARGEST_COUNT),
        value=value,
        step=1 if is_whole else 1.0,
        key=key(name),
        width=150,
        help=explanation or None,
    )


@once_per_offer
def clips_by_rates(view: View) -> tuple[Video, ...]:
    """Return a clip of each model that has a published rate, in the usual lengths, by price."""
    videos = view.in_scope.index[view.in_scope["type"].isin(Video.model_types)]
    clips = [
        clips_about(str(model_id), 1, replace(USUAL_CLIP, duration=duration))
        for model_id in videos
        for duration in _USUAL_DURATIONS
    ]
    known = [clip for clip in clips if clip is not None]
    return tuple(sorted(known, key=lambda clip: clip.usd_per_clip))


def _edit_video(work: Video, view: View, key: Callable[[str], str]) -> Video:
    names = view.names
    quotes = [clip_of(quote, settings, work.clips) for quote, settings in quoted_clips(view)]
    by_rates = [replace(clip, clips=work.clips) for clip in clips_by_rates(view)]
    options = list(dict.fromkeys([work, *quotes, *by_rates]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Clip",
            range(len(options)),
            index=options.index(work),
            format_func=lambda place: _clip_label(options[place], names),
            key=key("clip"),
            width=420,
            help="Quotes come from the video page and are kept for a day; a basket keeps its own. "
            f"“About” marks prices by rates that Venice {PUBLISHED}.",
        )
        clips = st.number_input(
            "Clips",
            min_value=0,
            max_value=LARGEST_COUNT,
            value=work.clips,
            key=key("clips"),
            width=150,
        )
    return replace(options[chosen], clips=clips)


def _clip_label(clip: Video, names: pd.Series[str]) -> str:
    name = names.get(clip.quoted_model_id, clip.quoted_model_id)
    about = "about " * clip.is_approximate
    return f"{name}, {clip.clip}: {about}{price_text(clip.usd_per_clip, 'usd')}"
