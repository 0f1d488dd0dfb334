"""The calculator's basket: begun from an example, emptied, added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from pages.shared.site import CALCULATOR
from pages.shared.view import view_of
from tests.pages.calculator.calculator_driver import (
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
    draw,
    rerun,
    serve,
    table_of,
    texts_of,
)
from tests.support.stand_in import text_model
from venice_data.catalog.filters import Filters
from venice_data.costs.presets import PRESETS
from venice_data.costs.work import Chat
from venice_data.live.store import shared_store

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


@with_four_models
def test_a_model_that_is_gone_stays_on_its_line_and_is_left_out() -> None:
    drawn = open_calculator(MILLION, MILLION.with_model("gone"))

    assert line_widget(drawn, "model", 1).options[0] == "gone (not in the list)"
    left_out = "Chat or agent calls (the model is not in the list)"
    assert f"Left out of the totals, because not priced: {left_out}." in texts_of(drawn)
    assert metric(drawn, "Per month") == "$1.00"


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
