"""The video page without a browser: asking for quotes, what they say, and what failed."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.chart_parts import OPENED
from pages.shared.site import VIDEO
from pages.video import quoting
from tests.support.page_driver import (
    altair_at_rest,
    chart_about,
    charts,
    draw,
    draw_every_tab,
    offline_site,
    rerun,
    start_anew,
    table_of,
    texts_of,
    written_table_of,
)
from tests.support.stand_in import (
    Answer,
    StandInVenice,
    answer,
    json_answer,
    model,
    quote_by_seconds,
)
from venice_data.quotes.quote_service import QuoteService

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from venice_data.quotes.batch import BatchSeries
    from venice_data.quotes.video_quotes import QuoteRequest


def _video(model_id: str, **constraints: object) -> dict[str, Any]:
    return model(f"{model_id}-text-to-video", "video", None, constraints=constraints)


# Two models that say nothing of what they take, and two that do.
PLAIN = _video("plain")
MODELS = [
    PLAIN,
    _video("other"),
    _video("short", durations=["4s"], resolutions=["480p"], audio=True),
    _video("endless", durations=["auto"], resolutions=["720p"], audio_configurable=True),
]


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, venice: StandInVenice) -> Iterator[None]:
    """Let the pages ask the stand-in for a list of four video models and for quotes."""
    site = offline_site(monkeypatch, tmp_path)
    next(site)
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.payload = answer(MODELS)
    venice.video_quote = _quote
    yield
    next(site, None)


def _open(**link: str) -> AppTest:
    """Open the video page with the list that the stand-in serves now."""
    start_anew()
    return draw(VIDEO, **link)


def _quote(body: dict[str, Any]) -> Answer:
    """Quote ten cents a second, and half a dollar where no seconds are named."""
    return json_answer({"quote": 0.5}) if body["duration"] == "auto" else quote_by_seconds(body)


def _click_and_wait(drawn: AppTest, key: str = "video_comparison") -> AppTest:
    """Ask for the quotes that are missing, and draw the page once they have come or failed."""
    drawn.button(key=f"{key}_ask").click()
    rerun(drawn)
    while not _series(drawn, key).is_done:
        _wait(drawn, key)
        rerun(drawn)
    return rerun(drawn)


def _series(drawn: AppTest, key: str = "video_comparison") -> BatchSeries[QuoteRequest]:
    series: BatchSeries[QuoteRequest] = drawn.session_state[f"{key}_series"]
    return series


def _wait(drawn: AppTest, key: str = "video_comparison", *, but_for: str = "") -> None:
    """Wait until every quote of the last batch has come or failed, but for those of one model."""
    for request, future in _series(drawn, key)._batches[-1]._futures.items():
        if request.model_id != but_for:
            future.exception(timeout=20)


def test_models_are_ranked_by_the_price_of_a_second() -> None:
    drawn = _open()
    assert "No quotes for this choice yet." in texts_of(drawn)

    _click_and_wait(drawn)

    texts = texts_of(drawn)
    assert (
        "4 of 4 models have a quote. Quoted less than a minute ago. "
        "All 4 quotes for this choice are less than a day old." in texts
    )
    assert "A clip of 5s at 720p without audio costs $0.10 per second" in texts
    bars = chart_about(drawn, "USD per second of video")
    assert OPENED in [parameter["name"] for parameter in bars.spec["params"]]
    assert bars.takeaway.startswith(
        "Video models by price per second; 3 models share the lowest price: "
        "Other-Text-To-Video, Plain-Text-To-Video, Short-Text-To-Video. "
    )
    assert dict(zip(bars.rows["label"], bars.rows["price_text"], strict=True)) == {
        "Other-Text-To-Video": "$0.10",
        "Plain-Text-To-Video": "$0.10",
        "Short-Text-To-Video": "$0.10",
    }
    titles = [tooltip["title"] for tooltip in bars.spec["layer"][0]["encoding"]["tooltip"]]
    assert titles == ["Model", "Per second", "The clip", "Quoted for", "Privacy", "Quoted at"]


def test_the_table_holds_what_was_quoted_and_for_what() -> None:
    table = table_of(_click_and_wait(_open()), "video_per_second").set_index("Id")

    assert table.columns.tolist() == [
        "Model",
        "USD per second",
        "USD for the clip",
        "Quoted for",
        "Privacy",
        "Quoted at",
    ]
    # ten cents a second for the 4 s that it allows
    assert table.loc["short-text-to-video", "USD for the clip"] == pytest.approx(0.4)
    assert table.loc["plain-text-to-video", "Quoted for"] == ""
    assert table["USD per second"].isna().tolist() == [False, False, False, True]


def test_dollars_stay_dollars_where_all_else_is_in_diem() -> None:
    cells = written_table_of(_click_and_wait(_open(currency="DIEM")), "video_per_second")

    assert cells.set_index("Id").loc["short-text-to-video", "USD for the clip"] == "$0.40"


def test_what_was_quoted_for_something_else_is_said() -> None:
    texts = texts_of(_click_and_wait(_open()))

    (nearest,) = [text for text in texts if text.startswith("Quoted for the nearest")]
    assert (
        "Short-Text-To-Video (4s instead of 5s, 480p instead of 720p, audio not selectable)"
        in nearest
    )
    assert "No duration stated: Endless-Text-To-Video, $0.50 per clip." in texts


def test_a_kind_that_the_filters_leave_out_can_no_longer_be_chosen(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN, model("still-image-to-video", "video", None)])
    drawn = _open(video_kind="image-to-video")
    assert drawn.button(key="video_comparison_ask").label == "Get 1 quote"

    drawn.session_state["search"] = "plain"
    rerun(drawn)

    kind = drawn.selectbox(key="video_kind")
    assert (kind.options, kind.value) == (["any", "text-to-video"], "any")


def test_only_failures_leave_no_prices_and_say_why(venice: StandInVenice) -> None:
    venice.video_quote = lambda _: json_answer({"error": "Model is *gone*"}, 404)

    drawn = _click_and_wait(_open())

    texts = texts_of(drawn)
    assert "4 without a quote" in texts
    (reasons,) = [text for text in texts if "Model is *gone*" in text]
    assert reasons.startswith("- ")
    assert reasons.endswith(
        ": Plain-Text-To-Video (5s), Other-Text-To-Video (5s), Short-Text-To-Video (4s), "
        "Endless-Text-To-Video (auto)"
    )
    assert "No quotes for this choice yet." in texts
    assert not [chart for chart in charts(drawn) if "USD" in json.dumps(chart.spec)]


def test_one_failure_is_told_in_the_singular(venice: StandInVenice) -> None:
    failing = {"plain-text-to-video": json_answer({"error": "Model is gone"}, 404)}
    venice.video_quote = lambda body: failing.get(body["model"]) or _quote(body)

    drawn = _click_and_wait(_open())

    assert "1 without a quote" in texts_of(drawn)
    assert drawn.button(key="video_comparison_ask").label == "Get 1 quote"


@dataclass(frozen=True)
class _Gate:
    """Holds every quote back until it is opened, and counts those that wait before it."""

    opened: threading.Event = field(default_factory=threading.Event)
    arrivals: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def await_requests(self, count: int) -> None:
        for _ in range(count):
            assert self.arrivals.acquire(timeout=20)


@pytest.fixture
def gate(venice: StandInVenice) -> Iterator[_Gate]:
    """Hold every quote back until the gate is opened, at the end of the test at the latest."""
    held_back = _Gate()

    def quote_when_open(body: dict[str, Any]) -> Answer:
        held_back.arrivals.release()
        held_back.opened.wait(20)
        return _quote(body)

    venice.video_quote = quote_when_open
    yield held_back
    held_back.opened.set()


def test_progress_is_shown_and_the_rest_can_be_stopped(
    venice: StandInVenice, gate: _Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    venice.payload = answer([_video(f"m{number}") for number in range(6)])
    drawn = _open()
    monkeypatch.setattr(QuoteService, "seconds_blocked", lambda _: 12.0)

    drawn.button(key="video_comparison_ask").click()
    rerun(drawn)

    progress = drawn.get("progress")[0].proto
    assert progress.text == "0 of 6 quotes; Venice asks for a pause of 12 s"
    # four are on their way at once
    gate.await_requests(4)
    drawn.button(key="video_comparison_stop").click()
    rerun(drawn)
    gate.opened.set()
    _wait(drawn)
    rerun(drawn)
    assert "2 without a quote" in texts_of(drawn)
    assert "4 of 6 models have a quote. Quoted less than a minute ago." in texts_of(drawn)


def test_how_long_the_rest_takes_is_estimated(venice: StandInVenice) -> None:
    last = threading.Event()

    def all_but_plain(body: dict[str, Any]) -> Answer:
        if body["model"] == "plain-text-to-video":
            last.wait(20)
        return _quote(body)

    venice.video_quote = all_but_plain
    drawn = _open()
    drawn.button(key="video_comparison_ask").click()
    rerun(drawn)
    _wait(drawn, but_for="plain-text-to-video")

    rerun(drawn)

    assert drawn.get("progress")[0].proto.text.startswith("3 of 4 quotes, about ")
    last.set()


def test_one_press_asks_for_all_batch_by_batch(
    venice: StandInVenice, gate: _Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quoting, "MOST_AT_A_TIME", 2)
    venice.payload = answer([_video(f"m{number}") for number in range(5)])
    drawn = _open()
    assert drawn.button(key="video_comparison_ask").label == "Get 5 quotes"

    drawn.button(key="video_comparison_ask").click()
    rerun(drawn)
    gate.await_requests(2)
    rerun(drawn)
    assert drawn.get("progress")[0].proto.text == "0 of 5 quotes"
    assert len(_quotes_asked_for(venice)) == 2
    gate.opened.set()
    while not _series(drawn).is_done:
        _wait(drawn)
        rerun(drawn)
    rerun(drawn)

    assert (
        "5 of 5 models have a quote. Quoted less than a minute ago. "
        "All 5 quotes for this choice are less than a day old." in texts_of(drawn)
    )
    assert len(_quotes_asked_for(venice)) == 5
    assert not drawn.get("progress")


def _quotes_asked_for(venice: StandInVenice) -> list[str]:
    """Return the models whose quotes were asked for, in that order."""
    return [
        json.loads(request.body)["model"]
        for request in venice.requests
        if request.path.endswith("/video/quote")
    ]


def test_the_last_shared_quotes_are_shown_on_arrival_with_their_age(
    venice: StandInVenice, tmp_path: Path
) -> None:
    _click_and_wait(_open())
    file = tmp_path / "quotes.json"
    kept = json.loads(file.read_text())
    for number, entry in enumerate(kept):
        age = timedelta(days=3 * number, hours=1)
        entry["quote"]["quoted_at"] = (datetime.now(UTC) - age).isoformat()
    file.write_text(json.dumps(kept))
    asked = len(_quotes_asked_for(venice))

    drawn = _open()

    assert (
        "4 of 4 models have a quote. Quoted 9 days ago to 1 hour ago; 3 more than a day ago, "
        "so ask again to be sure." in texts_of(drawn)
    )
    assert len(chart_about(drawn, "USD per second of video").rows) == 3
    assert drawn.button(key="video_comparison_ask").label == "Get 3 quotes"
    assert len(_quotes_asked_for(venice)) == asked


def _clip_of(model_id: str, **constraints: object) -> dict[str, Any]:
    return model(model_id, "video", None, constraints=constraints)


# Two with published rates and one without.
PUBLISHED_MODELS = [
    _clip_of("kling-o3-4k-text-to-video"),
    _clip_of("longcat-text-to-video"),
    PLAIN,
]


def test_before_any_quote_published_rates_are_drawn_and_marked(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)

    drawn = _open()

    assert (
        "A clip of 5s at 720p without audio costs about $0.051 to $0.462 per second; the cheapest "
        "is Longcat-Text-To-Video, by rates published on 28 September 2026" in texts_of(drawn)
    )
    bars = chart_about(drawn, "USD per second, approximate")
    assert bars.rows["model_id"].tolist() == ["longcat-text-to-video", "kling-o3-4k-text-to-video"]
    assert bars.rows["setting"].tolist() == ["720p, without audio", "without audio"]
    assert any("Venice's documentation" in text for text in texts_of(drawn))
    assert _quotes_asked_for(venice) == []


def test_quotes_and_published_rates_stand_on_axes_of_their_own(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)
    failing = {"longcat-text-to-video": json_answer({"error": "Not today"}, 404)}
    venice.video_quote = lambda body: failing.get(body["model"]) or _quote(body)

    drawn = _click_and_wait(_open())

    quoted, about = charts(drawn)
    assert set(quoted.rows["model_id"]) == {"kling-o3-4k-text-to-video", "plain-text-to-video"}
    assert about.rows["model_id"].tolist() == ["longcat-text-to-video"]
    assert (
        "Without a quote yet: 1 video model at about $0.051 per second, by rates published on "
        "28 September 2026" in texts_of(drawn)
    )


def test_what_is_known_to_be_cheap_is_asked_for_first(
    venice: StandInVenice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quoting, "MOST_AT_A_TIME", 1)
    venice.payload = answer([PLAIN, *PUBLISHED_MODELS[:2]])

    _click_and_wait(_open())

    assert _quotes_asked_for(venice) == [
        "longcat-text-to-video",
        "kling-o3-4k-text-to-video",
        "plain-text-to-video",
    ]


def test_without_quotes_and_rates_the_picture_is_what_models_allow() -> None:
    drawn = _open()

    assert "The longest clip is 4s, from Short-Text-To-Video" in texts_of(drawn)
    bars = chart_about(drawn, "Longest clip, in seconds")
    assert bars.rows["told"].tolist() == ["4s, 480p"]
    assert OPENED in [parameter["name"] for parameter in bars.spec["params"]]


def test_where_nothing_is_known_the_page_says_so(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN, _video("other")])

    drawn = _open()

    assert "2 video models, none with a quote for 5s at 720p without audio yet" in texts_of(drawn)
    assert charts(drawn) == []


def test_headings_come_in_order(venice: StandInVenice) -> None:
    venice.payload = answer(PUBLISHED_MODELS)

    for drawn in draw_every_tab(VIDEO):
        assert drawn.title[0].value
        assert drawn.header
        assert not drawn.subheader


def test_offline_no_quote_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _open()
    monkeypatch.setenv("VENICE_OFFLINE", "1")

    drawn = _open()

    assert drawn.button(key="video_comparison_ask").disabled
    assert any("No new quotes can be requested now" in text for text in texts_of(drawn))


def _one_model(name: str) -> AppTest:
    drawn = _open(video_tab="One model", video_model=f"{name}-text-to-video")
    assert "No quotes for this model yet." in texts_of(drawn)
    return drawn


def test_a_model_is_drawn_by_duration_resolution_and_audio(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = _click_and_wait(_one_model("plain"), "video_one")
    with altair_at_rest(monkeypatch):
        rerun(drawn)

    # two durations, three resolutions, with audio and without
    lines = chart_about(drawn, "USD per clip")
    assert len(lines.rows) == 12
    assert set(lines.rows["price_text"]) == {"$0.50", "$1.00"}
    assert lines.takeaway == "Price of a clip from Plain-Text-To-Video by duration"
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


def test_the_lowest_of_some_settings_is_not_called_the_minimum(venice: StandInVenice) -> None:
    refused = json_answer({"error": "Not today"}, 404)
    venice.video_quote = lambda body: refused if body["resolution"] == "480p" else _quote(body)

    texts = texts_of(_click_and_wait(_one_model("plain"), "video_one"))

    lowest = "Lowest quote so far (not every setting has one): **$0.50** for 5s, 720p"
    assert any(text.startswith(lowest) for text in texts)
    assert "4 without a quote" in texts


def test_durations_without_seconds_are_not_plotted() -> None:
    drawn = _click_and_wait(_one_model("endless"), "video_one")

    assert charts(drawn) == []
    assert "This model's durations are not in seconds, so there is nothing to plot." in texts_of(
        drawn
    )


def test_what_each_model_allows_is_listed_as_published() -> None:
    drawn = _open(video_tab="What each allows")

    table = drawn.dataframe[0].value.set_index("Id")
    assert table.loc["plain-text-to-video", "Durations"] == "not published"
    short = dict(table.loc["short-text-to-video"])
    assert (short["Durations"], short["Aspect ratios"]) == ("4s", "not selectable")
    assert short["Audio"] == "always"
    assert table.loc["endless-text-to-video", "Audio"] == "selectable"


def test_a_list_without_constraints_says_how_to_find_out(venice: StandInVenice) -> None:
    venice.payload = answer([PLAIN])

    texts = texts_of(_open(video_tab="What each allows"))

    assert any(text.startswith("This list does not say what its models") for text in texts)
