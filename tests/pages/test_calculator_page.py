"""The calculator without a browser: the basket is edited, added up, swapped and turned around."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.site import CALCULATOR
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    offline_site,
    rerun,
    serve,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model
from venice_data.costs.presets import PRESETS
from venice_data.costs.work import Basket, Chat, Line, Video
from venice_data.costs.work_links import basket_from_text, basket_to_text
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import Quote, QuoteRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

# A million input tokens a month: $1.00 with a, $0.50 with b.
MILLION = Line(Chat(requests=10, input_tokens=100_000, output_tokens=0), "a", "month")
MODELS = [
    text_model("a", 1, 2, privacy="private"),
    model("b", "text", tokens(input=0.5, output=1, cache_input=0.1, cache_write=0.75)),
    text_model("free", 0, 0, capabilities={"supportsVision": True}),
    model("unpriced", "text", {}),
]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


@pytest.fixture
def _four_models() -> None:
    serve(MODELS)


with_four_models = pytest.mark.usefixtures("_four_models")


def _open(*lines: Line, tab: str = "Substitutes", **link: str | list[str]) -> AppTest:
    basket = basket_to_text(Basket(lines))
    return draw(CALCULATOR, calculator_basket=basket, calculator_tab=tab, **link)


def _click(drawn: AppTest, key: str) -> AppTest:
    drawn.button(key=key).click()
    return rerun(drawn)


def _widget(drawn: AppTest, name: str, position: int = 0) -> Any:
    """Return the widget of a line's field, whichever edition of the basket is drawn."""
    widgets = [*drawn.number_input, *drawn.selectbox, *drawn.slider, *drawn.button]
    (widget,) = [widget for widget in widgets if str(widget.key).endswith(f"_{position}_{name}")]
    return widget


def _edit(drawn: AppTest, name: str, value: object, position: int = 0) -> AppTest:
    _widget(drawn, name, position).set_value(value)
    return rerun(drawn)


def _basket(drawn: AppTest) -> Basket:
    return basket_from_text(str(drawn.text_input(key="calculator_basket").value)).basket


def _metric(drawn: AppTest, label: str) -> str:
    (value,) = [metric.value for metric in drawn.metric if metric.label == label]
    return str(value).replace("\\", "")


def test_without_a_line_every_tab_says_what_to_do() -> None:
    for tab in ("Substitutes", "Budget"):
        texts = texts_of(draw(CALCULATOR, calculator_tab=tab))
        assert "Your basket is empty. Start from an example, or add a line." in texts
        assert "Add a line to the basket first." in texts


@pytest.mark.parametrize("number", range(len(PRESETS)))
def test_an_example_takes_the_place_of_the_basket_and_is_priced(number: int) -> None:
    drawn = _click(_open(MILLION), f"calculator_preset_{number}")

    work = [work for work, _ in list(PRESETS.values())[number]]
    assert [line.work for line in _basket(drawn).lines] == work
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
    drawn = _click(_open(MILLION), f"calculator_add_{kind}")

    added = _basket(drawn).lines[1]
    assert (added.work.kind, added.frequency) == (kind, "month")
    assert added.model_id is not None
    _edit(drawn, field, value, position=1)
    assert getattr(_basket(drawn).lines[1].work, field) == value
    assert _basket(drawn).lines[0] == MILLION


@with_four_models
def test_a_line_is_priced_and_says_how() -> None:
    drawn = _open(MILLION)

    texts = texts_of(drawn)
    assert "**$1.00** a month" in texts
    assert "10 requests × 100,000 input × $1.00 / 1M = $1.00" in texts
    assert _metric(drawn, "Per month") == "$1.00"
    assert _metric(drawn, "Cheapest, per month") == "$0.00"


@with_four_models
def test_daily_work_is_priced_by_the_day_and_by_the_average_month() -> None:
    drawn = _edit(_open(MILLION), "frequency", "day")

    assert "**$1.00** a day, $30.42 a month" in texts_of(drawn)  # 365 / 12
    assert "A month is 365 / 12 days: an average one." in texts_of(drawn)
    assert _metric(drawn, "Per average day") == "$1.00"


@with_four_models
def test_one_off_work_is_a_total_of_its_own() -> None:
    drawn = _edit(_open(MILLION), "frequency", "once")

    assert _metric(drawn, "Once") == "$1.00"
    assert _metric(drawn, "Per month") == "$0.00"
    assert any("nothing that comes back" in text for text in texts_of(drawn))


@with_four_models
def test_what_is_read_from_the_cache_costs_its_own_price() -> None:
    drawn = _edit(_open(MILLION.with_model("b")), "cached_share", 50)

    # half a million at 0.50 and half at 0.10
    assert _metric(drawn, "Per month") == "$0.30"


@with_four_models
def test_every_model_is_offered_with_what_it_would_cost() -> None:
    drawn = _open(MILLION)

    assert _widget(drawn, "model").options == [
        "Free: $0.00",
        "B: $0.50",
        "A: $1.00",
        "Unpriced: no price published",
    ]
    assert _metric(_edit(drawn, "model", "b"), "Per month") == "$0.50"


@with_four_models
def test_a_model_that_is_gone_stays_on_its_line_and_is_left_out() -> None:
    drawn = _open(MILLION, MILLION.with_model("gone"))

    assert _widget(drawn, "model", 1).options[0] == "gone (not in the list)"
    left_out = "Chat or agent calls (the model is not in the list)"
    assert f"Left out of the totals, because not priced: {left_out}." in texts_of(drawn)
    assert _metric(drawn, "Per month") == "$1.00"


@with_four_models
def test_a_line_without_a_model_says_so() -> None:
    drawn = _open(MILLION.with_model(None))

    assert "Not priced: no model chosen." in texts_of(drawn)
    assert charts(drawn)  # the substitutes


@with_four_models
def test_a_line_is_removed_and_the_others_keep_their_edits() -> None:
    drawn = _edit(_open(MILLION, MILLION, MILLION), "requests", 20, position=2)

    _widget(drawn, "remove", 0).click()
    rerun(drawn)

    edited = replace(MILLION, work=Chat(requests=20, input_tokens=100_000, output_tokens=0))
    assert _basket(drawn).lines == (MILLION, edited)


@with_four_models
def test_where_the_money_goes_is_drawn_line_by_line() -> None:
    drawn = _open(MILLION, MILLION.with_model("b"), MILLION.with_model("unpriced"))

    split = chart_about(drawn, "USD per month")
    assert split.rows[["label", "model", "price_text", "share"]].to_numpy().tolist() == [
        ["1. Chat or agent calls", "A", "$1.00", "67%"],
        ["2. Chat or agent calls", "B", "$0.50", "33%"],
    ]
    assert drawn.dataframe[0].value.columns.tolist() == ["Line", "Model", "Per month", "Share"]


@with_four_models
def test_substitutes_are_ranked_by_what_the_line_would_cost() -> None:
    drawn = _open(MILLION)

    ranking = chart_about(drawn, "USD for this line, a month")
    assert ranking.takeaway == "Models by what this line costs; the cheapest is Free"
    assert ranking.rows[["label", "price_text", "saving_text"]].to_numpy().tolist() == [
        ["Free", "$0.00", "$1.00"],
        ["B", "$0.50", "$0.50"],
        ["A", "$1.00", "$0.00"],
    ]
    assert drawn.dataframe[-1].value.columns.tolist() == [
        "Model",
        "Id",
        "Cost",
        "Saving against your model",
        "Privacy",
    ]


@with_four_models
def test_the_cheapest_is_taken_at_a_click() -> None:
    drawn = _open(MILLION)
    assert "Cheapest that meets the conditions: **Free**, $0.00." in texts_of(drawn)

    _click(drawn, "calculator_use_cheapest")

    assert _basket(drawn).lines == (MILLION.with_model("free"),)
    assert "Free is already the cheapest that meets the conditions: $0.00." in texts_of(drawn)


@with_four_models
def test_the_sidebars_conditions_hold_for_substitutes() -> None:
    drawn = _open(MILLION, privacy="private")

    assert "A is already the cheapest that meets the conditions: $1.00." in texts_of(drawn)
    assert _metric(drawn, "Cheapest, per month") == "$1.00"


@with_four_models
@pytest.mark.parametrize(
    ("tab", "says"),
    [
        ("Substitutes", "No model that meets the conditions has a price for this work."),
        ("Budget", "No model that meets the conditions has a price above zero for this work."),
        ("When to use what", "No text model that meets the conditions has a price."),
        ("Cache writes", "0 models that meet the conditions charge more for writing"),
    ],
)
def test_where_nothing_meets_the_conditions_each_tab_says_so(tab: str, says: str) -> None:
    drawn = _open(MILLION, tab=tab, search="no such model")

    assert any(text.startswith(says) for text in texts_of(drawn))
    assert charts(drawn) == []


@with_four_models
def test_a_budget_buys_so_many_requests_with_each_model() -> None:
    drawn = _open(MILLION, tab="Budget")

    drawn.number_input(key="calculator_budget").set_value(2.0)
    rerun(drawn)

    # a request has 100,000 input tokens: 0.05 with b, 0.10 with a
    units = chart_about(drawn, "Requests for the budget")
    assert units.takeaway == "How many requests the budget buys with each model"
    assert units.rows[["label", "units_text"]].to_numpy().tolist() == [["B", "40"], ["A", "20"]]
    assert drawn.dataframe[-1].value["Each"].tolist() == [0.05, 0.1]
    assert "Free, so unlimited: Free." in texts_of(drawn)


@with_four_models
def test_the_budget_is_spent_on_work_like_that_of_the_line_chosen() -> None:
    more = Line(Chat(requests=1, input_tokens=1_000_000, output_tokens=0), "a", "once")
    drawn = _open(MILLION, more, tab="Budget")

    drawn.selectbox(key="calculator_budget_line").set_value(1)
    rerun(drawn)

    units = chart_about(drawn, "Requests for the budget").rows
    # 50 buys 100 at 0.50; the context window of a is too small for a million tokens
    assert units[["label", "units_text"]].to_numpy().tolist() == [["B", "100"]]


@with_four_models
def test_a_stake_covers_the_day_and_another_leaves_a_rest() -> None:
    drawn = _open(Line(MILLION.work, "a", "day"), tab="DIEM")
    assert _metric(drawn, "Stake for an average day") == "1.00 DIEM"
    assert _metric(drawn, "Stake for a peak day") == "2.00 DIEM"

    drawn.number_input(key="calculator_stake").set_value(0.75)
    rerun(drawn)

    (rest,) = [text for text in texts_of(drawn) if text.startswith("- Lapses")]
    assert "Runs over on an average day: $0.25; on a peak day: $1.25." in rest


@with_four_models
def test_the_map_names_the_cheapest_of_each_mix() -> None:
    drawn = _open(MILLION, tab="When to use what")

    cells = chart_about(drawn, "Share of input among all tokens")
    assert cells.takeaway == "The cheapest text model: 1 of them share the map"
    assert set(cells.rows["label"]) == {"B"}
    table = drawn.dataframe[-1].value
    assert table.columns.tolist()[2:] == [
        "Cheapest",
        "Price per 1M tokens",
        "Runner-up",
        "Cheaper by",
    ]


@with_four_models
def test_the_map_goes_over_lengths_and_counts_free_models_if_asked() -> None:
    drawn = _open(
        MILLION, tab="When to use what", calculator_map="lengths", calculator_no_free="false"
    )

    cells = chart_about(drawn, "Input tokens of a request")
    free = cells.rows[cells.rows["label"] == "Free"]
    assert free["x"].max() < 128_000  # its context window
    assert set(cells.rows.loc[cells.rows["x"] > 128_000, "label"]) == {"B"}


def test_a_map_over_lengths_that_no_model_takes_is_not_drawn() -> None:
    serve([text_model("tiny", availableContextTokens=100)])

    drawn = _open(MILLION, tab="When to use what", calculator_map="lengths")

    assert "No model takes a request of these lengths." in texts_of(drawn)


@with_four_models
def test_a_cache_write_pays_off_after_some_reuses() -> None:
    drawn = _open(MILLION, tab="Cache writes")

    table = drawn.dataframe[-1].value
    # writing costs 0.25 more than input, and each read saves 0.40
    assert table[["Id", "Pays off after"]].to_numpy().tolist() == [["b", "1 reuse"]]


def test_a_write_that_never_pays_off_and_one_that_takes_more_reuses() -> None:
    serve(
        [
            model("never", "text", tokens(input=1, output=1, cache_input=1, cache_write=2)),
            model("twice", "text", tokens(input=1, output=1, cache_input=0.5, cache_write=2)),
        ]
    )

    table = _open(MILLION, tab="Cache writes").dataframe[-1].value

    assert table["Pays off after"].tolist() == ["2 reuses", "never"]


CLIP = QuoteRequest(
    "clip-text-to-video", "5s", "720p", audio=False, aspect_ratio=None, with_image=False
)


def _quote(request: QuoteRequest, usd_per_clip: float) -> None:
    """Let a quote be known, as if a visitor had asked for it."""
    shared_quote_service()._keep(request, Quote(usd_per_clip, request, datetime.now(UTC)))


def test_video_needs_a_quote_first() -> None:
    assert "Video: ask for quotes on the video page first." in texts_of(_open(MILLION))


def test_a_quoted_clip_is_added_at_the_lowest_price_and_exchanged() -> None:
    serve([*MODELS, model("clip-text-to-video", "video", None)])
    _quote(CLIP, 0.5)
    _quote(replace(CLIP, duration="10s", resolution=None), 1.0)

    drawn = _click(_open(MILLION), "calculator_add_video")

    clip = Video(10, 0.5, "clip-text-to-video", "5s, 720p")
    assert _basket(drawn).lines[1] == Line(clip, "clip-text-to-video", "month")
    assert _widget(drawn, "clip", 1).options == [
        "Clip-Text-To-Video, 5s, 720p: $0.50",
        "Clip-Text-To-Video, 10s, one resolution: $1.00",
    ]
    _edit(drawn, "clips", 3, position=1)
    _edit(drawn, "clip", 1, position=1)
    longer = Video(3, 1.0, "clip-text-to-video", "10s, one resolution")
    assert _basket(drawn).lines[1].work == longer
    assert _metric(drawn, "Per month") == "$4.00"  # 3 clips, and the million tokens


def test_a_basket_keeps_a_quote_that_is_no_longer_known() -> None:
    clip = Video(2, 0.25, "gone-video", "5s")

    drawn = _open(Line(clip, "gone-video", "month"))

    assert _widget(drawn, "clip").options == ["gone-video, 5s: $0.25"]
    assert _basket(drawn).lines[0].work == clip
