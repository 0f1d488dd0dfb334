"""Each message is told once, on both databases, whoever fails or is killed in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.examples import rest_is_thorough
from tests.support.lone_processes import end_of, start, tell_and_die
from tests.support.recorded_lists import after, first_models, keep
from tests.support.stand_in import Answer, text_model
from tests.support.watches import StandInWebhook, let_the_right_lapse, tell
from venice_data.api.patience import MAX_ATTEMPTS
from venice_data.history.history_store import HistoryStore
from venice_data.watch.memory import WatchHeldError, WatchMemory
from venice_data.watch.webhook import NotSentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL


@pytest.fixture
def webhook() -> Iterator[StandInWebhook]:
    with StandInWebhook() as stand_in:
        yield stand_in


def _dearer(*numbers: int, price: float = 2) -> list[dict[str, Any]]:
    """Return the first list with some of its models at another price."""
    models = first_models()
    for number in numbers:
        models[number] = text_model(f"model-{number}", price)
    return models


def _watched_history(url: URL, webhook: StandInWebhook) -> HistoryStore:
    """Return a history of which three moves are to be told."""
    tell(url, webhook.address)
    assert webhook.requests == []
    store = HistoryStore(url)
    keep(store, _dearer(3, 4, 5), after(10))
    return store


def test_a_new_watch_tells_what_is_recorded_from_then_on_and_each_once(
    history_url: URL, webhook: StandInWebhook
) -> None:
    store = _watched_history(history_url, webhook)

    for _ in range(2):
        tell(history_url, webhook.address)

    assert [content["title"].partition(":")[0] for content in webhook.contents] == [
        "Model-3",
        "Model-4",
        "Model-5",
    ]
    keep(store, _dearer(3, 4, 5, price=3), after(20))
    tell(history_url, webhook.address)
    assert len(webhook.ids) == len(set(webhook.ids)) == 6


@pytest.mark.parametrize("killed_at", rest_is_thorough([2, 1, 3], first=1))
def test_killed_between_sending_and_remembering_nothing_is_lost_and_one_told_twice(
    history_url: URL, webhook: StandInWebhook, killed_at: int
) -> None:
    _watched_history(history_url, webhook)

    died = start(tell_and_die, history_url, webhook.address, killed_at)
    assert end_of(died) == -9
    assert len(webhook.ids) == killed_at
    with pytest.raises(WatchHeldError):
        tell(history_url, webhook.address)
    let_the_right_lapse(history_url)
    for _ in range(2):
        tell(history_url, webhook.address)

    assert len(set(webhook.ids)) == 3
    assert webhook.ids.count(webhook.ids[killed_at - 1]) == 2
    assert len(webhook.ids) == 4


def test_what_is_not_taken_is_told_at_the_next_run_in_order(
    history_url: URL, webhook: StandInWebhook
) -> None:
    store = _watched_history(history_url, webhook)
    webhook.script(Answer(200), *[Answer(503)] * MAX_ATTEMPTS)

    with pytest.raises(NotSentError, match=r"answered with error 503\."):
        tell(history_url, webhook.address)
    keep(store, _dearer(3, 4, 5, 6), after(20))
    tell(history_url, webhook.address)

    refused = webhook.ids[1 : 1 + MAX_ATTEMPTS]
    assert len(set(refused)) == 1
    taken = [webhook.ids[0], *webhook.ids[1 + MAX_ATTEMPTS :]]
    assert taken[1] == refused[0]
    assert len(taken) == len(set(taken)) == 4


def test_two_runs_do_not_tell_at_once(history_url: URL, webhook: StandInWebhook) -> None:
    store = _watched_history(history_url, webhook)

    with WatchMemory(store, "tests").held(after(10)), pytest.raises(WatchHeldError):
        tell(history_url, webhook.address)
    assert webhook.requests == []
    tell(history_url, webhook.address)
    assert len(webhook.requests) == 3


def test_a_run_whose_right_was_taken_over_stops(history_url: URL) -> None:
    store = HistoryStore(history_url)
    slow, other = WatchMemory(store, "tests"), WatchMemory(store, "tests")
    with slow.held(after(0)):
        let_the_right_lapse(history_url)
        with other.held(after(0)), pytest.raises(WatchHeldError):
            slow.remember("a message")
        assert slow.told() == frozenset()


def test_watches_of_other_names_are_told_for_themselves(
    history_url: URL, webhook: StandInWebhook
) -> None:
    store = _watched_history(history_url, webhook)
    tell(history_url, webhook.address, name="other")
    keep(store, _dearer(3, 4, 5, 6), after(20))

    tell(history_url, webhook.address, name="other")
    assert len(webhook.ids) == 1
    tell(history_url, webhook.address)
    assert len(webhook.ids) == 1 + 4
