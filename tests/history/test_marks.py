"""What is marked in tables: arrivals and price moves of the last thirty days."""

from __future__ import annotations

from datetime import timedelta

from tests.support.histories import day, history_at, history_of
from tests.support.samples import tokens
from tests.support.stand_in import text_model
from venice_data.history.event_selection import RECENT_DAYS, marks


def _priced(model_id: str, input_usd: float) -> dict[str, object]:
    return text_model(model_id) | {
        "model_spec": {"name": model_id, "pricing": tokens(input=input_usd, output=2.0)}
    }


def test_the_first_list_marks_nothing() -> None:
    history = history_of([_priced("a", 1.0)])

    assert marks(history, day(0).date()) == {}


def test_arrivals_and_moves_are_marked_by_their_kind() -> None:
    history = history_of(
        [_priced("up", 1.0), _priced("down", 2.0), _priced("same", 1.0)],
        [_priced("up", 3.0), _priced("down", 1.0), _priced("same", 1.0), _priced("new", 1.0)],
    )

    assert marks(history, day(1).date()) == {
        "up": "price up",
        "down": "price down",
        "new": "new",
    }


def test_of_several_moves_the_newest_counts() -> None:
    history = history_of([_priced("a", 1.0)], [_priced("a", 3.0)], [_priced("a", 2.0)])

    assert marks(history, day(2).date()) == {"a": "price down"}


def test_a_new_model_stays_new_when_its_price_moves() -> None:
    history = history_of([_priced("a", 1.0)], [_priced("a", 1.0), _priced("b", 1.0)])
    moved = history_of(
        [_priced("a", 1.0)],
        [_priced("a", 1.0), _priced("b", 1.0)],
        [_priced("a", 1.0), _priced("b", 3.0)],
    )

    assert marks(history, day(2).date()) == marks(moved, day(2).date()) == {"b": "new"}


def test_a_mark_goes_after_thirty_days() -> None:
    history = history_of([_priced("a", 1.0)], [_priced("a", 3.0)])
    last_day = (day(1) + timedelta(days=RECENT_DAYS - 1)).date()

    assert marks(history, last_day) == {"a": "price up"}
    assert marks(history, last_day + timedelta(days=1)) == {}


def test_nothing_is_marked_before_it_happened() -> None:
    history = history_at({day(0): [_priced("a", 1.0)], day(5): [_priced("a", 3.0)]})

    assert marks(history, day(4).date()) == {}
