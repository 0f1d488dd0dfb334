"""A list that lacks a fifth of the models is believed when it is seen again, not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.recorded_lists import FIRST_IDS, after, first_models, keep, row_counts
from tests.support.stand_in import text_model
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from sqlalchemy import URL

    from venice_data.history.history_store import HistoryStore

A_FIFTH = 4


def _listed(store: HistoryStore) -> set[str]:
    history = store.read()
    return set(catalog_at(history, history.newest).models.index)


def _to_be_removed(removes_at: str) -> list[dict[str, Any]]:
    """Return the first list, of which the first fifth is announced to be removed."""
    deprecation = {"date": removes_at}
    leaving = [text_model(model_id, deprecation=deprecation) for model_id in FIRST_IDS[:A_FIFTH]]
    return [*leaving, *first_models()[A_FIFTH:]]


def test_a_list_that_lacks_a_fifth_is_unconfirmed(history_url: URL, store: HistoryStore) -> None:
    before = row_counts(history_url)
    short = first_models()[A_FIFTH:]
    short[0] = text_model(short[0]["id"], input_usd=9)

    missing = keep(store, short, after(5))

    assert missing == A_FIFTH
    assert row_counts(history_url) == before
    assert store.latest().missing_count == A_FIFTH
    assert store.latest().payload()["data"] == short


def test_a_list_that_lacks_less_is_recorded_at_once(store: HistoryStore) -> None:
    missing = keep(store, first_models()[A_FIFTH - 1 :], after(5))

    assert missing == 0
    assert _listed(store) == set(FIRST_IDS[A_FIFTH - 1 :])


def test_a_short_list_is_recorded_when_it_is_seen_again(
    store: HistoryStore, other_store: HistoryStore
) -> None:
    keep(store, first_models()[A_FIFTH:], after(5))

    missing = keep(other_store, first_models()[A_FIFTH:], after(10))

    assert missing == 0
    assert _listed(store) == set(FIRST_IDS[A_FIFTH:])
    last = store.read().observations.iloc[-1]
    assert (last["previous_look_at"], last["observed_at"]) == (after(0), after(10))
    assert store.latest().missing_count == 0


def test_a_short_list_that_lacks_others_is_unconfirmed_anew(store: HistoryStore) -> None:
    keep(store, first_models()[A_FIFTH:], after(5))

    missing = [
        keep(store, first_models()[:-A_FIFTH], after(10)),
        keep(store, first_models()[A_FIFTH:], after(15)),
    ]

    assert missing == [A_FIFTH, A_FIFTH]
    assert _listed(store) == set(FIRST_IDS)


def test_a_short_list_that_lacks_even_more_is_recorded(store: HistoryStore) -> None:
    keep(store, first_models()[A_FIFTH:], after(5))

    missing = keep(store, first_models()[A_FIFTH + 1 :], after(10))

    assert missing == 0
    assert _listed(store) == set(FIRST_IDS[A_FIFTH + 1 :])


def test_a_whole_list_in_between_starts_the_waiting_over(store: HistoryStore) -> None:
    keep(store, first_models()[A_FIFTH:], after(5))
    keep(store, first_models(), after(10))

    missing = keep(store, first_models()[A_FIFTH:], after(15))

    assert missing == A_FIFTH
    assert _listed(store) == set(FIRST_IDS)


def test_a_failure_in_between_does_not(store: HistoryStore) -> None:
    keep(store, first_models()[A_FIFTH:], after(5))
    with store.refresh_lease() as lease:
        assert lease is not None
        lease.record_failure("Venice", "no connection", after(10))

    missing = keep(store, first_models()[A_FIFTH:], after(15))

    assert missing == 0


def test_models_whose_announced_removal_has_come_are_not_missed(store: HistoryStore) -> None:
    keep(store, _to_be_removed("2026-09-01T12:00:00Z"), after(5))

    missing = keep(store, first_models()[A_FIFTH:], after(12 * 60))

    assert missing == 0
    assert _listed(store) == set(FIRST_IDS[A_FIFTH:])


def test_models_that_leave_before_their_announced_removal_are_missed(store: HistoryStore) -> None:
    keep(store, _to_be_removed("2026-09-01T12:00:00Z"), after(5))

    missing = keep(store, first_models()[A_FIFTH:], after(12 * 60 - 1))

    assert missing == A_FIFTH
    assert _listed(store) == set(FIRST_IDS)


@pytest.mark.parametrize("kept", [0, 1])
def test_a_list_of_next_to_nothing_is_unconfirmed(store: HistoryStore, kept: int) -> None:
    missing = keep(store, first_models()[:kept], after(5))

    assert missing == len(FIRST_IDS) - kept
    assert _listed(store) == set(FIRST_IDS)
