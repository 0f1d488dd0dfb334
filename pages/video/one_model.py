"""One video model: its price against duration, by resolution, with audio and without."""

from __future__ import annotations

import math
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.link_state import by_name, in_link, pick_model
from pages.shared.plain_text import from_to, plain, sentences
from pages.shared.table import titled
from pages.video.approximate import ABOUT_SOURCE, suggested_model
from pages.video.charts import price_by_duration
from pages.video.clip_choice import (
    DURATION_IN_LINK,
    MODEL_IN_LINK,
    carry_duration,
    carry_model,
    clip_of_address,
    last_clip,
)
from pages.video.quoting import follow_quotes, show_asking, show_failures
from venice_data.catalog.money import cost_text, price_text
from venice_data.catalog.wording import begun
from venice_data.days import INSTANT_FORMAT
from venice_data.link_values import Choices
from venice_data.quotes.published_rates import (
    PUBLISHED,
    USUAL_CLIP,
    longest_published,
    published_rate,
    published_rates,
)
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import (
    QuoteRequest,
    VideoChoice,
    abilities_of,
    in_order_of_duration,
    in_order_of_resolution,
    nearest_duration,
    seconds_of,
    sound_text,
    video_request,
)

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.view import View
    from pages.video.clip_choice import Clip
    from venice_data.quotes.quote_answer import Quote
    from venice_data.quotes.video_quotes import VideoAbilities

_KEY: Final = "video_one"


def show(view: View) -> None:
    """Choose a model, ask for each of its settings, and draw what they cost."""
    follow_quotes(partial(_show_model, view), _KEY)


def _choose_model(view: View, row: DeltaGenerator, clip: Clip, of_address: Clip) -> str:
    """Ask for a model: a filter narrows what is suggested, not what is chosen or in a link."""
    by_itself = suggested_model(view, of_address)
    carry_model(suggested_model(view, clip), by_itself)
    with row:
        return pick_model(
            MODEL_IN_LINK,
            "Model",
            by_name(view.names),
            suggested=by_itself,
            otherwise="no video model that is offered",
        )


def _choose_duration(row: DeltaGenerator, options: list[str], clip: Clip, of_address: Clip) -> str:
    """Ask how long the clip is of which is said what it costs, at first as long as is compared."""
    default, compared = (
        nearest_duration(each.wanted.duration, options) for each in (of_address, clip)
    )
    carry_duration(compared, by_itself=default)
    duration: str = row.selectbox(
        "Duration",
        options,
        index=options.index(default),
        width=110,
        **in_link(DURATION_IN_LINK, Choices(options, most=1), default=default),
    )
    return duration


def _durations(abilities: VideoAbilities, longest: str | None) -> list[str]:
    """Return how long clips can be, as far as is known."""
    options = [
        duration for duration in in_order_of_duration(abilities.durations) if seconds_of(duration)
    ] or [USUAL_CLIP.duration]
    if longest is None or abilities.is_published:
        return options
    most = seconds_of(longest) or math.inf
    return [*(each for each in options if (seconds_of(each) or 0) < most), longest]


def _show_model(view: View) -> None:
    finding = st.container()  # above the choices, as on the other tabs
    row = st.container(horizontal=True)
    clip, of_address = last_clip(view), clip_of_address(view)
    model_id = _choose_model(view, row, clip, of_address)
    label, constraints = str(view.names[model_id]), view.in_scope["constraints"][model_id]
    longest = longest_published(model_id)
    durations = _durations(abilities_of(model_id, constraints), longest)
    duration = _choose_duration(row, durations, clip, of_address)
    if model_id not in view.models.index:
        st.caption("This model does not match the filters.")
    requests = _every_setting(model_id, constraints)
    progress, picture = (st.container() for _ in range(2))
    button_place = st.container(horizontal=True, vertical_alignment="center")
    last = shared_quote_service().last_known(QuoteRequest)
    quotes = [last[request] for request in requests if request in last]
    published = _published(model_id, durations)
    finding.header(plain(_finding(label, duration, quotes, published)), anchor=False)
    with progress:
        why_not_asked = show_asking(requests, button_place, _KEY)
    with picture:
        if quotes:
            _say_lowest(quotes, why_not_asked, is_complete=len(quotes) == len(requests))
            _show_quotes(view, _of_any_length(label, quotes), quotes)
        else:
            up_to = f"By rates {PUBLISHED} it makes clips of up to {longest}." if longest else ""
            st.caption(sentences("No quotes for this model yet.", why_not_asked, up_to))
            _show_published(view, label, published)
    show_failures(view.names, _KEY)


def _finding(
    label: str, duration: str, quotes: list[Quote[QuoteRequest]], published: pd.DataFrame
) -> str:
    """Say what a clip costs by the quotes, those of that length if there are any, else about."""
    of_duration = [quote.usd for quote in quotes if quote.used.duration == duration]
    clip = begun(VideoChoice(duration, "", audio=False).in_short)
    if of_duration:
        return f"{clip} from {label} costs {_range_of(of_duration)}"
    if quotes:
        return _of_any_length(label, quotes)
    about = [] if published.empty else list(published["price"][published["duration"] == duration])
    if about:
        return f"{clip} from {label} costs about {_range_of(about)}"
    return f"{label}: a quote says what a clip costs"


def _of_any_length(label: str, quotes: list[Quote[QuoteRequest]]) -> str:
    return f"A clip from {label} costs {_range_of([quote.usd for quote in quotes])}"


def _range_of(prices: list[float]) -> str:
    return from_to(cost_text(choose(prices), "usd") for choose in (min, max))


def _published(model_id: str, durations: list[str]) -> pd.DataFrame:
    """Return what clips cost about at each setting, as long as each makes them.

    Columns: those of `price_by_duration`, and per_second.
    """
    rates = published_rates().get(model_id, ())
    rows = []
    resolutions = in_order_of_resolution({rate.resolution for rate in rates})
    for resolution, audio in product(resolutions, (False, True)):
        of_setting = [
            rate for rate in rates if (rate.resolution, rate.audio) == (resolution, audio)
        ]
        longest = max((seconds_of(rate.duration) or 0 for rate in of_setting), default=0)
        for duration in durations:
            seconds = seconds_of(duration) or 0
            rate = published_rate(model_id, VideoChoice(duration, resolution, audio))
            if rate is not None and seconds <= longest:
                price = rate.price_of(seconds)
                rows.append(
                    {
                        **_setting(duration, resolution, audio=audio),
                        "price": price,
                        "price_text": cost_text(price, "usd"),
                        "per_second": rate.usd_per_second,
                    }
                )
    return pd.DataFrame(rows)


def _show_published(view: View, label: str, published: pd.DataFrame) -> None:
    """Draw what clips cost about by published rates."""
    if len(published):
        prices = ("USD for the clip, about", "USD per second, about")
        columns = {
            "duration": "Duration",
            "resolution": "Resolution",
            "audio": "Audio",
            **dict(zip(("price", "per_second"), prices, strict=True)),
        }
        costs = f"A clip from {label} costs about {_range_of(list(published['price']))}"
        show_figure(
            view,
            price_by_duration(published, "USD per clip, about"),
            partial(titled, published, columns),
            name="video_by_setting",
            takeaway=f"{costs}, by duration, resolution and audio",
            holds=dict.fromkeys(prices, "cost"),
            currency="usd",
            source=ABOUT_SOURCE,
        )


def _every_setting(model_id: str, constraints: dict[str, object]) -> list[QuoteRequest]:
    abilities = abilities_of(model_id, constraints)
    durations = in_order_of_duration(abilities.durations) or ["5s"]
    resolutions = in_order_of_resolution(abilities.resolutions) or [""]
    audios = (False, True) if abilities.is_audio_selectable else (False,)
    return list(
        dict.fromkeys(
            video_request(model_id, abilities, VideoChoice(duration, resolution, audio))
            for duration, resolution, audio in product(durations, resolutions, audios)
        )
    )


def _show_quotes(view: View, found: str, quotes: list[Quote[QuoteRequest]]) -> None:
    table = pd.DataFrame([_row(quote) for quote in quotes]).drop_duplicates()
    drawn = table[table["seconds"].notna()]
    columns = {
        "duration": "Duration",
        "resolution": "Resolution",
        "audio": "Audio",
        "price": "USD for the clip",
        "quoted_at": "Quoted at",
    }
    if drawn.empty:
        st.caption("This model's durations are not in seconds, so there is nothing to plot.")
        return
    show_figure(
        view,
        price_by_duration(drawn, "USD per clip", [("quoted_at", "Quoted at")]),
        partial(titled, table, columns),
        name="video_by_duration",
        takeaway=f"{found}, by duration, resolution and audio",
        holds={"USD for the clip": "price"},
        currency="usd",
        source=f"Source: quotes by Venice, the last at {table['quoted_at'].max()}.",
    )


def _say_lowest(
    quotes: list[Quote[QuoteRequest]], why_not_asked: str, *, is_complete: bool
) -> None:
    """Call a price the minimum only where every setting is quoted."""
    lowest = min(quotes, key=lambda quote: quote.usd)
    row = _row(lowest)
    setting = f"{row['duration']}, {row['resolution']}, {row['audio']}"
    name = "Minimum" if is_complete else "Lowest quote so far (not every setting has one)"
    st.markdown(
        f"{name}: **{plain(price_text(lowest.usd, 'usd'))}** for {plain(setting)}. "
        f"{plain(why_not_asked)}"
    )


def _row(quote: Quote[QuoteRequest]) -> dict[str, object]:
    used = quote.used
    return {
        **_setting(used.duration, used.resolution, audio=used.audio),
        "price": quote.usd,
        "price_text": price_text(quote.usd, "usd"),
        "quoted_at": f"{quote.quoted_at:{INSTANT_FORMAT}} UTC",
    }


def _setting(duration: str, resolution: str | None, *, audio: bool | None) -> dict[str, object]:
    """Return a setting in words, and its seconds."""
    return {
        "duration": duration,
        "seconds": seconds_of(duration),
        "resolution": resolution or "one resolution",
        "audio": "audio not selectable" if audio is None else sound_text(audio=audio),
    }
