"""Every video model at one duration and resolution, ranked by what that clip costs."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.plain_text import from_to, plain, sentences
from pages.shared.ranking import PRIVACY, Column, Ranking, show_ranking
from pages.shared.view import View, once_per_view
from pages.video.allowed_settings import longest_clips, say_longest, show_longest_clips
from pages.video.approximate import (
    about_in_words,
    approximate_prices,
    say_what_upscaling_costs,
    show_approximate_prices,
)
from pages.video.clip_choice import choose_clip
from pages.video.clip_words import (
    apart_of,
    bought_in_words,
    costs_in_words,
    how_clips_are_counted,
    one_clip_first,
    price_range,
)
from pages.video.quoting import can_ask, follow_quotes, show_asking, show_failures
from venice_data.catalog.money import price_text
from venice_data.catalog.wording import counted
from venice_data.days import INSTANT_FORMAT, instant_text, since_text
from venice_data.link_values import ON_OR_OFF
from venice_data.quotes.published_rates import PUBLISHED
from venice_data.quotes.quote_service import is_fresh, shared_quote_service
from venice_data.quotes.video_quotes import (
    QuoteRequest,
    abilities_of,
    differences,
    seconds_of,
    usd_per_second,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from pages.video.clip_choice import Clip
    from venice_data.quotes.quote_answer import Quote
    from venice_data.quotes.video_quotes import VideoChoice

_KEY: Final = "video_comparison"
_SHOWN_FIRST: Final = 15
_COLUMNS: Final = (
    Column("per_second", "USD per second", "cost", title_at_bar="Per second"),
    Column("clip_price", "USD as quoted", "price", title_at_bar="As quoted"),
    Column("difference", "Quoted for"),
    PRIVACY,
    Column("quoted_at", "Quoted at"),
)


def show(view: View) -> None:
    """Rank the matching models by what a clip costs, by quotes or about."""
    follow_quotes(partial(_show_clip, view), _KEY)


def _show_clip(view: View) -> None:
    finding = st.container()  # above the choices: on a phone the answer comes first
    row = st.container(horizontal=True, vertical_alignment="bottom")
    clip = choose_clip(view, row)
    if not clip.requests:
        finding.header(plain(f"There are no video models{clip.called}"), anchor=False)
        return
    progress, picture, below = (st.container() for _ in range(3))
    button_place = (row if can_ask() else below).container(
        horizontal=True, vertical_alignment="center", width="content"
    )
    with progress:
        why_not_asked = show_asking(list(clip.requests.values()), button_place, _KEY)
    quotes = _last_quotes(clip)
    quoted = _quoted(view, clip.wanted, tuple(quotes.items()))
    rest = tuple(model_id for model_id in clip.requests if model_id not in quotes)
    approximate = approximate_prices(view, rest, clip.wanted)
    most_drawn = _choose_how_many(row, max(len(quoted), len(approximate)))
    with finding:
        st.header(plain(_finding(view, clip, quoted, approximate, most_drawn)), anchor=False)
    with picture:
        if quotes:
            _show_quotes(view, clip, quoted, quotes, most_drawn, why_not_asked)
            _show_without_quote(view, clip, approximate, most_drawn)
        else:
            _show_unquoted(view, clip, approximate, most_drawn, why_not_asked)
    say_what_upscaling_costs(view, rest)
    show_failures(view.names, _KEY)


def _choose_how_many(row: DeltaGenerator, count: int) -> int | None:
    """Return how many bars to draw at most; None for all."""
    if count <= _SHOWN_FIRST:
        return None
    show_all = row.toggle(f"Show all {count}", **in_link("video_all", ON_OR_OFF))
    return None if show_all else _SHOWN_FIRST


def _last_quotes(clip: Clip) -> dict[str, Quote[QuoteRequest]]:
    """Return the last shared quotes for a clip by model id, those of earlier days among them."""
    last = shared_quote_service().last_known(QuoteRequest)
    return {
        model_id: last[request] for model_id, request in clip.requests.items() if request in last
    }


@once_per_view
def _quoted(
    view: View, wanted: VideoChoice, quotes: tuple[tuple[str, Quote[QuoteRequest]], ...]
) -> pd.DataFrame:
    ids = [model_id for model_id, _ in quotes]
    sounds = [_sound_of(view, quote.used) for _, quote in quotes]
    return one_clip_first(
        pd.DataFrame(
            {
                "name": view.names.loc[ids],
                "privacy": view.models.loc[ids, "privacy"],
                "price": [_price_of(quote, wanted) for _, quote in quotes],
                "per_second": [usd_per_second(quote) for _, quote in quotes],
                "clip_price": [quote.usd for _, quote in quotes],
                "difference": [differences(wanted, quote.used) for _, quote in quotes],
                "quoted_at": [f"{quote.quoted_at:{INSTANT_FORMAT}} UTC" for _, quote in quotes],
                "audio": pd.Series(sounds, index=ids, dtype="object"),
                "made": [quote.used.duration for _, quote in quotes],
            },
            index=pd.Index(ids, dtype="str"),
        ),
        wanted,
    )


def _sound_of(view: View, used: QuoteRequest) -> bool | None:
    """Return whether a quoted clip has sound, None where nobody says."""
    if used.audio is not None:
        return used.audio
    return abilities_of(used.model_id, view.models["constraints"][used.model_id]).has_audio


def _price_of(quote: Quote[QuoteRequest], wanted: VideoChoice) -> float:
    """Return what as many whole clips as it takes cost; NaN where the quote names no seconds."""
    made = quote.used.duration
    is_counted = made == wanted.duration or None not in map(seconds_of, (made, wanted.duration))
    return quote.usd * wanted.clips_of(made) if is_counted else math.nan


def _finding(
    view: View,
    clip: Clip,
    quoted: pd.DataFrame,
    approximate: pd.DataFrame,
    most_drawn: int | None,
) -> str:
    """Say what the clip costs: by quotes, else about, else what is known of the models."""
    if quoted["price"].notna().any():
        return costs_in_words(view, clip, quoted, most_drawn)
    if len(approximate):
        return about_in_words(view, clip, approximate, most_drawn)
    longest = _longest(view, clip)
    if len(longest) and not clip.named:
        return say_longest(longest, len(clip.requests))
    models = f"{counted(len(clip.requests), 'video models')}{clip.called}"
    return f"{models}, none with a quote for {clip.wanted.in_words} yet"


def _show_quotes(
    view: View,
    clip: Clip,
    quoted: pd.DataFrame,
    quotes: Mapping[str, Quote[QuoteRequest]],
    most_drawn: int | None,
    why_not_asked: str,
) -> None:
    how_many = f"{len(quoted)} of {len(clip.requests)} models have a quote."
    st.markdown(sentences(how_many, _ages(quotes), why_not_asked))
    if quoted["price"].notna().any():
        show_ranking(
            view,
            quoted,
            Ranking(
                bought_in_words(clip.wanted, quoted),
                (Column("price", "USD for the clip", "cost", title_at_bar="The clip"), *_COLUMNS),
                "video_per_second",
                f"Video models{clip.called} by the price of {clip.wanted.in_words}",
                most_drawn=most_drawn,
                currency="usd",
                source=_source(quotes),
                apart=apart_of(quoted),
            ),
        )
    _say_rest(quoted)


def _ages(quotes: Mapping[str, Quote[QuoteRequest]]) -> str:
    """Say how old the quotes are, and how many of them are no longer of today."""
    now = datetime.now(UTC)
    instants = sorted(quote.quoted_at for quote in quotes.values())
    ages = from_to(since_text(instant, now) for instant in (instants[0], instants[-1]))
    old = sum(not is_fresh(quote) for quote in quotes.values())
    how_many_old = f"; {old} more than a day ago, so ask again to be sure" if old else ""
    return f"Quoted {ages}{how_many_old}."


def _source(quotes: Mapping[str, Quote[QuoteRequest]]) -> str:
    instants = [quote.quoted_at for quote in quotes.values()]
    first, last = (instant_text(instant) for instant in (min(instants), max(instants)))
    return f"Source: quotes by Venice, from {first} to {last}."


def _say_rest(quoted: pd.DataFrame) -> None:
    different = quoted[quoted["difference"] != ""]
    if not different.empty:
        texts = "; ".join(different["name"] + " (" + different["difference"] + ")")
        st.caption(
            f"Quoted for the nearest setting that the model allows: {plain(texts)}."
            f"{how_clips_are_counted(quoted)}"
        )
    timeless = quoted[quoted["price"].isna()]
    if not timeless.empty:
        prices = timeless["clip_price"].map(lambda price: price_text(price, "usd"))
        texts = "; ".join(timeless["name"] + ", " + prices + " per clip")
        st.caption(f"No duration stated: {plain(texts)}.")


def _show_without_quote(
    view: View, clip: Clip, approximate: pd.DataFrame, most_drawn: int | None
) -> None:
    """Show what is known of the models that have no quote yet; on axes of its own."""
    if len(approximate):
        st.header(
            plain(
                f"Without a quote yet: {counted(len(approximate), 'video models')} at about "
                f"{price_range(approximate)}, by rates {PUBLISHED}"
            ),
            anchor=False,
        )
        show_approximate_prices(view, approximate, clip, most_drawn)


def _show_unquoted(
    view: View, clip: Clip, approximate: pd.DataFrame, most_drawn: int | None, why_not_asked: str
) -> None:
    """Show what is known of the models while none has a quote."""
    if len(approximate):
        remark = (
            f"No quotes yet: these are rates {PUBLISHED}, of {len(approximate)} of the "
            f"{counted(len(clip.requests), 'video models')}{clip.called}. {why_not_asked}"
        )
        show_approximate_prices(view, approximate, clip, most_drawn, remark.strip())
        return
    st.caption(sentences("No quotes for this choice yet.", why_not_asked))
    longest = _longest(view, clip)
    if len(longest):
        said = say_longest(longest, len(clip.requests), clip.called)
        show_longest_clips(view, longest, said)


def _longest(view: View, clip: Clip) -> pd.DataFrame:
    """Return of the models that are meant those of `longest_clips`."""
    longest = longest_clips(view)
    return longest[longest.index.isin(list(clip.requests))]
