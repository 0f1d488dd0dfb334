"""The video page without a browser: prices by quotes, one model, and what each allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.named_rows import OPENED
from pages.shared.site import VIDEO
from tests.pages.video_driver import (
    PLAIN,
    PUBLISHED_MODELS,
    click_and_wait,
    open_video,
    quote,
    quotes_asked_for,
    quoting_site,
    text_to_video,
)
from tests.support.page_driver import (
    altair_at_rest,
    chart_about,
    charts,
    draw_every_tab,
    rerun,
    table_of,
    texts_of,
    written_table_of,
)
from tests.support.stand_in import StandInVenice, answer, json_answer, model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, venice: StandInVenice) -> Iterator[None]:
    yield from quoting_site(monkeypatch, tmp_path, venice)


def test_models_are_ranked_by_the_price_of_the_clip() -> None:
    drawn = open_video()
    assert "No quotes for this choice yet." in texts_of(drawn)

    click_and_wait(drawn)

    texts = texts_of(drawn)
    assert (
        "4 of 4 models have a quote. Quoted less than a minute ago. "
        "All 4 quotes for this choice are less than a day old." in texts
    )
    assert "A 5-second clip at 720p without audio costs $0.50" in texts
    bars = chart_about(drawn, "USD for a 5-second clip")
    assert OPENED in [parameter["name"] for parameter in bars.spec["params"]]
    assert bars.takeaway.startswith(
        "Video models by the price of a 5-second clip at 720p without audio; 3 models share "
        "$0.50: Other-Text-To-Video, Plain-Text-To-Video, "
        "Short-Text-To-Video (4s clips). "
    )
    assert dict(zip(bars.rows["label"], bars.rows["price_text"], strict=True)) == {
        "Other-Text-To-Video": "$0.50",
        "Plain-Text-To-Video": "$0.50",
        "Short-Text-To-Video (4s clips)": "$0.50",
    }
    rows = bars.spec["layer"][-1]["layer"][0]
    titles = [tooltip["title"] for tooltip in rows["encoding"]["tooltip"]]
    assert titles == [
        "Model",
        "The clip",
        "Per second",
        "As quoted",
        "Quoted for",
        "Privacy",
        "Quoted at",
    ]


def test_a_longer_clip_costs_more(venice: StandInVenice) -> None:
    """Choosing 10 s changed no figure: all were prices of a second."""
    venice.payload = answer([*PUBLISHED_MODELS, text_to_video("short", durations=["4s"])])

    drawn = open_video(video_duration="10s")

    assert (
        "A 10-second clip at 720p without audio costs about $0.51 to $4.62; the cheapest is "
        "Longcat-Text-To-Video" in texts_of(drawn)
    )
    about = chart_about(drawn, "USD for a 10-second clip, approximate")
    assert about.rows["price_text"].tolist() == ["$0.51", "$4.62"]

    quoted = chart_about(click_and_wait(drawn), "USD for a 10-second clip")

    # ten cents a second
    assert quoted.rows["price_text"].tolist() == ["$1.00"] * len(quoted.rows)
    assert "Short-Text-To-Video (4s clips)" in quoted.rows["label"].tolist()


def test_the_table_holds_what_was_quoted_and_for_what() -> None:
    table = table_of(click_and_wait(open_video()), "video_per_second").set_index("Id")

    assert table.columns.tolist() == [
        "Model",
        "USD for the clip",
        "USD per second",
        "USD as quoted",
        "Quoted for",
        "Privacy",
        "Quoted at",
    ]
    # ten cents a second for the 4 s that it allows
    assert table.loc["short-text-to-video", "USD as quoted"] == pytest.approx(0.4)
    assert table.loc["plain-text-to-video", "Quoted for"] == ""
    assert table["USD per second"].isna().tolist() == [False, False, False, True]


def test_dollars_stay_dollars_where_all_else_is_in_diem() -> None:
    cells = written_table_of(click_and_wait(open_video(currency="DIEM")), "video_per_second")

    assert cells.set_index("Id").loc["short-text-to-video", "USD as quoted"] == "$0.40"


def test_what_was_quoted_for_something_else_is_said() -> None:
    texts = texts_of(click_and_wait(open_video()))

    (nearest,) = [text for text in texts if text.startswith("Quoted for the nearest")]
    assert (
        "Short-Text-To-Video (4s instead of 5s, 480p instead of 720p, audio not selectable)"
        in nearest
    )
    assert "No duration stated: Endless-Text-To-Video, $0.50 per clip." in texts


def test_a_kind_that_the_filters_leave_out_can_no_longer_be_chosen(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN, model("still-image-to-video", "video", None)])
    drawn = open_video(video_kind="image-to-video")
    assert drawn.button(key="video_comparison_ask").label == "Get 1 quote"

    drawn.session_state["search"] = "plain"
    rerun(drawn)

    kind = drawn.selectbox(key="video_kind")
    assert (kind.options, kind.value) == (["any", "text-to-video"], "any")


def test_headings_come_in_order(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)

    for drawn in draw_every_tab(VIDEO):
        assert drawn.title[0].value
        assert drawn.header
        assert not drawn.subheader


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

    assert ("A 5-second clip from Longcat-Text-To-Video costs about $0.255") in texts_of(drawn)


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


def test_what_each_model_allows_is_listed_as_published() -> None:
    drawn = open_video(video_tab="What each allows")

    table = drawn.dataframe[0].value.set_index("Id")
    assert table.loc["plain-text-to-video", "Durations"] == "not published"
    short = dict(table.loc["short-text-to-video"])
    assert (short["Durations"], short["Aspect ratios"]) == ("4s", "not selectable")
    assert short["Audio"] == "always"
    assert table.loc["endless-text-to-video", "Audio"] == "selectable"


def test_a_list_without_constraints_says_how_to_find_out(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN])

    drawn = open_video(video_tab="What each allows")

    texts = texts_of(drawn)
    assert drawn.dataframe[0].value.columns.tolist() == ["Model", "Kind", "Privacy", "Id"]
    assert any(text.startswith("This list does not say what its models") for text in texts)
