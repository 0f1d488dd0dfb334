"""Drives the video page over a stand-in that quotes: opens it, asks for quotes, waits for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pages.shared.site import VIDEO
from tests.support.page_driver import draw, rerun, start_anew
from tests.support.stand_in import (
    Answer,
    StandInVenice,
    json_answer,
    model,
    quote_by_seconds,
)

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from venice_data.quotes.batch import BatchSeries
    from venice_data.quotes.video_quotes import QuoteRequest


def clip_model(model_id: str, **constraints: object) -> dict[str, Any]:
    """Return a video model without a price, with what it says that it takes."""
    return model(model_id, "video", None, constraints=constraints)


def text_to_video(name: str, **constraints: object) -> dict[str, Any]:
    """Return a model that makes clips of texts, as `clip_model`."""
    return clip_model(f"{name}-text-to-video", **constraints)


# Two models that say nothing of what they take, and two that do.
PLAIN: Final = text_to_video("plain")
MODELS: Final = [
    PLAIN,
    text_to_video("other"),
    text_to_video("short", durations=["4s"], resolutions=["480p"], audio=True),
    text_to_video("endless", durations=["auto"], resolutions=["720p"], audio_configurable=True),
]
# Two with published rates and one without.
PUBLISHED_MODELS: Final = [
    clip_model("kling-o3-4k-text-to-video"),
    clip_model("longcat-text-to-video"),
    PLAIN,
]


def open_video(**link: str) -> AppTest:
    """Open the video page with the list that the stand-in serves now."""
    start_anew()
    return draw(VIDEO, **link)


def quote(body: dict[str, Any]) -> Answer:
    """Quote ten cents a second, and half a dollar where no seconds are named."""
    return json_answer({"quote": 0.5}) if body["duration"] == "auto" else quote_by_seconds(body)


def click_and_wait(drawn: AppTest, key: str = "video_comparison") -> AppTest:
    """Ask for the quotes that are missing, and draw the page once they have come or failed."""
    drawn.button(key=f"{key}_ask").click()
    rerun(drawn)
    return wait_for_all(drawn, key)


def wait_for_all(drawn: AppTest, key: str = "video_comparison") -> AppTest:
    """Draw the page until every batch has come or failed, and once more."""
    while not _series(drawn, key).is_done:
        wait_for_batch(drawn, key)
        rerun(drawn)
    return rerun(drawn)


def wait_for_batch(drawn: AppTest, key: str = "video_comparison", *, but_for: str = "") -> None:
    """Wait until every quote of the last batch has come or failed, but for those of one model."""
    for request, future in _series(drawn, key)._batches[-1]._futures.items():
        if request.model_id != but_for:
            future.exception(timeout=20)


def quotes_asked_for(venice: StandInVenice) -> list[str]:
    """Return the models whose quotes were asked for, in that order."""
    return [
        json.loads(request.body)["model"]
        for request in venice.requests
        if request.path.endswith("/video/quote")
    ]


def _series(drawn: AppTest, key: str) -> BatchSeries[QuoteRequest]:
    series: BatchSeries[QuoteRequest] = drawn.session_state[f"{key}_series"]
    return series
