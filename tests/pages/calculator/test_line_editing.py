"""A line of the calculator's basket: added, edited, priced, or about a clip with a quote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.pages.calculator.calculator_driver import (
    MILLION,
    MODELS,
    drawn_basket,
    edit_line,
    line_widget,
    metric,
    open_calculator,
    pick,
    with_four_models,
)
from tests.support.page_driver import (
    charts,
    serve,
    texts_of,
)
from tests.support.stand_in import model
from venice_data.costs.work import Chat, Line, Video
from venice_data.quotes.quote_answer import Quote
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import QuoteRequest


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("chat", "requests", 7),
        ("embed", "tokens", 7),
        ("images", "quality", "low"),
        ("edits", "input_images", 3),
        ("upscales", "factor", "4x"),
        ("speech", "characters", 7),
        ("transcription", "minutes", 7.5),
        ("music", "seconds", 30),
    ],
)
def test_a_line_of_each_kind_is_added_with_a_model_and_edited(
    kind: str, field: str, value: object
) -> None:
    drawn = pick(open_calculator(MILLION), "calculator_add", kind)

    added = drawn_basket(drawn).lines[1]
    assert (added.work.kind, added.frequency) == (kind, "month")
    assert added.model_id is not None
    edit_line(drawn, field, value, position=1)
    assert getattr(drawn_basket(drawn).lines[1].work, field) == value
    assert drawn_basket(drawn).lines[0] == MILLION


@with_four_models
def test_a_line_is_priced_and_says_how() -> None:
    drawn = open_calculator(MILLION)

    texts = texts_of(drawn)
    assert "**$1.00** per month" in texts
    assert "10 requests × 100,000 input × $1.00 / 1M = $1.00" in texts
    assert metric(drawn, "Per month") == "$1.00"
    # stood there: $0.00, of a free model; then $0.50, of one that is not private
    assert metric(drawn, "Cheapest that meets the needs, monthly") == "$1.00"


@with_four_models
def test_daily_work_is_priced_by_the_day_and_by_the_average_month() -> None:
    drawn = edit_line(open_calculator(MILLION), "frequency", "day")

    assert "**$1.00** per day, $30.42 per month" in texts_of(drawn)  # 365 / 12
    assert "A month counts as 365 / 12 days, the average." in texts_of(drawn)
    assert metric(drawn, "Per average day") == "$1.00"


@with_four_models
def test_one_off_work_is_a_total_of_its_own() -> None:
    drawn = edit_line(open_calculator(MILLION), "frequency", "once")

    assert metric(drawn, "Once") == "$1.00"
    assert metric(drawn, "Per month") == "$0.00"
    assert any("no recurring work" in text for text in texts_of(drawn))


@with_four_models
def test_what_is_read_from_the_cache_costs_its_own_price() -> None:
    drawn = edit_line(open_calculator(MILLION.with_model("b")), "cached_share", 50)

    # half a million at 0.50 and half at 0.10
    assert metric(drawn, "Per month") == "$0.30"


@pytest.mark.parametrize("share", [0.125, 0.07, 0.3333])
@with_four_models
def test_a_cached_share_of_a_link_is_computed_as_it_is(share: float) -> None:
    """A share of 0.125 in a link became 12% and changed the bill."""
    line = Line(Chat(10, 1_000, 100, cached_share=share), "b", "day")

    drawn = open_calculator(line)

    assert drawn_basket(drawn).lines == (line,)


@with_four_models
def test_every_model_is_offered_without_the_price_of_before_an_edit() -> None:
    """The box kept "A: $1.00" beside a line that cost $2.00 after an edit."""
    drawn = open_calculator(MILLION)

    assert line_widget(drawn, "model").options == ["Free", "B", "A", "Unpriced"]
    assert metric(edit_line(drawn, "model", "b"), "Per month") == "$0.50"


@with_four_models
def test_a_line_without_a_model_says_so() -> None:
    drawn = open_calculator(MILLION.with_model(None))

    assert "Not priced: no model chosen." in texts_of(drawn)
    assert charts(drawn)  # the substitutes


CLIP = QuoteRequest(
    "clip-text-to-video", "5s", "720p", audio=False, aspect_ratio=None, with_image=False
)


def _quote(request: QuoteRequest, usd_per_clip: float) -> None:
    """Let a quote be known, as if a visitor had asked for it."""
    shared_quote_service()._keep(request, Quote(usd_per_clip, request, datetime.now(UTC)))


def test_without_a_quote_video_is_added_at_about_what_it_costs() -> None:
    drawn = pick(open_calculator(MILLION), "calculator_add", "video")

    assert drawn_basket(drawn).lines[1].is_approximate
    assert any(text.startswith("This costs about $") for text in texts_of(drawn))


def test_a_quoted_clip_is_added_at_the_lowest_price_and_exchanged() -> None:
    serve([*MODELS, model("clip-text-to-video", "video", None)])
    _quote(CLIP, 0.5)
    _quote(replace(CLIP, duration="10s", resolution=None), 1.0)

    drawn = pick(open_calculator(MILLION), "calculator_add", "video")

    clip = Video(10, 0.5, "clip-text-to-video", "5s, 720p")
    assert drawn_basket(drawn).lines[1] == Line(clip, "clip-text-to-video", "month")
    assert line_widget(drawn, "clip", 1).options == [
        "Clip-Text-To-Video, 5s, 720p: $0.50",
        "Clip-Text-To-Video, 10s, one resolution: $1.00",
    ]
    edit_line(drawn, "clips", 3, position=1)
    edit_line(drawn, "clip", 1, position=1)
    longer = Video(3, 1.0, "clip-text-to-video", "10s, one resolution")
    assert drawn_basket(drawn).lines[1].work == longer
    assert metric(drawn, "Per month") == "$4.00"  # 3 clips, and the million tokens


def test_a_basket_keeps_a_quote_that_is_no_longer_known() -> None:
    clip = Video(2, 0.25, "gone-video", "5s")

    drawn = open_calculator(Line(clip, "gone-video", "month"))

    assert line_widget(drawn, "clip").options[0] == "gone-video, 5s: $0.25"
    assert drawn_basket(drawn).lines[0].work == clip


@with_four_models
def test_the_model_box_holds_no_price_that_an_edit_could_leave_behind() -> None:
    """It kept $14.36, the price from before the last edit, beside $2.79."""
    drawn = edit_line(open_calculator(MILLION), "input_tokens", 50_000)

    assert "**$0.50** per month" in texts_of(drawn)
    box = line_widget(drawn, "model")
    assert box.options == ["Free", "B", "A", "Unpriced"]
    assert box.value == "a"
