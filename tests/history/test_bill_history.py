"""What a basket cost a month over time: worked out by hand, and exact whatever the prices."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import few
from tests.support.histories import GONE, SEVENFOLD, day, history_of
from tests.support.samples import tokens
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from venice_data.catalog.filters import offered
from venice_data.costs.baskets import NO_MODEL, cost_of_basket
from venice_data.costs.work import Basket, Chat, Images, Line, Speech, Video
from venice_data.costs.work_costs import NOT_IN_THE_LIST
from venice_data.history.bill_history import (
    ONE_OFF,
    BillMove,
    LineBill,
    MonthlyCost,
    all_priced_since,
    compare_bills,
    line_bills,
)
from venice_data.history.price_history import catalog_at

MOVED = ("openai-gpt-56-luna", "kimi-k3", "e2ee-gemma-4-31b", SEVENFOLD, GONE)
A_VIDEO = "seedance-2-0-image-to-video-basic"
A_MILLION_IN = Chat(requests=12, input_tokens=1_000_000, output_tokens=0)
A_MILLION_OUT = Chat(requests=1, input_tokens=0, output_tokens=1_000_000)
A_DAY = Line(A_MILLION_IN, "a", "day")  # at $1: 12 x 365 / 12 = 365 a month
A_MONTH = Line(A_MILLION_OUT, "b", "month")


def _text(model_id: str, **spec: Any) -> dict[str, Any]:
    prices = {name: spec.pop(name) for name in ("input", "output") if name in spec}
    return model(model_id, "text", tokens(**prices), **spec)


def _bills(*lines: Line, lists: list[list[dict[str, Any]]]) -> tuple[LineBill, ...]:
    return line_bills(history_of(*lists), Basket(lines), "usd")


def test_the_bill_follows_the_prices_step_by_step() -> None:
    bills = _bills(
        A_DAY,
        A_MONTH,
        lists=[
            [_text("a", input=1), _text("b", output=3)],
            [_text("a", input=2), _text("b", output=3)],
            [_text("a", input=2), _text("b", output=1)],
        ],
    )

    comparison = compare_bills(bills, day(0), day(9))

    assert comparison.before == 368  # 365 + 3
    assert comparison.after == 731  # 2 x 365 + 1
    assert comparison.difference == 363
    assert comparison.moves == (
        BillMove(day(2), "b", Fraction(-2)),
        BillMove(day(1), "a", Fraction(365)),
    )
    assert [total for _, total in comparison.totals] == [368, 733, 731]
    assert [at for at, _ in comparison.totals] == [day(0), day(1), day(2)]
    assert comparison.left_out == ()


def test_only_what_moved_after_the_first_instant_counts() -> None:
    lists = [[_text("a", input=1)], [_text("a", input=2)], [_text("a", input=4)]]

    comparison = compare_bills(_bills(A_DAY, lists=lists), day(1), day(9))

    assert comparison.before == 730
    assert comparison.after == 1460
    assert comparison.moves == (BillMove(day(2), "a", Fraction(730)),)


def test_a_price_that_the_work_does_not_use_moves_nothing() -> None:
    lists = [[_text("a", input=1, output=1)], [_text("a", input=1, output=9)]]

    comparison = compare_bills(_bills(A_DAY, lists=lists), day(0), day(9))

    assert comparison.moves == ()
    assert comparison.difference == 0


def test_two_lines_on_one_model_move_as_one() -> None:
    lists = [[_text("a", input=1, output=1)], [_text("a", input=2, output=2)]]
    bills = _bills(A_DAY, A_MONTH.with_model("a"), lists=lists)

    assert compare_bills(bills, day(0), day(9)).moves == (BillMove(day(1), "a", Fraction(366)),)


def test_a_line_whose_model_came_later_is_left_out_not_counted_as_zero() -> None:
    lists = [[_text("a", input=1)], [_text("a", input=1), _text("b", output=3)]]
    bills = _bills(A_DAY, A_MONTH, lists=lists)

    comparison = compare_bills(bills, day(0), day(9))

    assert comparison.before == 365
    assert comparison.after == 365
    assert comparison.moves == ()
    (left_out,) = comparison.left_out
    assert left_out.line == A_MONTH
    assert (left_out.before.per_month, left_out.before.why_not) == (None, NOT_IN_THE_LIST)
    assert left_out.after.per_month == 3
    assert all_priced_since(bills, day(9)) == day(1)


def test_a_model_that_came_back_dearer_is_compared_across_the_gap() -> None:
    lists = [[_text("a", input=1)], [], [_text("a", input=2)]]

    comparison = compare_bills(_bills(A_DAY, lists=lists), day(0), day(9))

    assert comparison.moves == (BillMove(day(2), "a", Fraction(365)),)
    assert [total for _, total in comparison.totals] == [365, None, 730]


def test_from_the_removal_that_was_announced_on_a_line_has_no_price() -> None:
    leaving = {"removesAt": day(3).isoformat()}
    (bill,) = _bills(A_DAY, lists=[[_text("a", input=1, deprecation=leaving)]])

    assert bill.at(day(2)).per_month == 365
    assert bill.at(day(3)).per_month is None
    assert bill.at(day(3)).why_not == NOT_IN_THE_LIST


def test_work_that_is_paid_once_and_lines_without_a_model_are_left_out_with_their_reasons() -> None:
    once = Line(Images(300, "1K", "low"), "a", "once")
    without = A_DAY.with_model(None)

    comparison = compare_bills(_bills(once, without, lists=[[_text("a", input=1)]]), day(0), day(9))

    assert comparison.compared == ()
    assert comparison.difference == 0
    reasons = [line.after.why_not for line in comparison.left_out]
    assert reasons == [ONE_OFF, NO_MODEL]


def test_where_nothing_is_priced_there_is_no_first_day() -> None:
    assert all_priced_since(_bills(A_MONTH, lists=[[_text("a", input=1)]]), day(9)) is None


def test_before_the_first_list_a_line_is_as_it_was_then() -> None:
    (bill,) = _bills(A_DAY, lists=[[_text("a", input=1)]])

    assert bill.at(day(-30)).per_month == 365


@pytest.mark.parametrize("currency", ["usd", "diem"])
def test_every_bill_is_that_of_the_calculator_with_the_list_of_that_instant(currency: Any) -> None:
    history = seeded_history()
    basket = Basket(
        (
            *(Line(Chat(1_000, 60_000, 500, 0.5), model_id, "day") for model_id in MOVED),
            Line(Images(300, "2K", "low"), "gpt-image-2", "month"),
            Line(Speech(10_000), "tts-kokoro", "day"),
            Line(Video(3, 0.37, A_VIDEO), A_VIDEO, "day"),
            Line(Video(3, 0.37, A_VIDEO), MOVED[0], "day"),
            Line(Video(3, 0.37, "another"), A_VIDEO, "day"),
        )
    )

    bills = line_bills(history, basket, currency)

    instants = sorted({cost.since for bill in bills for cost in bill.costs})
    assert len(instants) > len(MOVED)
    for instant in instants:
        catalog = catalog_at(history, instant)
        models = offered(catalog.models, instant)
        expected = cost_of_basket(basket, catalog.prices, models, currency).lines
        shown = [(bill.at(instant).per_month, bill.at(instant).why_not) for bill in bills]
        assert shown == [(line.per_month, line.cost.why_not) for line in expected]


def test_a_restated_basket_leaves_the_remembered_days_of_visitors_alone() -> None:
    """Once 54 of its own went through the 16 places for them, and none came back."""
    history = seeded_history()
    catalog_at(history, history.newest)
    before = catalog_at.cache_info()

    line_bills(history, Basket(tuple(A_DAY.with_model(model_id) for model_id in MOVED)), "usd")

    assert catalog_at.cache_info() == before


amounts = st.none() | st.fractions(min_value=0, max_value=10**9)


@st.composite
def line_bills_of_any_sort(draw: st.DrawFn) -> tuple[LineBill, ...]:
    return tuple(
        LineBill(
            A_DAY.with_model(draw(st.sampled_from(["a", "b", "c"]))),
            tuple(
                MonthlyCost(day(number), amount)
                for number, amount in enumerate(draw(st.lists(amounts, min_size=1, max_size=8)))
            ),
        )
        for _ in range(draw(st.integers(0, 5)))
    )


@given(bills=line_bills_of_any_sort(), since=st.integers(-1, 8), length=st.integers(0, 8))
def test_what_moved_the_bill_adds_up_to_its_difference(
    bills: tuple[LineBill, ...], since: int, length: int
) -> None:
    comparison = compare_bills(bills, day(since), day(since + length))

    assert sum(move.per_month for move in comparison.moves) == comparison.difference
    assert comparison.totals[0] == (day(since), comparison.before)
    assert comparison.totals[-1][1] == comparison.after
    assert len(comparison.compared) + len(comparison.left_out) == len(bills)


prices = st.floats(min_value=0, max_value=1e6)


@few(10)
@given(moves=st.lists(st.tuples(prices, prices), min_size=2, max_size=4))
def test_that_holds_for_published_prices_too(moves: list[tuple[float, float]]) -> None:
    lists = [[_text("a", input=one), _text("b", output=other)] for one, other in moves]
    bills = _bills(A_DAY, A_MONTH, lists=lists)

    comparison = compare_bills(bills, day(0), day(len(moves)))

    assert sum(move.per_month for move in comparison.moves) == comparison.difference
    assert comparison.difference == comparison.after - comparison.before
