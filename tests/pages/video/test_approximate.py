"""What the video page says before anybody asks: quotes of before, and published rates."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pages.shared.named_rows import OPENED
from tests.pages.video.video_driver import (
    PLAIN,
    PUBLISHED_MODELS,
    click_and_wait,
    clip_model,
    open_video,
    quote,
    quotes_asked_for,
    text_to_video,
)
from tests.support.page_driver import (
    chart_about,
    charts,
    texts_of,
)
from tests.support.stand_in import StandInVenice, answer, json_answer

if TYPE_CHECKING:
    from pathlib import Path


def test_the_last_shared_quotes_are_shown_on_arrival_with_their_age(
    venice: StandInVenice, tmp_path: Path
) -> None:
    click_and_wait(open_video())
    file = tmp_path / "quotes.json"
    kept = json.loads(file.read_text())
    for number, entry in enumerate(kept):
        age = timedelta(days=3 * number, hours=1)
        entry["quote"]["quoted_at"] = (datetime.now(UTC) - age).isoformat()
    file.write_text(json.dumps(kept))
    asked = len(quotes_asked_for(venice))

    drawn = open_video()

    assert (
        "4 of 4 models have a quote. Quoted 9 days ago to 1 hour ago; 3 more than a day ago, "
        "so ask again to be sure." in texts_of(drawn)
    )
    assert len(chart_about(drawn, "USD for 5 seconds, in whole clips").rows) == 3
    assert drawn.button(key="video_comparison_ask").label == "Get 3 quotes"
    assert len(quotes_asked_for(venice)) == asked


def test_before_any_quote_published_rates_are_drawn_and_marked(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)

    drawn = open_video()

    assert (
        "A 5-second clip at 720p without audio costs about $0.255 to $2.31; the cheapest is "
        "Longcat-Text-To-Video" in texts_of(drawn)
    )
    bars = chart_about(drawn, "USD for a 5-second clip, approximate")
    assert bars.rows["model_id"].tolist() == ["longcat-text-to-video", "kling-o3-4k-text-to-video"]
    assert bars.rows["setting"].tolist() == ["720p, without audio", "without audio"]
    assert any("Venice's documentation" in text for text in texts_of(drawn))
    assert quotes_asked_for(venice) == []


def test_models_are_found_by_a_part_of_their_name(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)

    drawn = open_video(video_named="KLING", video_duration="10s")

    assert any(text.startswith("A 10-second clip") for text in texts_of(drawn))
    bars = chart_about(drawn, "USD for a 10-second clip, approximate")
    assert bars.rows["model_id"].tolist() == ["kling-o3-4k-text-to-video"]
    assert bars.takeaway.startswith("Video models called “KLING” by the approximate price")
    assert drawn.button(key="video_comparison_ask").label == "Get 1 quote"


def test_a_name_that_no_model_has_is_told_beside_its_field(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)

    drawn = open_video(video_named="klingg")

    assert "There are no video models called “klingg”" in texts_of(drawn)
    assert drawn.text_input(key="video_named").value == "klingg"


def test_quotes_and_published_rates_stand_on_axes_of_their_own(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)
    failing = {"longcat-text-to-video": json_answer({"error": "Not today"}, 404)}
    venice.video_quote = lambda body: failing.get(body["model"]) or quote(body)

    drawn = click_and_wait(open_video())

    quoted, about = charts(drawn)
    assert set(quoted.rows["model_id"]) == {"kling-o3-4k-text-to-video", "plain-text-to-video"}
    assert about.rows["model_id"].tolist() == ["longcat-text-to-video"]
    assert (
        "Without a quote yet: 1 video model at about $0.255, by rates published on "
        "28 September 2026" in texts_of(drawn)
    )


def test_without_quotes_and_rates_the_picture_is_what_models_allow() -> None:
    drawn = open_video()

    assert "The longest clip is 4s, from Short-Text-To-Video" in texts_of(drawn)
    bars = chart_about(drawn, "Longest clip, in seconds")
    assert bars.rows["told"].tolist() == ["4s, 480p"]
    assert OPENED in [parameter["name"] for parameter in bars.spec["params"]]


@pytest.mark.parametrize("link", [{"video_named": "m1"}, {"video_kind": "text-to-video"}])
def test_without_quotes_and_rates_only_the_models_that_are_meant_are_drawn(
    link: dict[str, str], venice: StandInVenice
) -> None:
    """Below “1 video model called “m1”” all three were drawn."""
    venice.payload = answer(
        [
            clip_model("m1", model_type="text-to-video", durations=["4s"]),
            clip_model("m2", model_type="image-to-video", durations=["8s"]),
            clip_model("m3", model_type="image-to-video", durations=["8s"]),
        ]
    )

    bars = chart_about(open_video(**link), "Longest clip, in seconds")

    assert bars.rows["label"].tolist() == ["M1"]
    assert bars.takeaway.startswith("The longest clip is 4s, from M1.")


def test_where_nothing_is_known_the_page_says_so(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN, text_to_video("other")])

    drawn = open_video()

    assert (
        "2 video models, none with a quote for a 5-second clip at 720p without audio yet"
        in texts_of(drawn)
    )
    assert charts(drawn) == []
