"""The video page about one model: what its clips cost by duration, resolution and audio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.shared.link_driver import choose
from tests.pages.video.video_driver import (
    PUBLISHED_MODELS,
    click_and_wait,
    clip_model,
    open_video,
    quote,
    quotes_asked_for,
)
from tests.support.page_driver import (
    altair_at_rest,
    chart_about,
    charts,
    read,
    rerun,
    table_of,
    texts_of,
)
from tests.support.stand_in import StandInVenice, answer, json_answer

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def _one_model(name: str) -> AppTest:
    drawn = open_video(video_tab="One model", video_model=f"{name}-text-to-video")
    assert "No quotes for this model yet." in texts_of(drawn)
    return drawn


def test_a_model_is_drawn_by_duration_resolution_and_audio(
    monkeypatch: pytest.MonkeyPatch, venice: StandInVenice
) -> None:
    drawn = click_and_wait(_one_model("plain"), "video_one")
    with altair_at_rest(monkeypatch):
        rerun(drawn)

    # two durations, three resolutions, with audio and without
    assert len(quotes_asked_for(venice)) == 12
    lines = chart_about(drawn, "USD per clip")
    assert len(lines.rows) == 12
    assert set(lines.rows["price_text"]) == {"$0.50", "$1.00"}
    assert lines.takeaway.startswith(
        "A clip from Plain-Text-To-Video costs $0.50 to $1.00, by duration, resolution and audio. "
        "5s, 480p, without audio: $0.50; "
    )
    texts = texts_of(drawn)
    (lowest,) = [text for text in texts if text.startswith("Minimum: ")]
    assert lowest.startswith("Minimum: **$0.50** for 5s, 480p, without audio.")
    assert table_of(drawn, "video_by_duration").columns.tolist() == [
        "Duration",
        "Resolution",
        "Audio",
        "USD for the clip",
        "Quoted at",
    ]


def test_before_any_quote_of_a_model_its_published_rates_head_it(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)

    drawn = open_video(video_tab="One model", video_model="longcat-text-to-video")

    texts = texts_of(drawn)
    # as long as is compared at first
    assert "A 5-second clip from Longcat-Text-To-Video costs about $0.255" in texts
    assert any("it makes clips of up to 30s" in text for text in texts)
    lines = chart_about(drawn, "USD per clip, about")
    assert lines.rows["price_text"].tolist() == ["$0.255", "$0.51", "$1.53"]
    assert lines.rows["written"].tolist() == ["$0.255", "$0.51", "$1.53"]
    assert "costs about $0.255 to $1.53, by duration, resolution and audio" in lines.takeaway
    assert drawn.selectbox(key="video_one_duration").options == ["5s", "10s", "30s"]
    assert "A 5-second clip" in read(drawn.header[0].value)


def test_one_model_takes_up_what_is_compared(venice: StandInVenice) -> None:
    """With veo for 10 s in the address it showed Longcat at 30 s, the longest of its clips."""
    veos = [clip_model(f"veo3-{kind}-text-to-video") for kind in ("full", "fast")]
    venice.payload = answer([*PUBLISHED_MODELS, *veos])

    drawn = open_video(video_tab="One model", video_named="veo", video_duration="10s")

    # 8 s is the longest that it makes, so the nearest
    heading = "An 8-second clip from Veo3-Fast-Text-To-Video costs about $0.88"
    assert heading in texts_of(drawn)


def test_one_model_takes_up_what_was_compared_on_the_other_tab(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)
    drawn = open_video()
    drawn.text_input(key="video_named").set_value("kling")
    drawn.button_group(key="video_duration").set_value("10s")
    rerun(drawn)

    drawn.session_state["video_tab"] = "One model"

    for _ in range(2):  # also once nothing of the other tab is in the address
        texts = texts_of(rerun(drawn))
        assert "A 10-second clip from Kling-O3-4K-Text-To-Video costs about $4.62" in texts

    # It stood in no link: the same address opened anew showed Longcat at 5 s.
    names = ("video_tab", "video_model", "video_one_duration")
    link = {name: drawn.query_params[name] for name in names if name in drawn.query_params}
    assert texts_of(open_video(**{"video_tab": "One model"} | link)) == texts


def test_one_model_follows_what_is_compared_until_one_is_chosen(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)
    drawn = open_video()

    def heading_of_one(name: str, duration: str) -> str:
        choose(drawn, "video_tab", "Compare models")
        choose(drawn, "video_named", name)
        choose(drawn, "video_duration", duration)
        return read(choose(drawn, "video_tab", "One model").header[0].value)

    assert heading_of_one("kling", "10s").startswith("A 10-second clip from Kling-O3-4K")
    assert heading_of_one("kling", "5s").startswith("A 5-second clip from Kling-O3-4K")
    assert heading_of_one("plain", "5s").startswith("Plain-Text-To-Video: ")
    assert heading_of_one("", "10s").startswith("A 10-second clip from Longcat")
    drawn.selectbox(key="video_model_picked").set_value("kling-o3-4k-text-to-video")
    rerun(drawn)
    assert heading_of_one("longcat", "5s").startswith("A 5-second clip from Kling-O3-4K")


def test_with_a_clip_of_no_length_one_model_opens_with_one_that_has_a_price(
    venice: StandInVenice,
) -> None:
    """With Auto it opened with the first of the list, of which nothing was known."""
    auto = clip_model("auto-text-to-video", durations=["auto"])
    venice.payload = answer([auto, *PUBLISHED_MODELS])

    drawn = open_video(video_tab="One model", video_duration="auto")

    assert "from Longcat-Text-To-Video costs about" in read(drawn.header[0].value)


@pytest.mark.parametrize(
    ("model_id", "written"),
    [
        # with sound and without it costs the same
        ("vidu-q3-text-to-video", ["$0.445", "$0.89", "$1.42", "$0.975", "$1.95", "$3.12"]),
        ("veo3.1-full-text-to-video", []),
    ],
)
def test_prices_are_written_at_points_that_leave_room(
    model_id: str, written: list[str], venice: StandInVenice
) -> None:
    venice.payload = answer([clip_model(model_id)])

    lines = chart_about(open_video(video_tab="One model"), "USD per clip, about")

    assert sorted(filter(None, lines.rows["written"])) == sorted(written)


def test_the_lowest_of_some_settings_is_not_called_the_minimum(venice: StandInVenice) -> None:
    refused = json_answer({"error": "Not today"}, 404)
    venice.video_quote = lambda body: refused if body["resolution"] == "480p" else quote(body)

    texts = texts_of(click_and_wait(_one_model("plain"), "video_one"))

    lowest = "Lowest quote so far (not every setting has one): **$0.50** for 5s, 720p"
    assert any(text.startswith(lowest) for text in texts)
    assert "4 without a quote" in texts


def test_durations_without_seconds_are_not_plotted() -> None:
    drawn = click_and_wait(_one_model("endless"), "video_one")

    assert charts(drawn) == []
    assert "This model's durations are not in seconds, so there is nothing to plot." in texts_of(
        drawn
    )
