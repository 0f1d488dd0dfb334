"""Asking for quotes: the button, the progress, the results as they come, why some failed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from venice_data.live.store import shared_store
from venice_data.quotes.quote_service import Batch, shared_quote_service
from venice_data.quotes.video_quotes import QuoteRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd


MOST_AT_A_TIME: Final = 40
_LOOK_AGAIN: Final = timedelta(seconds=1)


def show_quoting(
    requests: Sequence[QuoteRequest],
    names: pd.Series[str],
    show_results: Callable[[], None],
    key: str,
) -> None:
    """Offer to ask for the quotes that are missing; redraw the results as they come.

    `names` maps model ids to names; `show_results` draws what is known so far; `key` tells
    this part of the page from another that asks too.
    """
    batch = _batch(key)
    if batch is None or batch.is_done:
        _show_button(requests, key)
    running = batch is not None and not batch.is_done
    st.fragment(run_every=_LOOK_AGAIN if running else None)(_show_batch)(
        names, show_results, key, was_running=running
    )


def _show_batch(
    names: pd.Series[str], show_results: Callable[[], None], key: str, *, was_running: bool
) -> None:
    batch = _batch(key)
    if batch is not None:
        if was_running and batch.is_done:
            st.rerun()
        _show_progress(batch, key)
        _show_failures(batch, names)
    show_results()


def _show_button(requests: Sequence[QuoteRequest], key: str) -> None:
    known = shared_quote_service().known(QuoteRequest)
    missing = [request for request in dict.fromkeys(requests) if request not in known]
    is_offline = shared_store().settings.offline
    if not missing:
        st.caption(f"All {len(set(requests))} quotes for this choice are less than a day old.")
        return
    asked = missing[:MOST_AT_A_TIME]
    more = f" (the first {len(asked)} of {len(missing)})" if len(missing) > len(asked) else ""
    if st.button(
        f"Get {len(asked)} quote{'s' if len(asked) > 1 else ''}{more}",
        type="primary",
        icon=":material/request_quote:",
        key=f"{key}_ask",
        disabled=is_offline,
        help=f"Asks Venice for at most {MOST_AT_A_TIME} at a time. Quotes are free.",
    ):
        st.session_state[_batch_key(key)] = shared_quote_service().ask(asked)
        st.rerun()
    if is_offline:
        st.info("No new quotes can be requested now.")


def _show_progress(batch: Batch[QuoteRequest], key: str) -> None:
    if batch.is_done:
        return
    progress = batch.progress()
    text = f"{progress.done} of {progress.total} quotes"
    if progress.seconds_left is not None:
        text += f", about {max(1, round(progress.seconds_left))} s left"
    blocked = shared_quote_service().seconds_blocked()
    if blocked > 1:
        text += f"; Venice asks for a pause of {blocked:.0f} s"
    st.progress(progress.done / progress.total, text=text)
    st.button("Stop", icon=":material/stop_circle:", key=f"{key}_stop", on_click=batch.stop)


def _show_failures(batch: Batch[QuoteRequest], names: pd.Series[str]) -> None:
    failures = batch.failures()
    if not failures:
        return
    lines = [
        f"- {plain(str(names.get(request.model_id, request.model_id)))} "
        f"({plain(request.duration)}): {plain(reason)}"
        for request, reason in failures.items()
    ]
    count = f"{len(failures)} without a quote" if len(failures) > 1 else "1 without a quote"
    with st.expander(count, icon=":material/error:", expanded=True, key="video_failures"):
        st.markdown("\n".join(lines))


def _batch(key: str) -> Batch[QuoteRequest] | None:
    batch: Batch[QuoteRequest] | None = st.session_state.get(_batch_key(key))
    return batch


def _batch_key(key: str) -> str:
    return f"{key}_batch"
