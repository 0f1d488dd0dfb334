"""The calculator's basket: begun from an example, edited line by line, added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from pages.shared.site import CALCULATOR
from pages.shared.view import view_of
from tests.pages.calculator_driver import (
    MILLION,
    MODELS,
    click,
    drawn_basket,
    edit_line,
    line_widget,
    metric,
    open_calculator,
    pick,
    with_four_models,
)
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    rerun,
    serve,
    table_of,
    texts_of,
)
from tests.support.stand_in import model, text_model
from venice_data.catalog.filters import Filters
from venice_data.costs.presets import PRESETS
from venice_data.costs.work import Chat, Line, Video
from venice_data.live.store import shared_store
from venice_data.quotes.quote_answer import Quote
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import QuoteRequest

IS_AN_EXAMPLE: Final = (
    "An example: a support bot that answers 4,000 messages a day. Change anything, or start empty."
)


@with_four_models
def test_an_example_is_there_at_once_and_nobodys_until_it_is_changed() -> None:
    """The page opened empty."""
    drawn = draw(CALCULATOR)

    assert IS_AN_EXAMPLE in texts_of(drawn)
    support_bot, _ = PRESETS[next(iter(PRESETS))][0]
    assert isinstance(support_bot, Chat)
    assert line_widget(drawn, "requests").value == support_bot.requests
    assert "calculator_basket" not in drawn.session_state
    assert "basket_text" not in drawn.session_state  # kept for the other pages
    # no link to a basket of nobody's
    assert {box.key for box in drawn.text_input} == {"search", "calculator_described"}

    edit_line(drawn, "requests", 1_000)

    assert IS_AN_EXAMPLE not in texts_of(drawn)
    (line,) = drawn_basket(drawn).lines
    assert line.work == replace(support_bot, requests=1_000)


@with_four_models
def test_an_example_is_added_to_or_left_for_an_empty_basket() -> None:
    added = pick(draw(CALCULATOR), "calculator_add", "chat")
    assert len(drawn_basket(added).lines) == 2

    emptied = click(draw(CALCULATOR), "calculator_start_empty")

    assert "Your basket is empty. Start from an example, or add a line." in texts_of(emptied)
    assert IS_AN_EXAMPLE not in texts_of(rerun(emptied))


@with_four_models
def test_the_answer_is_a_sentence_and_stays_in_view() -> None:
    once = replace(MILLION, frequency="once")
    lines = (MILLION, MILLION, MILLION.with_model("b"), once)
    drawn = open_calculator(*lines, calculator_needs="nothing")

    texts = texts_of(drawn)
    assert "This costs $2.50 per month, 40% of it chat or agent calls on A, and $1.00 once" in texts
    assert (
        "With every line on the cheapest model that meets the needs, this costs $1.50 per month, "
        "$1.00 less. Which those are stands under Cheaper models."
    ) in texts
    # 2.50 × 12 / 365 = 0.082 a day; 0.1 is the least that can be staked
    assert "Staking **0.10 DIEM**, rounded up, covers an average day of it." in texts
    assert "Total: **$2.50 per month and $1.00 once**" in texts  # at the foot


@with_four_models
def test_a_line_that_is_alone_is_drawn_beside_its_cheapest() -> None:
    split = chart_about(open_calculator(MILLION), "USD per month")

    assert split.rows[["label", "model", "price_text"]].to_numpy().tolist() == [
        ["Yours: A", "A", "$1.00"],
        ["B · does less", "B", "$0.50"],
    ]


@pytest.mark.parametrize("number", range(len(PRESETS)))
def test_an_example_takes_the_place_of_the_basket_and_is_priced(number: int) -> None:
    drawn = pick(open_calculator(MILLION), "calculator_examples", list(PRESETS)[number])

    work = [work for work, _ in list(PRESETS.values())[number]]
    assert [line.work for line in drawn_basket(drawn).lines] == work
    assert not [text for text in texts_of(drawn) if text.startswith("Left out of the totals")]


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
def test_a_model_that_is_gone_stays_on_its_line_and_is_left_out() -> None:
    drawn = open_calculator(MILLION, MILLION.with_model("gone"))

    assert line_widget(drawn, "model", 1).options[0] == "gone (not in the list)"
    left_out = "Chat or agent calls (the model is not in the list)"
    assert f"Left out of the totals, because not priced: {left_out}." in texts_of(drawn)
    assert metric(drawn, "Per month") == "$1.00"


@with_four_models
def test_a_line_without_a_model_says_so() -> None:
    drawn = open_calculator(MILLION.with_model(None))

    assert "Not priced: no model chosen." in texts_of(drawn)
    assert charts(drawn)  # the substitutes


@with_four_models
def test_a_line_is_removed_and_the_others_keep_their_edits() -> None:
    drawn = edit_line(open_calculator(MILLION, MILLION, MILLION), "requests", 20, position=2)

    line_widget(drawn, "remove", 0).click()
    rerun(drawn)

    edited = replace(MILLION, work=Chat(requests=20, input_tokens=100_000, output_tokens=0))
    assert drawn_basket(drawn).lines == (MILLION, edited)


@with_four_models
def test_where_the_money_goes_is_drawn_line_by_line() -> None:
    drawn = open_calculator(MILLION, MILLION.with_model("b"), MILLION.with_model("unpriced"))

    split = chart_about(drawn, "USD per month")
    assert split.rows[["label", "model", "price_text", "share_text"]].to_numpy().tolist() == [
        ["1. Chat or agent calls", "A", "$1.00", "67%"],
        ["2. Chat or agent calls", "B", "$0.50", "33%"],
    ]
    assert table_of(drawn, "calculator_split").columns.tolist() == [
        "Line",
        "Model",
        "Per month",
        "Share",
    ]


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


def test_cheapest_totals_are_forgotten_when_a_model_retires_and_kept_when_nothing_changes() -> None:
    """The total stayed at $0.50 a month, on a model that had retired since."""
    later = datetime.now(UTC) + timedelta(days=1)
    models = [MODELS[0], text_model("c", 0.5, 1, deprecation={"date": later.isoformat()})]
    serve(models)
    snapshot = shared_store().current()
    view = view_of(snapshot, CALCULATOR, Filters(), "usd", datetime.now(UTC))
    retired = view_of(snapshot, CALCULATOR, Filters(), "usd", later + timedelta(days=1))
    serve(models, datetime.now(UTC))
    renewed = view_of(shared_store().current(), CALCULATOR, Filters(), "usd", datetime.now(UTC))

    assert [str(model) for model in view.in_scope.index] == ["a", "c"]
    assert [str(model) for model in retired.in_scope.index] == ["a"]
    assert view.key != retired.key
    assert view.catalog.fetched_at != renewed.catalog.fetched_at
    assert view.key == renewed.key


@with_four_models
def test_the_model_box_holds_no_price_that_an_edit_could_leave_behind() -> None:
    """It kept $14.36, the price from before the last edit, beside $2.79."""
    drawn = edit_line(open_calculator(MILLION), "input_tokens", 50_000)

    assert "**$0.50** per month" in texts_of(drawn)
    box = line_widget(drawn, "model")
    assert box.options == ["Free", "B", "A", "Unpriced"]
    assert box.value == "a"
