"""The video page on what each model lets people choose, and who makes the longest clips."""

from __future__ import annotations

from tests.pages.video.video_driver import PLAIN, PUBLISHED_MODELS, clip_model, open_video
from tests.support.page_driver import chart_about, texts_of
from tests.support.stand_in import StandInVenice, answer


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
    # a table with no finding stood there alone
    assert "The longest clip is 30s, from Longcat-Text-To-Video" in texts_of(drawn)
    bars = chart_about(drawn, "Longest clip, in seconds")
    assert bars.rows["told"].tolist() == ["30s, 720p", "15s", "8s, 4k"]
    assert "Source: Venice's documentation, published on 28 September 2026." in "".join(
        texts_of(drawn)
    )
    assert any(text.startswith("The model list does not say it") for text in texts_of(drawn))


def test_what_models_of_a_name_allow_is_listed_for_them_alone(venice: StandInVenice) -> None:
    """With veo in the address, whose prices stood on the other tab, it listed all models."""
    veos = [clip_model(f"veo3.1-{kind}-text-to-video") for kind in ("full", "fast")]
    venice.payload = answer([*veos, *PUBLISHED_MODELS])

    drawn = open_video(video_tab="What each allows", video_named="veo")
    of_none = open_video(video_tab="What each allows", video_named="veoo")

    assert "The longest clip is 8s, from all 2 models called “veo”" in texts_of(drawn)
    assert sorted(drawn.dataframe[0].value["Id"]) == sorted(one["id"] for one in veos)
    assert drawn.text_input(key="video_named").value == "veo"
    assert "There are no video models called “veoo”" in texts_of(of_none)


def test_whose_lengths_are_meant_is_said_where_they_are_counted(venice: StandInVenice) -> None:
    """It said `from Veo3.1-Full called “veo”`, and `all 2` where a third was not known."""
    veos = [clip_model(f"veo3.1-{kind}-text-to-video") for kind in ("full", "fast")]
    venice.payload = answer([*veos, clip_model("veo-unknown"), *PUBLISHED_MODELS])

    of_some = open_video(video_tab="What each allows", video_named="veo")
    of_one = open_video(video_tab="What each allows", video_named="veo3.1-full")

    known = "The longest clip is 8s, from all 2 models called “veo” whose lengths are known"
    assert known in texts_of(of_some)
    assert "The longest clip is 8s, from Veo3.1-Full-Text-To-Video" in texts_of(of_one)
    assert "What 1 of 1 video model called “veo3.1-full” allows" in texts_of(of_one)


def test_where_nothing_is_known_of_those_of_a_name_no_source_is_named(
    venice: StandInVenice,
) -> None:
    """`These are the settings of the rates published` stood over a table without any."""
    venice.payload = answer(PUBLISHED_MODELS)

    texts = texts_of(open_video(video_tab="What each allows", video_named="plain"))

    assert "1 video model called “plain”: what it allows is not published" in texts
    assert not any(text.startswith("The model list does not say it") for text in texts)


def test_where_nothing_says_what_models_allow_there_is_no_tab_for_it(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN])

    assert [tab.label for tab in open_video().tabs] == ["Compare models", "One model"]
