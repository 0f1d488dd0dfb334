"""The calculator's tabs: substitutes, a budget, a stake, the map and cache writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.plain_text import plain
from tests.pages.calculator_driver import (
    MILLION,
    MODELS,
    click,
    drawn_basket,
    metric,
    open_calculator,
)
from tests.support.page_driver import (
    chart_about,
    charts,
    offline_site,
    rerun,
    serve,
    table_of,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model
from venice_data.costs.work import Chat, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


@pytest.fixture
def _four_models() -> None:
    serve(MODELS)


with_four_models = pytest.mark.usefixtures("_four_models")


def test_without_a_line_every_tab_says_what_to_do() -> None:
    for tab in ("Cheaper models", "Budget"):
        texts = texts_of(open_calculator(tab=tab))
        assert "Your basket is empty. Start from an example, or add a line." in texts
        assert "Add a line to the basket first." in texts


@with_four_models
def test_substitutes_are_ranked_by_what_the_line_would_cost() -> None:
    drawn = open_calculator(MILLION)

    ranking = chart_about(drawn, "USD for this line, per month")
    assert ranking.takeaway.startswith("No cheaper matching model does all of what A is needed")
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
    assert "M1 does all of it for $30.42 per month, $577.92 less" in texts_of(drawn)
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

    drawn = open_calculator(MILLION.with_model("own"))

    ids = chart_about(drawn, "USD for this line, per month").rows["model_id"].tolist()
    assert ids == [*(f"less{n}" for n in range(1, 16)), "equal", "own"]
    assert (
        "Drawn: the 15 cheapest of 20 models, the cheapest that does all of it, and yours."
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
    assert "Equal does all of it for $3.00 per month, $1.00 less" in texts
    assert (
        "By price alone, [Blind](model?id=blind) costs $1.00 per month, but does less: no function "
        "calling, no vision." in texts
    )
    assert metric(drawn, "Cheapest that does all of it, monthly") == "$3.00"
    split = chart_about(drawn, "USD per month").rows
    assert split["label"].tolist() == ["Yours: Own", "Equal · does all of it", "Blind · does less"]
    uses = [button.label for button in drawn.button if button.label.startswith("Use ")]
    assert uses == ["Use Equal", "Use Blind (does less)"]
    rows = chart_about(drawn, "USD for this line, per month").rows
    assert rows[["label", "lacks"]].to_numpy().tolist() == [
        ["Blind · does less", "no function calling, no vision"],
        ["Open · does less", "privacy: anonymized instead of private"],
        ["Equal · does all of it", ""],
        ["Yours: Own", ""],
    ]
    drawn.toggle(key="calculator_only_equal").set_value(True)
    rerun(drawn)
    rows = chart_about(drawn, "USD for this line, per month").rows
    assert rows["label"].tolist() == ["Equal · does all of it", "Yours: Own"]
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
    assert "Calls does all of it for $2.00 per month, $2.00 less" in texts_of(drawn)

    (needs,) = [group for group in drawn.button_group if group.label == "The work needs"]
    assert needs.value == ["function calling", "as private", "as much context"]
    needs.set_value([*needs.value, "vision"])
    rerun(drawn)

    assert "Sees does all of it for $3.00 per month, $1.00 less" in texts_of(drawn)
    assert metric(drawn, "Cheapest that does all of it, monthly") == "$3.00"
    of_nothing = open_calculator(MILLION.with_model("own"), calculator_needs="nothing")
    assert "Plain does all of it for $1.00 per month, $3.00 less" in texts_of(of_nothing)


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
    assert metric(drawn, "Cheapest that does all of it, monthly") == "$1.00"


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
    drawn = open_calculator(MILLION, tab="Budget")

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
def test_the_budget_is_spent_on_work_like_that_of_the_line_chosen() -> None:
    more = Line(Chat(requests=1, input_tokens=1_000_000, output_tokens=0), "a", "once")
    drawn = open_calculator(MILLION, more, tab="Budget")

    drawn.selectbox(key="calculator_budget_line").set_value(1)
    rerun(drawn)

    units = chart_about(drawn, "Requests for the budget").rows
    # 50 buys 100 at 0.50; the context window of a is too small for a million tokens
    assert units[["label", "units_text"]].to_numpy().tolist() == [["B", "100"]]


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
    drawn = open_calculator(MILLION, tab="When to use what")

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
        MILLION, tab="When to use what", calculator_map="lengths", calculator_no_free="false"
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
