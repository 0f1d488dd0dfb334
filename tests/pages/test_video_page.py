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
    clip_model,
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
from venice_data.quotes.published_rates import published_rates

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
    # of one that only makes clips of 4 s, two whole ones count
    bars = chart_about(drawn, "USD for 5 seconds, in whole clips")
    assert OPENED in [parameter["name"] for parameter in bars.spec["params"]]
    assert bars.takeaway.startswith(
        "Video models by the price of a 5-second clip at 720p without audio; of those with one "
        "clip of that length, 2 models share $0.50: Other-Text-To-Video, Plain-Text-To-Video. "
    )
    assert dict(zip(bars.rows["label"], bars.rows["price_text"], strict=True)) == {
        "Other-Text-To-Video": "$0.50",
        "Plain-Text-To-Video": "$0.50",
        "Short-Text-To-Video (with audio, 2 clips of 4s)": "$0.80",
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

    quoted = chart_about(click_and_wait(drawn), "USD for 10 seconds, in whole clips")

    # ten cents a second, and three whole clips of four seconds
    *whole, short = quoted.rows["price_text"]
    assert whole == ["$1.00"] * len(whole)
    assert short == "$1.20"
    assert quoted.rows["label"].iloc[-1] == "Short-Text-To-Video (3 clips of 4s)"
    assert quoted.rows["ring"].tolist() == [*[""] * len(whole), "several clips"]


def test_a_clip_that_a_model_cannot_make_is_not_answered_as_if_it_could(
    venice: StandInVenice,
) -> None:
    """Veo makes 8 s: ten seconds of it were 1.25 times the price of a clip, “without audio”."""
    venice.payload = answer([clip_model("veo3-fast-text-to-video"), *PUBLISHED_MODELS])

    named = open_video(video_named="veo", video_duration="10s")
    assert (
        "10 seconds at 720p from models called “veo” take 2 clips of 8s: about $1.76"
        in texts_of(named)
    )
    among_others = open_video(video_duration="10s")

    assert (
        "A 10-second clip at 720p without audio costs about $0.51 to $4.62; the cheapest is "
        "Longcat-Text-To-Video" in texts_of(among_others)
    )
    bars = chart_about(among_others, "USD for 10 seconds, in whole clips, approximate")
    assert bars.rows["label"].iloc[-1] == "Veo3-Fast-Text-To-Video (with audio, 2 clips of 8s)"
    assert any("whole clips are counted" in text for text in texts_of(among_others))


def test_clips_that_all_models_take_are_said_once(venice: StandInVenice) -> None:
    """All labels said `2 clips of 8s`, the axis said a clip of 10 s, and each bar had a ring."""
    venice.payload = answer([clip_model(f"veo3{n}fast-text-to-video") for n in ("-", ".1-")])

    drawn = open_video(video_duration="10s")

    bars = chart_about(drawn, "USD for 2 clips of 8s, approximate")
    assert bars.rows["label"].tolist() == [
        "Veo3-Fast-Text-To-Video (with audio)",
        "Veo3.1-Fast-Text-To-Video",
    ]
    assert "ring" not in bars.rows
    assert not any("whole clips are counted" in text for text in texts_of(drawn))


def test_the_heading_says_no_sound_on_which_models_differ(venice: StandInVenice) -> None:
    venice.payload = answer([clip_model("veo3-fast-text-to-video"), *PUBLISHED_MODELS])

    of_all, of_one = open_video(), open_video(video_named="veo")

    assert any(text.startswith("A 5-second clip at 720p costs about") for text in texts_of(of_all))
    bars = chart_about(of_all, "USD for a 5-second clip, approximate")
    assert "Veo3-Fast-Text-To-Video (with audio)" in bars.rows["label"].tolist()
    assert (
        "A 5-second clip at 720p with audio from models called “veo” costs about $0.55"
        in texts_of(of_one)
    )


def test_the_heading_names_what_is_drawn_and_where_the_others_end(venice: StandInVenice) -> None:
    venice.payload = answer([clip_model(model_id) for model_id in published_rates()])

    drawn = open_video()

    (heading,) = [text for text in texts_of(drawn) if text.startswith("A 5-second clip")]
    prices = chart_about(drawn, "USD for a 5-second clip").rows["price_text"].tolist()
    assert len(prices) == 15
    assert f"costs about {prices[0]} to {prices[-1]} with the 15 cheapest, up to $" in heading


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
    assert table["USD per second"].isna().to_dict() == {
        "other-text-to-video": False,
        "plain-text-to-video": False,
        "short-text-to-video": False,
        "endless-text-to-video": True,
    }


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

    texts = texts_of(drawn)
    # the one length of which a price is published
    assert "A 30-second clip from Longcat-Text-To-Video costs about $1.53" in texts
    assert any("it makes clips of up to 30s" in text for text in texts)
    bars = chart_about(drawn, "USD for the clip, about")
    assert bars.rows["price_text"].tolist() == ["$1.53"]
    assert drawn.selectbox(key="video_one_duration").options == ["5s", "10s", "30s"]


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


def test_where_the_list_does_not_say_what_models_allow_the_published_rates_do(
    venice: StandInVenice,
) -> None:
    venice.payload = answer([clip_model("veo3.1-fast-text-to-video"), *PUBLISHED_MODELS])

    drawn = open_video(video_tab="What each allows")

    table = drawn.dataframe[0].value.set_index("Id")
    settings = dict(table.loc["veo3.1-fast-text-to-video"])
    assert settings["Durations"] == "up to 8s"
    assert (settings["Resolutions"], settings["Audio"]) == ("720p, 1080p, 4k", "selectable")
    assert table.loc["plain-text-to-video", "Durations"] == "not published"
    assert "What 3 of 4 video models allow" in texts_of(drawn)
    assert any(text.startswith("The model list does not say it") for text in texts_of(drawn))


def test_where_nothing_says_what_models_allow_there_is_no_tab_for_it(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN])

    assert [tab.label for tab in open_video().tabs] == ["Compare models", "One model"]
