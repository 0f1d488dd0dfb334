"""Video quotes: what is asked, how a refusal is read, and the nearest that a model allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.stand_in import StandInVenice, bad_quote, json_answer
from venice_data.api.client import RefusedError, UnusableAnswerError, VeniceClient
from venice_data.quotes.quote_answer import fetch_quote
from venice_data.quotes.video_quotes import (
    QuoteRequest,
    VideoChoice,
    abilities_of,
    differences,
    in_order_of_duration,
    nearest_duration,
    nearest_resolution,
    seconds_of,
    usd_per_second,
    video_request,
)

if TYPE_CHECKING:
    from venice_data.settings import Settings

WANTED = VideoChoice("5s", "720p", audio=False)
REQUEST = QuoteRequest("some-text-to-video", "5s", "720p", None, None, with_image=False)


def refusal(*issues: dict[str, Any], status: int = 400) -> RefusedError:
    return RefusedError("no", status, {"error": "no", "issues": list(issues)})


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("5s", 5.0),
        ("10s", 10.0),
        ("7.5s", 7.5),
        ("8", 8.0),
        ("auto", None),
        ("1 gen", None),
        ("-1", None),
    ],
)
def test_the_seconds_of_a_duration(duration: str, seconds: float | None) -> None:
    assert seconds_of(duration) == seconds


def test_the_nearest_duration_is_the_shorter_of_two_as_near() -> None:
    assert nearest_duration("6s", ["4s", "8s", "12s"]) == "4s"
    assert nearest_duration("7s", ["4s", "8s"]) == "8s"
    assert nearest_duration("5s", ["auto", "10s"]) == "10s"
    assert nearest_duration("5s", ["auto"]) == "auto"


def test_the_nearest_resolution_is_found_by_its_lines() -> None:
    assert nearest_resolution("720p", ["480p", "1080p"]) == "480p"
    assert nearest_resolution("1080p", ["720p", "4K"]) == "720p"
    assert nearest_resolution("720p", ["auto"]) == "auto"


def test_durations_sort_by_their_seconds_and_the_others_last() -> None:
    assert in_order_of_duration(["10s", "auto", "5s"]) == ["5s", "10s", "auto"]


def test_a_model_is_asked_for_the_nearest_that_its_constraints_allow() -> None:
    abilities = abilities_of(
        "x-image-to-video",
        {
            "model_type": "image-to-video",
            "durations": ["4s", "8s"],
            "resolutions": ["1080p"],
            "aspect_ratios": ["16:9", "1:1"],
            "audio": True,
            "audio_configurable": False,
        },
    )

    request = video_request("x-image-to-video", abilities, WANTED)

    assert (
        request.body().items()
        >= {
            "model": "x-image-to-video",
            "duration": "4s",
            "resolution": "1080p",
            "aspect_ratio": "16:9",
        }.items()
    )
    assert request.body()["image_url"].startswith("https://")
    assert "audio" not in request.body()
    assert differences(WANTED, request) == (
        "4s instead of 5s, 1080p instead of 720p, audio not selectable"
    )


def test_empty_lists_are_not_selectable() -> None:
    abilities = abilities_of("x", {"model_type": "video", "durations": [], "resolutions": []})

    request = video_request("x", abilities, WANTED)

    assert request.duration == "5s"  # the one value that Venice always needs
    assert request.resolution is None


def test_without_constraints_the_documented_values_are_asked_for() -> None:
    abilities = abilities_of("wan-text-to-video", {})

    request = video_request("wan-text-to-video", abilities, WANTED)

    assert (abilities.kind, abilities.is_published) == ("text-to-video", False)
    assert (
        request.body().items() >= {"duration": "5s", "resolution": "720p", "audio": False}.items()
    )


@pytest.mark.parametrize("spoilt", [{"durations": None}, {"durations": "5s"}, {"resolutions": [5]}])
def test_odd_constraints_are_read_as_not_selectable(spoilt: dict[str, Any]) -> None:
    abilities = abilities_of("x", spoilt)

    assert (abilities.durations, abilities.resolutions) == ((), ())


@pytest.mark.parametrize(
    ("path", "expected", "corrected"),
    [
        ("duration", "'4s' | '8s'", replace(REQUEST, duration="4s")),
        ("duration", '"6s" | "10s"', replace(REQUEST, duration="6s")),
        ("duration", "6s | 10s", replace(REQUEST, duration="6s")),
        ("resolution", "'480p' | '1080p'", replace(REQUEST, resolution="480p")),
        ("aspect_ratio", "'16:9' | '9:16'", replace(REQUEST, aspect_ratio="16:9")),
        ("resolution", "undefined", replace(REQUEST, resolution=None)),
        ("audio", "true", replace(REQUEST, audio=True)),
        ("image_url", "string", replace(REQUEST, with_image=True)),
    ],
)
def test_a_refusal_is_read_for_what_it_would_take(
    path: str, expected: str, corrected: QuoteRequest
) -> None:
    issue = {"path": [path], "expected": expected}

    assert REQUEST.corrected(refusal(issue)) == corrected


@pytest.mark.parametrize(
    "no_help",
    [
        refusal(),
        refusal({"path": ["model"], "expected": "'a' | 'b'"}),
        refusal({"path": [], "expected": "'a'"}),
        refusal({"path": "duration", "expected": 3}),
        refusal({"path": ["duration"], "expected": "string"}),
        refusal({"path": ["duration"], "expected": "'8s'"}, status=401),
        RefusedError("no", 400, ["not", "an", "object"]),
        RefusedError("no", 400, None),
    ],
)
def test_a_refusal_that_names_nothing_is_final(no_help: RefusedError) -> None:
    assert REQUEST.corrected(no_help) is None


def test_a_quote_is_the_number_that_venice_gives(venice: StandInVenice, settings: Settings) -> None:
    venice.video_quote = lambda _: json_answer({"quote": 0.28})

    quote = fetch_quote(VeniceClient(settings), REQUEST)

    assert quote.usd == 0.28
    assert usd_per_second(quote) == pytest.approx(0.056)  # 0.28 / 5


@pytest.mark.parametrize("offered", [None, "0.28", True, -1, 10**400, [], {"usd": 1}])
def test_what_is_no_price_is_no_quote(
    venice: StandInVenice, settings: Settings, offered: object
) -> None:
    venice.video_quote = lambda _: json_answer({"quote": offered})

    with pytest.raises(UnusableAnswerError, match="where a price should be"):
        fetch_quote(VeniceClient(settings), REQUEST)


def test_a_refusal_keeps_what_venice_said(venice: StandInVenice, settings: Settings) -> None:
    venice.video_quote = lambda _: bad_quote("duration", "'8s'")

    with pytest.raises(RefusedError, match="Invalid request") as caught:
        fetch_quote(VeniceClient(settings), REQUEST)

    assert caught.value.body["issues"][0]["expected"] == "'8s'"
