"""Which changes are told, in which words, and under which ids."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.histories import A_DAY, FIRST_LIST_AT, day, history_at, history_of, model_a
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model
from venice_data.catalog.filters import Filters
from venice_data.costs.work import Basket, Line
from venice_data.watch.memory import Watched
from venice_data.watch.messages import Interests, messages_since

if TYPE_CHECKING:
    from venice_data.history.price_history import PriceHistory
    from venice_data.watch.messages import Message


def _told(
    history: PriceHistory,
    interests: Interests | None = None,
    *,
    since: datetime = FIRST_LIST_AT,
    now: datetime | None = None,
) -> list[Message]:
    watched = Watched(began_at=day(0), seen_until=since)
    return messages_since(history, watched, interests or Interests(), now or history.newest)


def _titles(*arguments: Any, **options: Any) -> list[str]:
    return [message.title for message in _told(*arguments, **options)]


def _leaving(model_id: str, removes_at: datetime) -> dict[str, Any]:
    return text_model(model_id, deprecation={"date": removes_at.isoformat()})


def test_a_move_is_told_with_its_prices_and_the_page_of_its_model() -> None:
    (message,) = _told(history_of([model_a(1)], [model_a(1.5)]))

    assert message.kind == "price up"
    assert message.title == "A: input $1.00 → $1.50 (+50%)"
    assert message.lines == ("Input: $1.00 → $1.50 per 1M tokens (+50%)",)
    assert (message.page, message.parameters) == ("model", (("id", "a"),))
    assert message.at == day(1)
    assert message.details["moves"][0]["usd"] == {"before": 1.0, "after": 1.5, "percent": 50.0}


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [(1, 1.1, 1), (1, 1.099, 0), (1, 0.9, 1), (1, 0.95, 0), (0, 0.01, 1)],
)
def test_a_move_below_the_least_share_is_not_told(before: float, after: float, count: int) -> None:
    history = history_of([model_a(before)], [model_a(after)])

    assert len(_told(history, Interests(least_share=0.1))) == count


def test_a_price_that_a_model_gains_or_loses_is_told() -> None:
    history = history_of(
        [model_a(1)], [model("a", "text", tokens(input=1, output=2))], [model_a(1)]
    )

    assert _titles(history, Interests(least_share=10)) == [
        "A: now also output $2.00",
        "A: output no longer priced",
    ]


def test_only_what_is_new_is_told_the_oldest_first() -> None:
    history = history_of([model_a(1)], [model_a(2)], [model_a(3)], [model_a(4)])

    assert [message.at for message in _told(history, since=day(1))] == [day(2), day(3)]


def test_arrivals_and_other_details_are_not_told() -> None:
    history = history_of([model_a(1)], [model_a(1, privacy="private"), text_model("new")])

    assert _titles(history) == []


def test_retirements_are_told_when_announced_when_near_and_when_come() -> None:
    gone = day(40)
    lists = {
        day(0): [model_a(1), text_model("b")],
        day(1): [_leaving("b", gone), model_a(1)],
        day(40.5): [model_a(1)],
    }
    first = {at: models for at, models in lists.items() if at < day(2)}

    announced = ["B: will be removed on 11 October 2026"]
    assert _titles(history_at(first)) == announced
    assert _titles(history_at(first), since=day(1), now=day(25.9)) == []
    (near,) = _told(history_at(first), since=day(1), now=day(26.1))
    assert near.kind == "retirement near"
    assert near.title == announced[0]
    again = _told(history_at(first), since=day(1), now=day(30))
    assert again == [near]
    assert _titles(history_at(lists), since=day(1)) == ["B: text model, removed from the list"]


def test_a_removal_that_was_announced_when_it_was_near_is_not_told_twice() -> None:
    history = history_of([text_model("b")], [_leaving("b", day(8))])

    assert [message.kind for message in _told(history)] == ["retiring"]
    assert _told(history, since=day(1), now=day(3)) == []


def test_a_removal_that_was_announced_before_the_watch_began_is_told_when_near() -> None:
    history = history_of([_leaving("b", day(8))], [_leaving("b", day(8)), model_a(1)])

    assert [message.kind for message in _told(history)] == ["retirement near"]
    assert _told(history, Interests(days_ahead=2)) == []


def test_a_removal_on_another_day_is_another_message() -> None:
    early, late = (
        history_of([_leaving("b", day(n))], [model_a(1), _leaving("b", day(n))]) for n in (8, 9)
    )

    assert _told(early)[0].id != _told(late)[0].id


def test_filters_narrow_the_models_that_are_told_of() -> None:
    history = history_of([model_a(1), text_model("b", 1)], [model_a(2), text_model("b", 2)])

    assert _titles(history, Interests(filters=Filters(search="b")))[0].startswith("B: ")
    assert len(_told(history, Interests(filters=Filters(search="b")))) == 1


def test_prices_are_told_in_the_currency_that_is_asked_for() -> None:
    history = history_of([model_a(1)], [model_a(2)])

    assert _titles(history, Interests(currency="diem")) == [
        "A: input 1.00 DIEM → 2.00 DIEM (+100%)"
    ]


def test_the_bill_of_a_basket_is_told_after_each_change_that_moves_it() -> None:
    """A line of 12 million tokens a day: at $1 they are $365 a month."""
    history = history_of([model_a(1)], [model_a(2)], [model_a(2, privacy="private")], [model_a(1)])
    interests = Interests(least_share=10, basket=Basket((A_DAY,)))

    first, second = _told(history, interests)

    assert first.kind == "bill"
    assert first.title == "The basket: $365.00 → $730.00 a month (+100%)"
    assert first.lines == ("A: +$365.00 a month",)
    assert first.page == "calculator"
    assert dict(first.parameters)["calculator_basket"].startswith("chat~day~a~")
    assert second.title == "The basket: $730.00 → $365.00 a month (-50%)"
    assert second.lines == ("A: -$365.00 a month",)
    assert first.id != second.id
    assert _told(history, interests, since=day(1)) == [second]


def test_a_line_that_loses_its_price_is_told_and_left_out() -> None:
    b = model("b", "text", tokens(input=1))
    history = history_of([model_a(1), b], [b])

    def bill_of(*lines: Line) -> Message:
        interests = Interests(basket=Basket(lines))
        (bill,) = [told for told in _told(history, interests) if told.kind == "bill"]
        return bill

    both = bill_of(A_DAY, A_DAY.with_model("b"))
    assert both.title == "The basket: $365.00 a month"
    assert both.lines[0].startswith("A: no longer priced, and left out (")
    assert bill_of(A_DAY).title == "The basket: none of its lines has a price before and after"


def test_another_basket_is_told_under_other_ids() -> None:
    history = history_of([model_a(1)], [model_a(2)])
    one, other = (
        _told(history, Interests(least_share=10, basket=Basket((line,))))[0]
        for line in (A_DAY, Line(A_DAY.work, "a", "month"))
    )

    assert one.id != other.id


def test_ids_are_the_same_however_often_they_are_made() -> None:
    lists = ([model_a(1), _leaving("b", day(8))], [model_a(2), _leaving("b", day(8))])
    interests = Interests(basket=Basket((A_DAY,)))

    runs = [_told(history_of(*lists), interests, now=day(2) + timedelta(hours=n)) for n in (0, 5)]

    assert runs[0] == runs[1]
    assert len({message.id for message in runs[0]}) == 3
    assert all(message.id.isascii() for message in runs[0])
