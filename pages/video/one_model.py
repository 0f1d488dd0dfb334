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
from pages.shared.plain_text import begun, plain, sentences
from pages.shared.table import titled
from pages.video.approximate import ABOUT_SOURCE, approximate_prices, made_by
from pages.video.charts import clip_price_by_setting, price_by_duration
from pages.video.quoting import follow_quotes, show_asking, show_failures
from venice_data.catalog.money import cost_text, price_text
from venice_data.link_values import Choices
from venice_data.quotes.published_rates import (
    PUBLISHED,
    USUAL_CLIP,
    longest_published,
    published_rates,
)
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import (
    QuoteRequest,
    VideoChoice,
    abilities_of,
    in_order_of_duration,
    in_order_of_resolution,
    seconds_of,
    video_request,
)

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.quotes.quote_answer import Quote
    from venice_data.quotes.video_quotes import VideoAbilities

_KEY: Final = "video_one"


def show(view: View) -> None:
    """Choose a model, ask for each of its settings, and draw what they cost."""
    # A filter narrows what is suggested, not what is chosen already or named by a link.
    models = view.in_scope
    model_id = pick_model(
        "video_model",
        "Model",
        by_name(view.names),
        suggested=_suggested(view),
        otherwise="no video model that is offered",
    )
    if model_id not in view.models.index:
        st.caption("This model does not match the filters.")
    label = str(view.names[model_id])
    duration = _choose_duration(model_id, models["constraints"][model_id])
    requests = _every_setting(model_id, models["constraints"][model_id])
    follow_quotes(partial(_show_model, view, label, duration, requests), _KEY)


def _suggested(view: View) -> str:
    """Return the matching model that costs about least by published rates, else the first."""
    models = view.models.index
    return str((*approximate_prices(view, tuple(models), USUAL_CLIP).index, *models)[0])


def _choose_duration(model_id: str, constraints: dict[str, object]) -> str:
    """Ask how long the clip is of which is said what it costs."""
    options, default = _durations(abilities_of(model_id, constraints), longest_published(model_id))
    duration: str = st.selectbox(
        "Duration",
        options,
        index=options.index(default),
        width=110,
        **in_link("video_one_duration", Choices(options, most=1), default=default),
    )
    return duration


def _durations(abilities: VideoAbilities, longest: str | None) -> tuple[list[str], str]:
    """Return how long clips can be, and the usual length; the longest, if no other is sure."""
    options = [
        duration for duration in in_order_of_duration(abilities.durations) if seconds_of(duration)
    ] or [USUAL_CLIP.duration]
    if longest is not None and not abilities.is_published:
        most = seconds_of(longest) or math.inf
        shorter = [each for each in options if (seconds_of(each) or 0) < most]
        return [*shorter, longest], longest
    return options, USUAL_CLIP.duration if USUAL_CLIP.duration in options else options[0]


def _show_model(view: View, label: str, duration: str, requests: list[QuoteRequest]) -> None:
    finding, progress, picture = (st.container() for _ in range(3))
    button_place = st.container(horizontal=True, vertical_alignment="center")
    last = shared_quote_service().last_known(QuoteRequest)
    quotes = [last[request] for request in requests if request in last]
    found = _finding(label, requests[0].model_id, duration, quotes)
    with finding:
        st.header(plain(found), anchor=False)
    with progress:
        why_not_asked = show_asking(requests, button_place, _KEY)
    with picture:
        if quotes:
            _say_lowest(quotes, why_not_asked, is_complete=len(quotes) == len(requests))
            _show_quotes(view, _of_any_length(label, quotes), quotes)
        else:
            longest = longest_published(requests[0].model_id)
            up_to = f"By rates {PUBLISHED} it makes clips of up to {longest}." if longest else ""
            st.caption(sentences("No quotes for this model yet.", why_not_asked, up_to))
            _show_published(view, found, requests[0].model_id, duration)
    show_failures(view.names, _KEY)


def _finding(label: str, model_id: str, duration: str, quotes: list[Quote[QuoteRequest]]) -> str:
    """Say what a clip costs by the quotes, those of that length if there are any, else about."""
    of_duration = [quote.usd for quote in quotes if quote.used.duration == duration]
    clip = begun(VideoChoice(duration, "", audio=False).in_short)
    if of_duration:
        return f"{clip} from {label} costs {_range_of(of_duration)}"
    if quotes:
        return _of_any_length(label, quotes)
    about = _published(model_id, duration)
    if len(about):
        return f"{clip} from {label} costs about {_range_of(list(about['price']))}"
    return f"{label}: what a clip costs takes a quote"


def _of_any_length(label: str, quotes: list[Quote[QuoteRequest]]) -> str:
    return f"A clip from {label} costs {_range_of([quote.usd for quote in quotes])}"


def _range_of(prices: list[float]) -> str:
    return " to ".join(dict.fromkeys(cost_text(choose(prices), "usd") for choose in (min, max)))


def _published(model_id: str, duration: str) -> pd.DataFrame:
    """Return what a clip costs about at each setting: label, price, price_text, per_second.

    Where the longest clip at a setting is shorter, it is as many whole ones as it takes.
    """
    rows = []
    for rate in published_rates().get(model_id, ()):
        wanted = VideoChoice(duration, rate.resolution, rate.audio)
        made = made_by(rate, duration)
        price = rate.usd_per_second * (seconds_of(made) or 1) * wanted.clips_of(made)
        rows.append(
            {
                "label": wanted.named(rate.setting, made, audio=rate.audio),
                "price": price,
                "price_text": cost_text(price, "usd"),
                "per_second": rate.usd_per_second,
            }
        )
    return pd.DataFrame(rows)


def _show_published(view: View, found: str, model_id: str, duration: str) -> None:
    """Draw what a clip costs about by published rates, at each resolution, with its sound."""
    settings = _published(model_id, duration)
    if len(settings):
        columns = {
            "label": "Setting",
            "price": "USD for the clip, about",
            "per_second": "USD per second, about",
        }
        show_figure(
            view,
            clip_price_by_setting(settings),
            partial(titled, settings, columns),
            name="video_by_setting",
            takeaway=f"{found}, by resolution and audio",
            holds=dict.fromkeys(("USD for the clip, about", "USD per second, about"), "cost"),
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
        price_by_duration(drawn),
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
    audio = {None: "audio not selectable", True: "with audio", False: "without audio"}[used.audio]
    return {
        "duration": used.duration,
        "seconds": seconds_of(used.duration),
        "resolution": used.resolution or "one resolution",
        "audio": audio,
        "price": quote.usd,
        "price_text": price_text(quote.usd, "usd"),
        "quoted_at": f"{quote.quoted_at:%Y-%m-%d %H:%M} UTC",
    }
