"""The basket of the page of changes: what its month cost, and through what that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.site import CALCULATOR, CHANGES
from tests.support.histories import A_DAY, history_of, model_a
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    remember,
    rerun,
    table_of,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_links import basket_to_text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def test_without_a_basket_the_way_to_the_calculator_is_shown() -> None:
    drawn = draw(CHANGES, changes_tab="Your basket")

    assert (
        "Your basket is empty: [fill it in the calculator](calculator). Until then an example: "
        "a support bot that answers 4,000 messages a day." in texts_of(drawn)
    )
    (heading,) = [text for text in texts_of(drawn) if text.startswith("## ")]
    assert heading.startswith("## The example got $")
    assert chart_about(drawn, "USD per month").rows["price"].min() > 0


def _with_basket(*lines: Line, **link: str) -> AppTest:
    text = basket_to_text(Basket(lines))
    return draw(CHANGES, changes_tab="Your basket", changes_basket=text, **link)


def test_the_basket_says_by_how_much_its_month_moved_and_through_what() -> None:
    remember(history_of([model_a(1)], [model_a(2)], [model_a(1.5)]))

    drawn = _with_basket(A_DAY)

    texts = texts_of(drawn)
    # from 365.00 to 547.50
    said = "## Your basket got $182.50 a month more expensive (50%)"
    assert f"{said} from 1 September 2026 to 3 September 2026" in texts
    assert "From $365.00 to $547.50 per month, over the whole basket." in texts
    assert [text.split("  \n")[0] for text in texts if "** per month" in text] == [
        "**−$182.50** per month · A: input $2.00 → $1.50 (-25%)",
        "**+$365.00** per month · A: input $1.00 → $2.00 (+100%)",
    ]
    bill = chart_about(drawn, "USD per month").rows
    assert bill["price"].tolist() == [365, 365, 730, 730, 547.5, 547.5]
    assert bill["cause_shown"].tolist() == ["", "", "A +$365.00", "", "A −$182.50", ""]
    assert table_of(drawn, "changes_basket")["Per month"].tolist() == [-182.5, 365]


def test_the_basket_goes_along_from_page_to_page_and_into_each_link() -> None:
    remember(history_of([model_a(1)], [model_a(2)]))
    drawn = draw(CHANGES, changes_tab="Your basket")
    text = basket_to_text(Basket((A_DAY,)))

    drawn.switch_page(CALCULATOR.script)
    drawn.query_params.update(calculator_basket=text)
    rerun(drawn)
    drawn.switch_page(CHANGES.script)
    drawn.query_params.update(changes_tab="Your basket")
    rerun(drawn)

    said = "## Your basket got $365.00 a month more expensive (100%) on 2 September 2026"
    assert said in texts_of(drawn)
    assert drawn.text_input(key="changes_basket").value == text


def test_what_a_link_says_of_a_basket_in_vain_is_told() -> None:
    drawn = draw(CHANGES, changes_tab="Your basket", changes_basket="sculpture~day~a")

    texts = texts_of(drawn)
    assert any(text.startswith("Ignored in the link: line 1: the whole line: ") for text in texts)
    assert any(text.startswith("Your basket is empty: [fill it in") for text in texts)


def test_since_when_is_asked() -> None:
    remember(history_of([model_a(1)], [model_a(2)], [model_a(1.5)]))

    drawn = _with_basket(A_DAY, changes_since="2026-09-03")

    said = "## Your basket got $182.50 a month cheaper (25%) on 3 September 2026"
    assert said in texts_of(drawn)


def test_lines_that_cannot_be_compared_are_named_and_not_counted() -> None:
    remember(history_of([model_a(1)], [model_a(1), model("b", "text", tokens(output=3))]))
    late = Line(Chat(requests=1, input_tokens=0, output_tokens=1_000_000), "b", "month")

    drawn = _with_basket(A_DAY, late, A_DAY.with_model(None), changes_since="2026-09-01")

    texts = texts_of(drawn)
    assert "## No change from 1 September 2026 to 2 September 2026" in texts
    (left_out,) = [text for text in texts if text.startswith("Not compared")]
    assert (
        "- chat, 1 request per month with b: the model is not in the list on 1 September 2026, "
        "$3.00 per month now" in left_out
    )
    assert "- chat, 12 requests per day with no model: no model chosen" in left_out
    assert any("over the 1 of its 3 lines" in text for text in texts)


def test_a_basket_of_which_nothing_was_priced_is_told() -> None:
    drawn = _with_basket(A_DAY.with_model("never"))

    assert "## No line had a price both on 18 April 2026 and now." in texts_of(drawn)
    assert charts(drawn) == []
