"""The video page without a browser: prices by quotes, and what is said of them."""

from __future__ import annotations

import pytest

from pages.shared.named_rows import OPENED
from pages.shared.site import VIDEO
from tests.pages.video.video_driver import (
    PLAIN,
    PUBLISHED_MODELS,
    click_and_wait,
    clip_model,
    open_video,
    text_to_video,
)
from tests.support.page_driver import (
    chart_about,
    draw_every_tab,
    rerun,
    table_of,
    texts_of,
    written_table_of,
)
from tests.support.stand_in import StandInVenice, answer, model
from venice_data.quotes.published_rates import published_rates


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
        "10 seconds at 720p from models called “veo” take 2 clips of 5s: about $1.10"
        in texts_of(named)
    )
    among_others = open_video(video_duration="10s")

    assert (
        "A 10-second clip at 720p without audio costs about $0.51 to $4.62; the cheapest is "
        "Longcat-Text-To-Video" in texts_of(among_others)
    )
    bars = chart_about(among_others, "USD for 10 seconds, in whole clips, approximate")
    assert bars.rows["label"].iloc[-1] == "Veo3-Fast-Text-To-Video (with audio, 2 clips of 5s)"
    assert any("whole clips are counted" in text for text in texts_of(among_others))


def test_clips_that_all_models_take_are_said_once(venice: StandInVenice) -> None:
    """All labels said `2 clips of 8s`, the axis said a clip of 10 s, and each bar had a ring."""
    venice.payload = answer([clip_model(f"veo3{n}fast-text-to-video") for n in ("-", ".1-")])

    drawn = open_video(video_duration="10s")

    bars = chart_about(drawn, "USD for 2 clips of 5s, approximate")
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
