"""The calculator's substitutes: ranked, told apart by what they lack, and taken at a click."""

from __future__ import annotations

from pages.shared.plain_text import plain
from tests.pages.calculator.calculator_driver import (
    MILLION,
    click,
    drawn_basket,
    metric,
    open_calculator,
    with_four_models,
)
from tests.support.page_driver import (
    chart_about,
    rerun,
    serve,
    table_of,
    texts_of,
)
from tests.support.stand_in import text_model
from venice_data.costs.work import Line


@with_four_models
def test_substitutes_are_ranked_by_what_the_line_would_cost() -> None:
    drawn = open_calculator(MILLION)

    ranking = chart_about(drawn, "USD for this line, per month")
    assert ranking.takeaway.startswith("No cheaper matching model meets the needs")
    assert ranking.rows[["label", "price_text", "saving_text"]].to_numpy().tolist() == [
        ["Free (free now) · does less", "$0.00", "$1.00"],
        ["B · does less", "$0.50", "$0.50"],
        ["Yours: A", "$1.00", "$0.00"],  # stood there unmarked
    ]
    assert table_of(drawn, "calculator_substitutes").columns.tolist() == [
        "Model",
        "Id",
        "Cost",
        "Saving against your model",
        "Against your model",
        "Privacy",
        "Free now or in beta",
    ]


def test_yours_is_drawn_however_expensive_and_daily_work_is_counted_by_the_month() -> None:
    """Only the cheapest fifteen were drawn, and daily work was counted by the day."""
    serve([text_model(f"m{price}", price, price) for price in range(1, 21)])

    drawn = open_calculator(Line(MILLION.work, "m20", "day"))

    rows = chart_about(drawn, "USD for this line, per month").rows
    assert len(rows) == 16
    # 20 and 1 a day, times 365 / 12
    assert rows[["model_id", "is_own", "price_text"]].to_numpy().tolist()[-1] == [
        "m20",
        True,
        "$608.33",
    ]
    assert "M1 meets the needs for $30.42 per month, $577.92 less" in texts_of(drawn)
    assert "Drawn: the 15 cheapest of 20 models, and yours." in texts_of(drawn)


def test_what_is_drawn_beside_the_cheapest_is_not_counted_among_them() -> None:
    """“The 16 cheapest of 20” were said where the 15 cheapest and the 19th were drawn."""
    calls = {"supportsFunctionCalling": True}
    mute = {"supportsFunctionCalling": False}
    less = [text_model(f"less{n}", n / 10, n / 10, capabilities=mute) for n in range(1, 19)]
    able = [
        text_model(name, usd, usd, capabilities=calls) for name, usd in (("equal", 5), ("own", 9))
    ]
    serve([*less, *able])

    drawn = open_calculator(MILLION.with_model("own"), calculator_only_equal="false")

    ids = chart_about(drawn, "USD for this line, per month").rows["model_id"].tolist()
    assert ids == [*(f"less{n}" for n in range(1, 16)), "equal", "own"]
    assert (
        "Drawn: the 15 cheapest of 20 models, the cheapest that meets the needs, and yours."
        in texts_of(drawn)
    )


def test_the_cheapest_that_does_all_of_it_leads_and_what_does_less_is_marked() -> None:
    """The cheapest was offered as if it could do the same, against what the model's page says."""
    sees = {"supportsVision": True, "supportsFunctionCalling": True}
    serve(
        [
            text_model("own", 4, 4, privacy="private", capabilities=sees),
            text_model("equal", 3, 3, privacy="private", capabilities=sees),
            text_model("open", 2, 2, privacy="anonymized", capabilities=sees),
            text_model("blind", 1, 1, capabilities={"supportsVision": False}, privacy="private"),
        ]
    )

    drawn = open_calculator(
        MILLION.with_model("own"), calculator_needs=["function calling", "vision", "as private"]
    )

    texts = texts_of(drawn)
    assert "Equal meets the needs for $3.00 per month, $1.00 less" in texts
    assert (
        "By price alone, [Blind](model?id=blind) costs $1.00 per month, but does less: no function "
        "calling, no vision." in texts
    )
    assert metric(drawn, "Cheapest that meets the needs, monthly") == "$3.00"
    split = chart_about(drawn, "USD per month").rows
    assert split["label"].tolist() == ["Yours: Own", "Equal · meets the needs", "Blind · does less"]
    uses = [button.label for button in drawn.button if button.label.startswith("Use ")]
    assert uses == ["Use Equal", "Use Blind (does less)"]
    rows = chart_about(drawn, "USD for this line, per month").rows
    assert rows["label"].tolist() == ["Equal · meets the needs", "Yours: Own"]  # the answer first
    drawn.toggle(key="calculator_only_equal").set_value(False)
    rerun(drawn)
    rows = chart_about(drawn, "USD for this line, per month").rows
    assert rows[["label", "lacks"]].to_numpy().tolist() == [
        ["Blind · does less", "no function calling, no vision"],
        ["Open · does less", "privacy: anonymized instead of private"],
        ["Equal · meets the needs", ""],
        ["Yours: Own", ""],
    ]
    click(drawn, "calculator_use_equal")
    assert drawn_basket(drawn).lines == (MILLION.with_model("equal"),)


def test_what_the_work_needs_can_be_said_and_is_no_more_than_a_bot_needs_at_first() -> None:
    """A bot that never sees a picture was compared with models that see."""
    able = {"supportsFunctionCalling": True}
    serve(
        [
            text_model("own", 4, 4, capabilities={**able, "supportsVision": True}),
            text_model("sees", 3, 3, capabilities={**able, "supportsVision": True}),
            text_model("calls", 2, 2, capabilities={**able, "supportsVision": False}),
            text_model("plain", 1, 1, capabilities={"supportsFunctionCalling": False}),
        ]
    )
    drawn = open_calculator(MILLION.with_model("own"))
    assert "Calls meets the needs for $2.00 per month, $2.00 less" in texts_of(drawn)

    (needs,) = [group for group in drawn.button_group if group.label == "The work needs"]
    assert needs.value == ["function calling", "as private", "as much context"]
    needs.set_value([*needs.value, "vision"])
    rerun(drawn)

    assert "Sees meets the needs for $3.00 per month, $1.00 less" in texts_of(drawn)
    assert metric(drawn, "Cheapest that meets the needs, monthly") == "$3.00"
    of_nothing = open_calculator(MILLION.with_model("own"), calculator_needs="nothing")
    assert "Plain meets the needs for $1.00 per month, $3.00 less" in texts_of(of_nothing)


def test_an_ability_is_written_as_it_is_named_and_stands_so_in_the_address() -> None:
    """A name of the API's was read as Markdown."""
    name = "supports**x**$y$:red[z]"
    serve([text_model("own", capabilities={name: True})])
    drawn = open_calculator(MILLION.with_model("own"))

    (needs,) = [group for group in drawn.button_group if group.label == "The work needs"]
    assert needs.options == [plain(name), "as private", "as much context"]
    needs.set_value([name])
    rerun(drawn)

    assert drawn.query_params["calculator_needs"] == name
    (needs,) = [group for group in drawn.button_group if group.label == "The work needs"]
    assert needs.value == [name]


@with_four_models
def test_a_model_that_does_not_meet_the_conditions_is_still_drawn_as_yours() -> None:
    drawn = open_calculator(MILLION.with_model("b"), privacy="private")

    rows = chart_about(drawn, "USD for this line, per month").rows
    assert rows["label"].tolist() == ["Yours: B", "A"]
    assert "The cheapest matching model, A, costs $0.50 more" in texts_of(drawn)


@with_four_models
def test_the_cheapest_is_taken_at_a_click() -> None:
    drawn = open_calculator(MILLION)
    # stood there: Free, $0.00
    assert any(text.startswith("By price alone, [B]") for text in texts_of(drawn))

    click(drawn, "calculator_use_cheapest")

    assert drawn_basket(drawn).lines == (MILLION.with_model("b"),)
    assert "B is already the cheapest matching model: $0.50 per month" in texts_of(drawn)


@with_four_models
def test_the_sidebars_conditions_hold_for_substitutes() -> None:
    drawn = open_calculator(MILLION, privacy="private")

    assert "A is already the cheapest matching model: $1.00 per month" in texts_of(drawn)
    assert metric(drawn, "Cheapest that meets the needs, monthly") == "$1.00"


@with_four_models
def test_only_models_as_good_are_asked_for_at_a_click() -> None:
    """On LMArena text: 1,478, 1,481 and 1,353; nobody rates the last."""
    names = ("openai-gpt-54", "openai-gpt-55", "openai-gpt-oss-120b", "mystery")
    serve([text_model(name, 8 - place, 8 - place) for place, name in enumerate(names)])
    drawn = open_calculator(MILLION.with_model("openai-gpt-54"))

    click(drawn, "calculator_substitutes_as_good_as_0")

    assert chart_about(drawn, "for this line").rows["model_id"].tolist() == [
        "openai-gpt-55",
        "openai-gpt-54",
    ]
    assert any("1 text model is not rated there" in text for text in texts_of(drawn))

    click(drawn, "calculator_substitutes_as_good_as_0")

    assert len(chart_about(drawn, "for this line").rows) == 4
