"""The calculator takes chat work in the visitor's own words: four numbers in one step, not five."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.site import CALCULATOR
from tests.pages.calculator.calculator_driver import MILLION, MODELS, drawn_basket, open_calculator
from tests.support.page_driver import draw, read, rerun, serve, texts_of
from tests.support.stand_in import text_model
from venice_data.costs.work import Chat, Line

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

MINE = Line(Chat(20_000, 2_000, 400), "b", "month")


@pytest.fixture(autouse=True)
def _models() -> None:
    serve(MODELS)


def describe(drawn: AppTest, text: str) -> AppTest:
    drawn.text_input(key="calculator_described").input(text)
    return rerun(drawn)


def test_what_is_described_takes_the_place_of_the_example() -> None:
    drawn = describe(draw(CALCULATOR), "20,000 requests a month, 2,000 tokens in and 400 out, on b")

    assert drawn_basket(drawn).lines == (MINE,)
    # 20,000 x (2,000 x $0.50 + 400 x $1.00) / 1M
    assert "This costs $28.00 per month, all of it chat or agent calls on B" in texts_of(drawn)
    assert drawn.text_input(key="calculator_described").value == ""
    # The words are gone from the field: what was read of them can be checked.
    (told,) = [read(info.value) for info in drawn.info if info.value.startswith("Read as")]
    assert told == (
        "Read as: every month 20,000 requests, 2,000 input tokens each, 400 output tokens each, "
        "on B."
    )


def test_words_that_name_no_model_are_said_to_have_been_left() -> None:
    drawn = describe(draw(CALCULATOR), "my bot: 20,000 requests a month")

    (told,) = [read(info.value) for info in drawn.info if info.value.startswith("Read as")]
    assert told.endswith(" No model was found in “my bot”: pick one below.")


def test_what_is_described_is_added_to_a_basket() -> None:
    drawn = describe(open_calculator(MILLION), "20k requests, 2000 in, 400 out, b")

    assert drawn_basket(drawn).lines == (MILLION, MINE)
    # a toast said it, and was gone
    (told,) = [info.value for info in drawn.info if "Added as line 2" in info.value]
    assert "Remove the one that it replaces" in told


def test_the_example_of_the_field_is_understood_as_it_stands() -> None:
    serve([*MODELS, text_model("claude-opus-4-6", 6, 30, name="Claude Opus 4.6")])
    example = draw(CALCULATOR).text_input(key="calculator_described").placeholder

    (line,) = drawn_basket(describe(draw(CALCULATOR), example)).lines

    assert line == Line(Chat(9_000, 2_000, 400), "claude-opus-4-6", "month")


def test_the_total_of_the_example_is_said_to_be_the_examples() -> None:
    """A visitor whose words were not understood took it for the price of them."""
    drawn = describe(draw(CALCULATOR), "100 pictures a day")

    texts = texts_of(drawn)
    assert any(text.startswith("The example costs $") for text in texts)
    assert any(text.startswith("The example: **$") for text in texts)
    (why,) = [warning.value for warning in drawn.warning]
    assert "images, video and audio are put in by “Add a line” below" in why


def test_what_is_not_understood_stays_in_the_field_and_is_named() -> None:
    drawn = describe(open_calculator(MILLION), "20 requests on gpt nine")

    assert drawn_basket(drawn).lines == (MILLION,)
    (why,) = [warning.value for warning in drawn.warning]
    assert why.startswith("No text model is called “gpt nine”. An example: ")
