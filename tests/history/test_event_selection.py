"""Which changes are asked for: by model, by kind and by day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.histories import FIRST_LIST_AT, day, history_at, history_of
from tests.support.samples import tokens
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from venice_data.catalog.filters import Filters
from venice_data.history.change_events import changes
from venice_data.history.event_selection import EventFilter, net_moves, selected_events

if TYPE_CHECKING:
    from venice_data.history.price_history import PriceHistory


def _told(history: PriceHistory, choice: EventFilter) -> list[tuple[str, str]]:
    return [(entry.model_id, entry.kind) for entry in selected_events(history, choice)]


@pytest.fixture
def busy_week() -> PriceHistory:
    """Let a chat model and a painter come, the first get dearer, the other go."""
    chat: dict[str, Any] = {
        "privacy": "private",
        "availableContextTokens": 128_000,
        "capabilities": {"supportsVision": True},
    }
    painter = model("painter", "image", {}, privacy="anonymized")
    return history_of(
        [],
        [model("chat", "text", tokens(input=1), **chat), painter],
        [model("chat", "text", tokens(input=2), **chat), painter],
        [model("chat", "text", tokens(input=2), **chat)],
    )


def test_without_a_condition_all_is_told(busy_week: PriceHistory) -> None:
    assert selected_events(busy_week, EventFilter()) == changes(busy_week)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (EventFilter(Filters(types=("text",))), [("chat", "price up"), ("chat", "new")]),
        (EventFilter(Filters(privacy=("private",))), [("chat", "price up"), ("chat", "new")]),
        (EventFilter(Filters(capabilities=("vision",))), [("chat", "price up"), ("chat", "new")]),
        (EventFilter(Filters(min_context_tokens=8_000)), [("chat", "price up"), ("chat", "new")]),
        (EventFilter(Filters(search="PAINT")), [("painter", "retired"), ("painter", "new")]),
        (EventFilter(Filters(types=("video",))), []),
        (EventFilter(kinds=("new",)), [("chat", "new"), ("painter", "new")]),
        (
            EventFilter(kinds=("retired", "price up")),
            [("painter", "retired"), ("chat", "price up")],
        ),
        (EventFilter(Filters(types=("image",)), kinds=("price up",)), []),
    ],
)
def test_an_entry_is_told_that_meets_every_condition(
    busy_week: PriceHistory, choice: EventFilter, told: list[tuple[str, str]]
) -> None:
    assert _told(busy_week, choice) == told


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (2, None, [3, 2]),
        (None, 2, [2, 1, 1]),
        (2, 2, [2]),
        (3, 2, []),
        (4, None, []),
    ],
)
def test_both_days_are_included(
    busy_week: PriceHistory, since: int | None, until: int | None, days: list[int]
) -> None:
    choice = EventFilter(
        since=None if since is None else day(since).date(),
        until=None if until is None else day(until).date(),
    )

    told = selected_events(busy_week, choice)

    assert [(entry.observed_at - FIRST_LIST_AT).days for entry in told] == days


def test_the_last_day_lasts_until_midnight_in_utc() -> None:
    last_tick = datetime(2026, 9, 2, 23, 59, 59, 999_999, tzinfo=UTC)
    midnight = datetime(2026, 9, 3, tzinfo=UTC)
    a, b = model("a", "text", {}), model("b", "text", {})

    history = history_at({day(0): [], last_tick: [a], midnight: [a, b]})

    assert _told(history, EventFilter(until=date(2026, 9, 2))) == [("a", "new")]
    assert _told(history, EventFilter(since=date(2026, 9, 3))) == [("b", "new")]


def test_the_last_day_of_all_is_a_day() -> None:
    assert selected_events(seeded_history(), EventFilter(until=date.max)) == changes(
        seeded_history()
    )


def test_a_model_that_has_left_is_found_by_what_it_was_last() -> None:
    gone = Filters(types=("text",), search="nvidia-nemotron-3-5-lightning")

    assert [kind for _, kind in _told(seeded_history(), EventFilter(gone))] == ["retired", "new"]


def test_a_renamed_model_is_found_by_its_last_name() -> None:
    old, new = model("chat", "text", {}, name="Old"), model("chat", "text", {}, name="New")

    history = history_of([], [old], [new])

    assert _told(history, EventFilter(Filters(search="new"))) == [
        ("chat", "details"),
        ("chat", "new"),
    ]
    assert _told(history, EventFilter(Filters(search="old"))) == []


def _net(*prices: float | None) -> list[tuple[float | None, float | None]]:
    """Return the net moves of a model's one price over lists, without it where there is none."""
    lists = [[] if price is None else [model("a", "text", tokens(input=price))] for price in prices]
    moves = net_moves(changes(history_of(*lists)))
    return [net.move.amounts("usd") for net in moves]


def test_a_price_moved_from_what_it_was_before_the_first_event() -> None:
    assert _net(1, 2, 3) == [(1, 3)]
    assert _net(1, 2, 1) == []


def test_the_price_that_a_model_is_listed_with_is_where_it_begins() -> None:
    """One that came, left for a day, and was back at less until it cost the same, was a rise."""
    assert _net(None, 4, None, 3.6, 4) == []
    assert _net(None, 4, None, 3.6) == [(4, 3.6)]
    assert _net(None, 4) == []


def test_a_model_that_was_off_the_list_moved_from_what_it_cost_before() -> None:
    assert _net(4, None, 3.6, 4) == []
    assert _net(4, None, 6) == [(4, 6)]
    assert _net(4, None) == []


def test_a_price_that_comes_and_rises_rose_from_where_it_came() -> None:
    """It was said that no price moved, beside the last rise by 100%."""
    cheap, dear = (tokens(input=1, output=output) for output in (2, 4))
    lists = [[model("a", "text", prices)] for prices in (tokens(input=1), cheap, dear)]

    (net,) = net_moves(changes(history_of(*lists)))

    assert (net.move.component, net.move.amounts("usd")) == ("output", (2, 4))
