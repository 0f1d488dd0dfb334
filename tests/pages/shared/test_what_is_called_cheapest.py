"""Free and beta models are named beside the cheapest, marked in rankings, and count on request.

`$0.00` of Ox Alpha, free and in beta, stood as the cheapest of every page.
"""

from __future__ import annotations

from typing import Any

import pytest

from pages.shared.site import OVERVIEW, TEXT
from tests.pages.calculator.calculator_driver import MILLION, click, metric, open_calculator
from tests.support.page_driver import (
    chart_about,
    draw,
    read,
    serve,
    table_of,
    texts_of,
)
from tests.support.stand_in import text_model

MODELS = [
    text_model("a", 1, 2),
    text_model("free", 0, 0),
    text_model("new", 0.5, 1, betaModel=True),
]
NOT_COUNTED = "Not counted as cheapest, since free now or in beta: Free, New."
COUNTED = "Counted, though free now or in beta: Free, New."


@pytest.fixture
def _three_models() -> None:
    serve(MODELS)


with_three_models = pytest.mark.usefixtures("_three_models")


@with_three_models
def test_the_overview_names_them_and_counts_them_at_a_click() -> None:
    drawn = draw(OVERVIEW)

    texts = texts_of(drawn)
    assert "Cheapest text model: A, $1.25 per 1M tokens, 3 in for 1 out." in texts
    assert "Text from $1.25" in texts  # the tile; stood there: $0.00
    assert texts.count(NOT_COUNTED) == 1  # of the finder; the tiles below do not repeat it

    click(drawn, "overview_finder_free_and_beta")

    texts = texts_of(drawn)
    assert drawn.toggle(key="free_and_beta").value is True
    assert any(text.startswith("Cheapest text model: Free, $0.00") for text in texts)
    assert "Text from $0.00" in texts
    assert texts.count(COUNTED) == 1


@with_three_models
def test_a_link_that_counts_them_opens_so() -> None:
    drawn = open_calculator(MILLION, free_and_beta="true")

    assert metric(drawn, "Cheapest that meets the needs, monthly") == "$0.00"
    assert "Free meets the needs for $0.00 per month, $1.00 less" in texts_of(drawn)


@with_three_models
def test_the_bill_and_its_substitutes_leave_them_out_and_the_ranking_marks_them() -> None:
    drawn = open_calculator(MILLION)

    assert metric(drawn, "Cheapest that meets the needs, monthly") == "$1.00"  # stood there: $0.00
    assert texts_of(drawn).count(NOT_COUNTED) == 1  # of the substitutes alone
    assert "A is already the cheapest matching model: $1.00 per month" in texts_of(drawn)
    ranking = chart_about(drawn, "USD for this line, per month")
    assert ranking.takeaway.startswith("A is already the cheapest matching model: $1.00 per month")
    assert ranking.rows["label"].tolist() == ["Free (free now)", "New (in beta)", "Yours: A"]
    table = table_of(drawn, "calculator_substitutes")
    assert table["Free now or in beta"].tolist() == ["free now", "in beta", ""]


@with_three_models
def test_the_budget_buys_most_with_a_model_that_is_here_to_stay() -> None:
    drawn = open_calculator(MILLION, tab="Budget")

    assert "$50.00 buys most with A: 500 requests" in texts_of(drawn)  # 50 / 0.10
    units = chart_about(drawn, "Requests for the budget").rows
    assert units["label"].tolist() == ["New (in beta)", "Yours: A"]
    click(drawn, "calculator_budget_free_and_beta")
    assert "$50.00 buys most with Free: unlimited requests; with yours, A, 500" in texts_of(drawn)


@with_three_models
def test_the_map_leaves_them_out_and_says_which() -> None:
    drawn = open_calculator(MILLION, tab="When to use what")

    assert set(chart_about(drawn, "Share of input").rows["label"]) == {"1 · A"}
    assert texts_of(drawn).count(NOT_COUNTED) == 1  # of the totals and of the map


def test_where_all_are_free_or_in_beta_the_tile_says_so() -> None:
    serve([text_model("free", 0, 0)])

    texts = texts_of(draw(OVERVIEW))

    assert "Free now or in beta only." in texts
    assert "1 text model, but it is free now or in beta." in texts


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    serve(
        [text_model("a", 9, 9), *(text_model(f"b{n}", n, n, betaModel=True) for n in range(1, 9))]
    )

    texts = texts_of(draw(OVERVIEW))

    named = "Not counted as cheapest, since free now or in beta: B1, B2, B3, B4, B5, B6, 2 more."
    assert named in texts


@pytest.mark.parametrize(
    ("models", "words"),
    [
        (MODELS[:2], "A is the cheapest paid of 2 text models"),
        (MODELS, "A is the cheapest paid out of beta of 3 text models"),
        (MODELS[:1], "A is the cheapest of 1 text model"),
    ],
)
def test_where_something_else_costs_less_the_heading_says_in_which_way(
    models: list[dict[str, Any]], words: str
) -> None:
    """A free model stood first in the bars below the name of another as the cheapest."""
    serve(models)

    heading = read(draw(TEXT).header[0].value)

    assert heading == f"{words}: $1.25 per 1M tokens, 3 in for 1 out"
