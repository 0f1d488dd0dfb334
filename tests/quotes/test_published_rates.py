"""Published rates of video, and the order of asking that follows from them and earlier quotes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.quotes.conftest import clip
from venice_data.quotes.published_rates import (
    PublishedRate,
    cheapest_first,
    published_rate,
)
from venice_data.quotes.quote_answer import Quote
from venice_data.quotes.video_quotes import QuoteRequest, VideoChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

CHEAP, DEAR = "longcat-text-to-video", "kling-o3-4k-text-to-video"


def _quote(model_id: str, usd: float, duration: str = "5s") -> Quote[QuoteRequest]:
    return Quote(usd, clip(model_id, duration), datetime.now(UTC))


def _order(model_ids: Iterable[str], *earlier: Quote[QuoteRequest]) -> list[str]:
    return [request.model_id for request in cheapest_first(map(clip, model_ids), earlier)]


@pytest.mark.parametrize(
    ("model_id", "wanted", "setting", "usd_per_second"),
    [
        (
            "kling-o3-pro-text-to-video",
            VideoChoice("5s", "720p", audio=False),
            "without audio",
            0.123,
        ),
        ("kling-o3-pro-text-to-video", VideoChoice("5s", "720p", audio=True), "with audio", 0.154),
        (
            "grok-imagine-reference-to-video-private",
            VideoChoice("5s", "1080p", audio=True),
            "720p, without audio",
            0.089,
        ),
        (
            "minimax-h3-text-to-video",
            VideoChoice("5s", "720p", audio=False),
            "768P, with audio",
            0.1,
        ),
        # a second costs more in the longer of its two clips
        (
            "pixverse-v5.6-transition",
            VideoChoice("5s", "720p", audio=False),
            "720p, without audio",
            0.114,
        ),
        (
            "pixverse-v5.6-transition",
            VideoChoice("10s", "720p", audio=False),
            "720p, without audio",
            0.142,
        ),
    ],
)
def test_the_rate_nearest_to_a_wish_is_found(
    model_id: str, wanted: VideoChoice, setting: str, usd_per_second: float
) -> None:
    rate = published_rate(model_id, wanted)

    assert rate is not None
    assert (rate.setting, rate.usd_per_second) == (setting, usd_per_second)


def test_a_model_of_which_nothing_is_published_has_no_rate() -> None:
    assert published_rate("unheard-of", VideoChoice("5s", "720p", audio=False)) is None


def test_a_price_by_a_rate_has_no_remainder_of_floats() -> None:
    """Where it was multiplied on the spot, 3 s at $0.1 cost $0.30000000000000004."""
    assert PublishedRate("720p", audio=False, duration="5s", usd_per_second=0.1).price_of(3) == 0.3


def test_published_rates_decide_who_is_asked_first_and_the_rest_come_last_as_they_were() -> None:
    assert _order(["z", DEAR, "a", CHEAP]) == [CHEAP, DEAR, "z", "a"]


def test_an_earlier_quote_of_any_setting_counts_before_a_published_rate() -> None:
    earlier = [_quote(DEAR, 0.02), _quote(DEAR, 9.0, "10s"), _quote("z", 0.001)]

    assert _order([CHEAP, DEAR, "a", "z"], *earlier) == ["z", DEAR, CHEAP, "a"]


def test_a_quote_without_seconds_says_nothing_of_the_price_of_one() -> None:
    assert _order(["a", "b"], _quote("b", 0.01, "auto")) == ["a", "b"]
