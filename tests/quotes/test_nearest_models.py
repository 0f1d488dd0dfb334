"""What comes nearest to a model of video, of which no price is listed: by the published rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tests.support.stand_in import answer, model
from venice_data.api.parser import parse_models
from venice_data.quotes.nearest_models import NearestModels, nearest_models

if TYPE_CHECKING:
    import pandas as pd


def test_clips_made_from_the_same_at_the_nearest_rate_come_first() -> None:
    near = _nearest("veo3-fast-text-to-video", "veo3-full-text-to-video", "vidu-q3-text-to-video")

    # $0.11 a second with sound, clips of 8 seconds, 1080p
    assert [other.model_id for other in near.found] == [
        "vidu-q3-text-to-video",
        "veo3-full-text-to-video",
    ]
    assert near.is_measured
    assert near.found[1].change == 1


def test_what_makes_clips_from_something_else_is_not_near() -> None:
    near = _nearest("veo3-fast-text-to-video", "veo3-fast-image-to-video")

    assert near.found == []
    assert near.why_none == "no other of its kind that stays has a price to compare"


def test_what_clips_lack_is_said_as_far_as_it_is_published() -> None:
    near = _nearest("seedance-2-0-text-to-video-basic", "longcat-text-to-video")

    assert near.found[0].losses == ("no sound", "up to 720p instead of 4k")
    assert near.found[0].gains == ("clips up to 30s instead of 15s",)


def test_of_a_model_of_which_nothing_is_published_the_cheapest_of_its_way_is_named_as_that() -> (
    None
):
    near = _nearest(
        "sora-2-text-to-video", "veo3-full-text-to-video", "longcat-distilled-text-to-video"
    )

    assert not near.is_measured
    assert near.found[0].model_id == "longcat-distilled-text-to-video"
    assert near.rule.startswith("the cheapest for text-to-video, since neither price nor clips")


def test_where_nothing_says_what_clips_are_made_from_none_is_named() -> None:
    near = _nearest("runway-gen4-turbo", "veo3-full-text-to-video")

    assert near.found == []
    assert near.why_none == "nothing says what it makes clips from"


def _nearest(own: str, *others: str) -> NearestModels:
    """Return what comes nearest to a model of video among others."""
    catalog = parse_models(answer([model(name, "video", None) for name in (own, *others)]))
    row = cast("pd.Series[Any]", catalog.models.loc[own])
    return nearest_models(row, float("nan"), catalog.models, catalog.prices, "usd")
