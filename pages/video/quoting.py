"""Asking for quotes: the one press for all that are missing, progress, and why some failed."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.page_frame import NO_QUOTES_NOW
from pages.shared.plain_text import plain
from venice_data.catalog.wording import counted, some_of
from venice_data.live.store import shared_store
from venice_data.quotes.batch import BatchSeries
from venice_data.quotes.published_rates import cheapest_first
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import QuoteRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator


MOST_AT_A_TIME: Final = 40
_WHY_OFF_PIXELS: Final = 280  # two lines, beside the button or below it
_LOOK_AGAIN: Final = timedelta(seconds=1)
_MOST_NAMED: Final = 8


def follow_quotes(draw: Callable[[], None], key: str) -> None:
    """Draw a part of the page, and again each second as long as its quotes are on their way.

    `key` tells this part of the page from another that asks too.
    """
    is_asking = _is_asking(key)
    st.fragment(run_every=_LOOK_AGAIN if is_asking else None)(_draw_and_go_on)(
        draw, key, was_asking=is_asking
    )


def _draw_and_go_on(draw: Callable[[], None], key: str, *, was_asking: bool) -> None:
    series = _series(key)
    if series is not None:
        series.go_on()
    if was_asking and not _is_asking(key):
        st.rerun()
    draw()


def can_ask() -> bool:
    """Return whether Venice can be asked: its button, where not, leaves the picture the place."""
    return not shared_store().settings.offline


def show_asking(requests: Sequence[QuoteRequest], button_place: DeltaGenerator, key: str) -> str:
    """Offer to ask for all quotes that are missing, or show how far that is, with a stop.

    Where none can be asked for, it says beside the button why, and when that ends. Return a
    sentence on why there is nothing to ask for, or an empty text.
    """
    series = _series(key)
    if series is not None and not series.is_done:
        _show_progress(series, button_place, key)
        return ""
    missing = _missing(requests)
    if not missing:
        return f"All {len(set(requests))} quotes for this choice are less than a day old."
    if button_place.button(
        f"Get {counted(len(missing), 'quotes')}",
        type="primary",
        icon=":material/request_quote:",
        key=f"{key}_ask",
        disabled=not can_ask(),
        help="Asks Venice for all that are missing or older than a day, what is known to be "
        f"cheap first, at most {MOST_AT_A_TIME} at a time. Quotes are free.",
    ):
        st.session_state[_series_key(key)] = BatchSeries(
            shared_quote_service(), missing, MOST_AT_A_TIME
        )
        st.rerun()
    if not can_ask():
        button_place.caption(NO_QUOTES_NOW, width=_WHY_OFF_PIXELS)
    return ""


def _missing(requests: Sequence[QuoteRequest]) -> list[QuoteRequest]:
    """Return what has no quote of today, those that never had one first."""
    service = shared_quote_service()
    known, last = service.known(QuoteRequest), service.last_known(QuoteRequest)
    missing = [request for request in dict.fromkeys(requests) if request not in known]
    return sorted(cheapest_first(missing, last.values()), key=lambda request: request in last)


def _show_progress(
    series: BatchSeries[QuoteRequest], button_place: DeltaGenerator, key: str
) -> None:
    progress = series.progress()
    text = f"{progress.done} of {progress.total} quotes"
    if progress.seconds_left is not None:
        text += f", about {max(1, round(progress.seconds_left))} s left"
    blocked = shared_quote_service().seconds_blocked()
    if blocked > 1:
        text += f"; Venice asks for a pause of {blocked:.0f} s"
    st.progress(progress.done / progress.total, text=text)
    button_place.button(
        "Stop", icon=":material/stop_circle:", key=f"{key}_stop", on_click=series.stop
    )


def show_failures(names: pd.Series[str], key: str) -> None:
    """Say which quotes did not come, by reason; `names` maps model ids to names."""
    series = _series(key)
    failures = {} if series is None else series.failures()
    if not failures:
        return
    failed: dict[str, list[str]] = defaultdict(list)
    for request, reason in failures.items():
        name = str(names.get(request.model_id, request.model_id))
        failed[reason].append(f"{name} ({request.duration})")
    count = f"{len(failures)} without a quote"
    with st.expander(count, icon=":material/error:", expanded=True, key="video_failures"):
        st.markdown(
            "\n".join(
                f"- {plain(reason)}: {plain(some_of(failed[reason], _MOST_NAMED))}"
                for reason in failed
            )
        )


def _is_asking(key: str) -> bool:
    series = _series(key)
    return series is not None and not series.is_done


def _series(key: str) -> BatchSeries[QuoteRequest] | None:
    series: BatchSeries[QuoteRequest] | None = st.session_state.get(_series_key(key))
    return series


def _series_key(key: str) -> str:
    return f"{key}_series"
