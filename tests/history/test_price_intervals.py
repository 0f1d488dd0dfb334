"""Prices over time: from when until when, with gaps, removals and both currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.histories import day, history_of
from tests.support.samples import tokens
from tests.support.stand_in import model
from venice_data.history.price_history import price_intervals

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from venice_data.catalog.frames import Currency


def _text(price: float, **spec: object) -> dict[str, Any]:
    return model("a", "text", tokens(input=price), **spec)


def _held(
    *lists: list[dict[str, Any]], until: datetime | None = None, currency: Currency = "usd"
) -> pd.DataFrame:
    return price_intervals(history_of(*lists), ["a"], until or day(9), currency)


def _spans(intervals: pd.DataFrame) -> list[tuple[float, datetime, datetime]]:
    columns = (intervals["price"], intervals["began_at"], intervals["ended_at"])
    return [
        (price, began.to_pydatetime(), ended.to_pydatetime())
        for price, began, ended in zip(*columns, strict=True)
    ]


def test_each_price_holds_until_the_next_and_the_last_until_now() -> None:
    intervals = _held([_text(1)], [_text(2)], [_text(2)])

    assert _spans(intervals) == [(1, day(0), day(1)), (2, day(1), day(9))]
    assert intervals["is_open"].tolist() == [False, True]
    assert len(set(intervals["stretch"])) == 1
    assert intervals[["label", "unit"]].drop_duplicates().to_numpy().tolist() == [
        ["Input", "1M tokens"]
    ]


def test_no_line_goes_across_a_time_off_the_list() -> None:
    intervals = _held([_text(1)], [], [_text(1)])

    assert _spans(intervals) == [(1, day(0), day(1)), (1, day(2), day(9))]
    assert len(set(intervals["stretch"])) == 2


def test_an_announced_removal_ends_the_prices_once_it_has_come() -> None:
    leaving = _text(1, deprecation={"removesAt": day(3).isoformat()})

    after, before = _held([leaving]), _held([leaving], until=day(2))

    assert _spans(after) == [(1, day(0), day(3))]
    assert after["is_open"].tolist() == [False]
    assert _spans(before) == [(1, day(0), day(2))]
    assert before["is_open"].tolist() == [True]


def test_what_moved_in_the_other_currency_alone_is_no_step() -> None:
    lists = [[model("a", "text", {"input": {"usd": 1, "diem": diem}})] for diem in (1, 2)]

    assert _spans(_held(*lists)) == [(1, day(0), day(9))]
    assert len(_held(*lists, currency="diem")) == 2


def test_a_price_that_is_not_published_in_the_currency_is_no_zero() -> None:
    lists = [[model("a", "text", {"input": {"usd": 1}})]]

    assert _held(*lists, currency="diem").empty


def test_nothing_later_than_the_instant_is_told() -> None:
    assert _spans(_held([_text(1)], [_text(2)], until=day(0))) == [(1, day(0), day(0))]
    assert _held([], [_text(1)], until=day(0)).empty


def test_a_price_that_is_new_at_the_instant_is_the_last() -> None:
    intervals = _held([_text(1)], [_text(2)], until=day(1))

    assert _spans(intervals) == [(1, day(0), day(1)), (2, day(1), day(1))]
    assert intervals["is_open"].tolist() == [False, True]


def test_a_free_price_is_zero() -> None:
    assert _spans(_held([_text(0)])) == [(0, day(0), day(9))]


def test_of_a_model_that_was_never_recorded_nothing_is_told() -> None:
    assert price_intervals(history_of([_text(1)]), ["b"], day(9), "usd").empty
    assert price_intervals(history_of([_text(1)]), [], day(9), "usd").empty
