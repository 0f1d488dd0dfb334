"""Totals of a basket, its one-off work apart, its substitutes, and what money buys."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from tests.support.samples import bundled, tokens, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.catalog.filters import Filters
from venice_data.costs.baskets import (
    NO_MODEL,
    BasketCost,
    Substitution,
    cost_of_basket,
    on_cheapest_models,
)
from venice_data.costs.budget import units_bought
from venice_data.costs.work import (
    DAYS_PER_MONTH,
    Basket,
    Chat,
    Embed,
    Frequency,
    Images,
    Line,
    Transcription,
    Video,
    Work,
)

MILLION = Embed(1_000_000)


def _line(work: Work, model_id: str | None, frequency: Frequency = "month") -> Line:
    return Line(work, model_id, frequency)


def _cost(*lines: Line) -> BasketCost:
    catalog = bundled()
    return cost_of_basket(Basket(lines), catalog.prices, catalog.models, "usd")


def _swap(conditions: Filters, *lines: Line) -> Substitution:
    catalog = bundled()
    return on_cheapest_models(Basket(lines), catalog.prices, catalog.models, "usd", conditions)


def test_a_daily_line_comes_thirty_and_five_twelfths_times_a_month() -> None:
    cost = _cost(_line(Images(60, "1K", "low"), "gpt-image-2", "day"))

    assert DAYS_PER_MONTH * 12 == 365
    assert cost.per_day == Decimal("1.20")  # 60 x 0.02
    assert cost.per_month == Decimal("36.50")  # 1.20 x 365 / 12


def test_a_monthly_line_is_spread_over_the_days() -> None:
    cost = _cost(_line(Images(365, "1K", "low"), "gpt-image-2"))

    assert cost.per_month == Decimal("7.30")  # 365 x 0.02
    assert cost.per_day == Decimal("0.24")  # 7.30 x 12 / 365


def test_one_off_work_stands_apart() -> None:
    cost = _cost(_line(Images(300, "1K", "low"), "gpt-image-2", "once"))

    assert (cost.per_month, cost.per_day, cost.once) == (Decimal(), Decimal(), Decimal(6))
    assert cost.shares_of_month() == [None]


def test_a_cent_is_a_cent() -> None:
    lines = [_line(Images(count, "1K", "low"), "chroma") for count in (10, 20)]

    cost = _cost(*lines)

    assert cost.per_month == Decimal("0.3")  # in binary fractions 0.30000000000000004
    assert cost.shares_of_month() == pytest.approx([1 / 3, 2 / 3])


def test_many_small_amounts_add_up_exactly() -> None:
    seconds = _line(Transcription(0.1), "openai/whisper-large-v3")

    assert _cost(*[seconds] * 100).per_month == Decimal("0.06")  # 100 x 6 x 0.0001


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (_line(Embed(5), None), NO_MODEL),
        (_line(Embed(5), "gone"), "the model is not in the list"),
        (_line(Embed(5), "chroma"), "the model does not do this work: embed"),
        (_line(Images(1, "8K", "low"), "gpt-image-2"), "not offered at this resolution or quality"),
    ],
)
def test_what_is_not_priced_is_left_out_of_totals_and_named(line: Line, reason: str) -> None:
    cost = _cost(line, _line(Images(100, "1K", "low"), "chroma"))

    assert cost.per_month == Decimal("1.00")
    assert [(left_out.line, left_out.cost.why_not) for left_out in cost.not_priced] == [
        (line, reason)
    ]


def test_an_empty_basket_costs_nothing() -> None:
    cost = _cost()

    assert [cost.per_month, cost.per_day, cost.once] == [Decimal()] * 3
    assert cost.not_priced == ()


def test_a_free_basket_has_no_shares() -> None:
    cost = _cost(_line(Chat(1, 1, 1), "stealth-ox-alpha"))

    assert cost.not_priced == ()
    assert cost.shares_of_month() == [None]


def test_each_line_goes_to_its_cheapest_model() -> None:
    swap = _swap(
        Filters(search="gpt"),
        _line(Images(100, "2K", "medium"), "gpt-image-1-5"),
        _line(Images(5, "1K", "low"), "gpt-image-1-5", "once"),
    )

    assert [line.model_id for line in swap.basket.lines] == ["gpt-image-2", "gpt-image-2"]
    assert swap.saving_per_month == Decimal("13.00")  # 100 x (0.26 - 0.13)


def test_a_model_as_cheap_as_the_cheapest_stays() -> None:
    # Five embedding models cost 0.0125; the first by id is another one.
    swap = _swap(Filters(), _line(MILLION, "text-embedding-qwen3-8b"))

    assert swap.basket.lines[0].model_id == "text-embedding-qwen3-8b"
    assert swap.saving_per_month == 0


def test_conditions_can_cost_more_and_say_so() -> None:
    swap = _swap(Filters(search="3-large"), _line(MILLION, "text-embedding-3-small"))

    assert swap.saving_per_month == Decimal("-0.1375")  # 0.025 - 0.1625


def test_a_condition_that_no_model_of_the_type_could_meet_is_no_condition() -> None:
    wish = Filters(capabilities=("vision",), min_context_tokens=128_000, types=("text",))

    swap = _swap(wish, _line(MILLION, None), _line(Chat(1, 1, 1), "chroma"))

    assert swap.basket.lines[0].model_id == "text-embedding-bge-en-icl"
    assert swap.basket.lines[1].model_id == "qwen3-5-9b"


def test_a_line_that_no_model_can_take_keeps_its_own() -> None:
    clips = _line(Video(3, 0.28, "quoted"), "quoted")

    swap = _swap(Filters(search="no such model"), clips, _line(MILLION, "text-embedding-3-small"))

    assert [line.model_id for line in swap.basket.lines] == ["quoted", "text-embedding-3-small"]


def test_a_model_that_is_down_is_not_recommended() -> None:
    catalog = parse_models(
        [
            model("down", "embedding", tokens(input=1), offline=True),
            model("up", "embedding", tokens(input=2)),
        ]
    )

    swap = on_cheapest_models(
        Basket((_line(MILLION, None),)), catalog.prices, catalog.models, "usd", Filters()
    )

    assert swap.basket.lines[0].model_id == "up"


def test_a_budget_buys_whole_images() -> None:
    catalog = bundled()

    bought = units_bought(
        Decimal("0.30"), Images(7, "2K", "medium"), catalog.prices, catalog.models, "usd"
    )

    assert bought["units"]["chroma"] == 30  # 0.30 / 0.01
    assert bought["units"]["gpt-image-2"] == 2  # 0.30 / 0.13 = 2.3
    assert bought["units"]["qwen-image"] == 10  # 0.30 / 0.03; floats say 9.999…
    assert bought["units"].iloc[0] == bought["units"].max()


def test_a_budget_buys_parts_of_minutes() -> None:
    catalog = bundled()

    bought = units_bought(Decimal(1), Transcription(5), catalog.prices, catalog.models, "usd")

    assert bought["units"]["openai/whisper-large-v3"] == pytest.approx(166.6667, abs=1e-4)


def test_free_work_is_unlimited_and_unpriced_work_unknown() -> None:
    catalog = parse_models(
        [
            model("dear", "embedding", {"input": usd(2)}),
            model("free", "embedding", {"input": usd(0)}),
            model("mute", "embedding", {}),
        ]
    )

    bought = units_bought(Decimal(1), Embed(1), catalog.prices, catalog.models, "usd")

    assert bought.index.tolist() == ["free", "dear", "mute"]
    assert bought["units"].tolist()[:2] == [math.inf, 500_000]  # 1 / (2 / 1M)
    assert bought.isna()["units"]["mute"]
    assert bought["why_not"]["mute"] == "no price published"


def test_a_video_is_bought_at_its_quote_with_the_quoted_model_alone() -> None:
    catalog = parse_models([model("a", "video", {}), model("b", "video", {})])

    bought = units_bought(Decimal(1), Video(5, 0.28, "b"), catalog.prices, catalog.models, "usd")

    assert bought["units"]["b"] == 3  # 1 / 0.28 = 3.57
    assert bought["why_not"]["a"] == "priced by quote: ask for one"
