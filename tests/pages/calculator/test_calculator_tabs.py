"""The calculator's other tabs: a budget, a stake, the map and cache writes."""

from __future__ import annotations

import pytest

from tests.pages.calculator.calculator_driver import (
    MILLION,
    metric,
    open_calculator,
    with_four_models,
)
from tests.support.page_driver import (
    chart_about,
    charts,
    read,
    rerun,
    serve,
    table_of,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model
from venice_data.costs.work import Chat, Line


def test_without_a_line_every_tab_says_what_to_do() -> None:
    for tab in ("Cheaper models", "Budget"):
        texts = texts_of(open_calculator(tab=tab))
        assert "Your basket is empty. Start from an example, or add a line." in texts
        assert "Add a line to the basket first." in texts


@pytest.mark.parametrize(
    ("tab", "says"),
    [
        ("Cheaper models", "No matching model has a price for this work."),
        ("Budget", "No matching model has a price above zero for this work."),
        ("When to use what", "No matching text model has a price."),
        ("Cache writes", "No matching model charges more for writing"),
    ],
)
def test_where_nothing_meets_the_conditions_each_tab_says_so(tab: str, says: str) -> None:
    drawn = open_calculator(MILLION, tab=tab, search="no such model")

    assert any(text.startswith(says) for text in texts_of(drawn))
    assert charts(drawn) == []


@with_four_models
def test_a_budget_buys_so_many_requests_with_each_model() -> None:
    drawn = open_calculator(MILLION, tab="Budget", calculator_needs="nothing")

    drawn.number_input(key="calculator_budget").set_value(2.0)
    rerun(drawn)

    # a request has 100,000 input tokens: 0.05 with b, 0.10 with a
    units = chart_about(drawn, "Requests for the budget")
    assert units.takeaway.startswith("$2.00 buys most with B: 40 requests; with yours, A, 20. ")
    assert units.rows[["label", "units_text"]].to_numpy().tolist() == [
        ["B", "40"],
        ["Yours: A", "20"],
    ]
    assert table_of(drawn, "calculator_budget")["Each"].tolist() == [0.05, 0.1]
    assert "Free, so unlimited: Free." in texts_of(drawn)


@with_four_models
def test_the_budget_and_the_map_name_no_model_that_does_not_meet_the_needs() -> None:
    """Both named the cheapest of all, beside a tab that said it lacks what is needed."""
    drawn = open_calculator(MILLION, tab="Budget")

    units = chart_about(drawn, "Requests for the budget")
    assert units.takeaway.startswith("Of models that meet the needs, $50.00 buys most with A: 500 ")
    assert units.rows["label"].tolist() == ["B · does less", "Yours: A"]
    assert "Against your model" in table_of(drawn, "calculator_budget").columns

    cells = chart_about(
        open_calculator(MILLION, tab="When to use what"), "Share of input among all tokens"
    )
    assert set(cells.rows["label"]) == {"1 · A"}


@with_four_models
def test_the_budget_is_spent_on_work_like_that_of_the_line_chosen() -> None:
    more = Line(Chat(requests=1, input_tokens=1_000_000, output_tokens=0), "a", "once")
    drawn = open_calculator(MILLION, more, tab="Budget", calculator_needs="nothing")

    drawn.selectbox(key="calculator_budget_line").set_value(1)
    rerun(drawn)

    units = chart_about(drawn, "Requests for the budget").rows
    # 50 buys 100 at 0.50; the context window of a is too small for a million tokens
    assert units[["label", "units_text"]].to_numpy().tolist() == [["B", "100"]]


def test_where_only_a_free_model_meets_the_needs_the_tabs_say_so() -> None:
    """The budget bought “most” with a model that does less, and no length of a request fitted."""
    calls = {"supportsFunctionCalling": True}
    serve([text_model("own", 0, 0, capabilities=calls), text_model("blind", 1, 1)])
    line = Line(MILLION.work, "own", "month")

    heading = read(open_calculator(line, tab="Budget").header[-1].value)
    assert heading.startswith("No model that counts as cheapest meets the needs; by price alone, ")
    drawn = open_calculator(line, tab="When to use what")
    assert "Every matching model that meets the needs is free now or in beta." in texts_of(drawn)


@with_four_models
def test_a_stake_covers_the_day_and_another_leaves_a_rest() -> None:
    drawn = open_calculator(Line(MILLION.work, "a", "day"), tab="DIEM")
    assert metric(drawn, "Stake for an average day") == "1.00 DIEM"
    assert metric(drawn, "Stake for a peak day") == "2.00 DIEM"

    drawn.number_input(key="calculator_stake").set_value(0.75)
    rerun(drawn)

    (rest,) = [text for text in texts_of(drawn) if text.startswith("- Expires")]
    assert "Paid in USD on an average day: $0.25; on a peak day: $1.25." in rest


@with_four_models
def test_the_map_names_the_cheapest_of_each_mix() -> None:
    drawn = open_calculator(MILLION, tab="When to use what", calculator_needs="nothing")

    cells = chart_about(drawn, "Share of input among all tokens")
    assert cells.takeaway.startswith("At all mixes of input, cache and output drawn, B is the")
    assert set(cells.rows["label"]) == {"1 · B"}
    assert cells.rows["is_numbered"].sum() == 1  # its number stands in one tile, colours or not
    table = table_of(drawn, "calculator_map")
    assert table.columns.tolist()[2:] == [
        "Cheapest",
        "Price per 1M tokens",
        "Runner-up",
        "Cheaper by",
    ]


@with_four_models
def test_the_map_goes_over_lengths_and_counts_free_models_if_asked() -> None:
    drawn = open_calculator(
        MILLION,
        tab="When to use what",
        calculator_map="lengths",
        calculator_no_free="false",
        calculator_needs="nothing",
    )

    cells = chart_about(drawn, "Input tokens of a request")
    free = cells.rows[cells.rows["label"].str.endswith(" · Free")]
    assert free["x"].max() < 128_000  # its context window
    assert set(cells.rows.loc[cells.rows["x"] > 128_000, "label"]) == {"2 · B"}


def test_a_map_over_lengths_that_no_model_takes_is_not_drawn() -> None:
    serve([text_model("tiny", availableContextTokens=100)])

    drawn = open_calculator(MILLION, tab="When to use what", calculator_map="lengths")

    assert "No model accepts requests of these lengths." in texts_of(drawn)


@with_four_models
def test_a_cache_write_pays_off_after_some_reuses() -> None:
    drawn = open_calculator(MILLION, tab="Cache writes")

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

    table = open_calculator(MILLION, tab="Cache writes").dataframe[-1].value

    assert table["Pays off after"].tolist() == ["2 reuses", "never"]
