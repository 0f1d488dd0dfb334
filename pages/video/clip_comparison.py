"""Every video model at one duration and resolution, ranked by its price per second."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import PRIVACY, Column, Ranking, by_price, show_ranking
from pages.video.quoting import show_quoting
from venice_data.catalog.money import price_text
from venice_data.catalog.names import distinct_names
from venice_data.link_values import ON_OR_OFF, Choices
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import (
    QuoteRequest,
    differences,
    usd_per_second,
    video_request,
)
from venice_data.quotes.video_settings import (
    DOCUMENTED_DURATIONS,
    DOCUMENTED_RESOLUTIONS,
    VideoAbilities,
    VideoChoice,
    abilities_of,
    in_order_of_duration,
    in_order_of_resolution,
)

if TYPE_CHECKING:
    from pages.shared.view import View

_ANY_KIND: Final = "any"
_COLUMNS: Final = (
    Column("price", "USD per second", "cost", title_at_bar="Per second"),
    Column("clip_price", "USD for the clip", "price", title_at_bar="The clip"),
    Column("difference", "Quoted for"),
    PRIVACY,
    Column("quoted_at", "Quoted at"),
)


def show(view: View) -> None:
    """Ask for a clip; rank the matching models by what a second of it costs."""
    abilities = {
        str(model_id): abilities_of(str(model_id), constraints)
        for model_id, constraints in view.models["constraints"].items()
    }
    kind, wanted = _choose(abilities)
    chosen = [model_id for model_id, able in abilities.items() if kind in (_ANY_KIND, able.kind)]
    requests = {
        video_request(model_id, abilities[model_id], wanted): model_id for model_id in chosen
    }
    models = view.models.loc[chosen].assign(label=distinct_names(view.models.loc[chosen]))
    st.subheader(
        f"Price per second of a {wanted.duration} clip at {wanted.resolution}, "
        f"{'with' if wanted.audio else 'without'} audio",
        anchor=False,
    )
    show_quoting(
        list(requests),
        models["label"],
        partial(_show_results, view, models, requests, wanted),
        "video_comparison",
    )


def _choose(abilities: dict[str, VideoAbilities]) -> tuple[str, VideoChoice]:
    durations = in_order_of_duration(
        {*DOCUMENTED_DURATIONS, *(d for able in abilities.values() for d in able.durations)}
    )
    resolutions = in_order_of_resolution(
        {*DOCUMENTED_RESOLUTIONS, *(r for able in abilities.values() for r in able.resolutions)}
    )
    kind_column, duration_column, resolution_column, audio_column = st.columns(
        4, vertical_alignment="bottom"
    )
    kinds = [_ANY_KIND, *sorted({able.kind for able in abilities.values()})]
    kind = kind_column.selectbox(
        "Kind",
        kinds,
        help="From text, from a picture that you send, or from other video.",
        **in_link("video_kind", Choices(kinds, most=1)),
    )
    duration = duration_column.selectbox(
        "Duration",
        durations,
        index=durations.index("5s"),
        **in_link("video_duration", Choices(durations, most=1)),
    )
    resolution = resolution_column.selectbox(
        "Resolution",
        resolutions,
        index=resolutions.index("720p"),
        **in_link("video_resolution", Choices(resolutions, most=1)),
    )
    audio = audio_column.toggle("With audio", **in_link("video_audio", ON_OR_OFF))
    return kind, VideoChoice(duration, resolution, audio)


def _show_results(
    view: View, models: pd.DataFrame, requests: dict[QuoteRequest, str], wanted: VideoChoice
) -> None:
    rows = [
        {
            "id": model_id,
            "price": usd_per_second(quote),
            "clip_price": quote.usd,
            "difference": differences(wanted, quote.used),
            "quoted_at": f"{quote.quoted_at:%Y-%m-%d %H:%M} UTC",
        }
        for request, quote in shared_quote_service().known(QuoteRequest).items()
        if (model_id := requests.get(request)) is not None
    ]
    if not rows:
        st.info("No quotes for this choice yet.")
        return
    quoted = by_price(pd.DataFrame(rows).set_index("id").join(models[["label", "privacy"]]))
    st.markdown(f"{len(quoted)} of {len(requests)} models have a quote.")
    if quoted["price"].notna().any():
        _show_ranking(view, quoted)
    _say_rest(quoted)


def _show_ranking(view: View, quoted: pd.DataFrame) -> None:
    show_ranking(
        view,
        quoted,
        Ranking(
            "per second of video",
            _COLUMNS,
            "video_per_second",
            "Video models by price per second",
            currency="usd",
            source=_source(quoted),
        ),
    )


def _source(quoted: pd.DataFrame) -> str:
    first, last = quoted["quoted_at"].min(), quoted["quoted_at"].max()
    return f"Source: quotes by Venice, from {first} to {last}."


def _say_rest(quoted: pd.DataFrame) -> None:
    different = quoted[quoted["difference"] != ""]
    if not different.empty:
        texts = "; ".join(different["label"] + " (" + different["difference"] + ")")
        st.caption(f"Quoted for the nearest setting that the model allows: {plain(texts)}.")
    timeless = quoted[quoted["price"].isna()]
    if not timeless.empty:
        prices = timeless["clip_price"].map(lambda price: price_text(price, "usd"))
        texts = "; ".join(timeless["label"] + ", " + prices + " per clip")
        st.caption(f"No duration stated: {plain(texts)}.")
